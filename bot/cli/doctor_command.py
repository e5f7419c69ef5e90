"""``kamtibmas doctor``: what is wrong with the set-up, and how to mend it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from typing import TYPE_CHECKING, Any

import typer

from bot.cli.doctor import CHECKS
from bot.cli.doctor.finding import CheckState, Finding
from bot.cli.doctor.runner import examine
from bot.cli.doctor.setup import of_this_process

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.cli.doctor.runner import Result

COLOURS = {
    CheckState.OK: typer.colors.GREEN,
    CheckState.SKIPPED: typer.colors.BRIGHT_BLACK,
    CheckState.WARNING: typer.colors.YELLOW,
    CheckState.WRONG: typer.colors.RED,
}
STATE_WIDTH = max(len(state) for state in CheckState)
NAME_WIDTH = max(len(check.name) for check in CHECKS)


def doctor(*, as_json: bool) -> None:
    """Examine everything, a line for each finding as it comes; exit 1 where something is wrong."""
    show = (lambda _result: None) if as_json else _show
    results = asyncio.run(_examined(show))
    if as_json:
        typer.echo(json.dumps([_record(result) for result in results], indent=1))
    if any(result.state is CheckState.WRONG for result in results):
        raise typer.Exit(1)


async def _examined(show: Callable[[Result], None]) -> list[Result]:
    results = []
    async for result in examine(of_this_process(), CHECKS):
        show(result)
        results.append(result)
    return results


def _show(result: Result) -> None:
    """Write a line for each thing to be mended; what is well is one line, and only by itself."""
    telling = [one for one in result.findings if one.state is not CheckState.OK]
    well = Finding(CheckState.OK, "; ".join(one.said for one in result.findings))
    for finding in telling or [well]:
        typer.echo(_line(result.name, finding), color=_in_colour())


def _line(name: str, finding: Finding) -> str:
    state = typer.style(f"{finding.state:{STATE_WIDTH}}", fg=COLOURS[finding.state])
    said = f"{finding.said}; {finding.mend}" if finding.mend else finding.said
    return f"{state}  {name:{NAME_WIDTH}}  {said}".rstrip()


def _in_colour() -> bool:
    """Tell whether a person looks who did not decline it (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _record(result: Result) -> dict[str, Any]:
    return {
        "name": result.name,
        "state": result.state,
        "findings": [
            {"state": one.state, "said": one.said, "mend": one.mend or None}
            for one in result.findings
        ],
    }
