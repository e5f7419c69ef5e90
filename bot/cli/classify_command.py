"""``kamtibmas triage classify``: what the bot makes of messages, one line each."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import typer

from bot.domain.paging_rules import is_incident, severity, wakes
from bot.settings import load, load_config

if TYPE_CHECKING:
    from bot.settings import Config


def classify(*, as_json: bool) -> None:
    """Print what is made of each line of standard input; whatever bytes it holds, it is one."""
    config = load_config(load().config)
    for line in sys.stdin.buffer:
        verdict = judge(config, line.decode(errors="replace").rstrip("\r\n"))
        typer.echo(json.dumps(verdict, ensure_ascii=False) if as_json else _sentence(verdict))


def judge(config: Config, text: str) -> dict[str, Any]:
    """Return what is made of one message.

    ``ongoing`` is what the message says of it; ``pages`` is whether it wakes somebody if its
    writer says that it still goes on. What the night makes urgent counts where it names the night.
    """
    guess = config.triage.classify(text)
    category = config.categories[guess.category]
    return {
        "incident": is_incident(guess),
        "category": guess.category,
        "alternatives": list(guess.alternatives),
        "severity": str(severity(guess, category)),
        "ongoing": guess.ongoing,
        "pages": wakes(guess, category),
        "because": list(guess.quoted),
    }


def _sentence(verdict: dict[str, Any]) -> str:
    calls = "pages" if verdict["pages"] else "pages nobody"
    kinds = ", ".join((verdict["category"], *verdict["alternatives"]))
    return f"{verdict['severity']}  {calls}  {kinds}  {', '.join(verdict['because'])}".rstrip()
