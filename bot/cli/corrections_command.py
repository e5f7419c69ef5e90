"""``kamtibmas triage report``: how often people corrected the rules, by word and category."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import typer

from bot.cli.command_context import opened
from bot.cli.errors import WrongUse
from bot.services.intake import corrections
from bot.settings import load

if TYPE_CHECKING:
    from bot.services.intake.corrections import Difference

NO_WORD = "(no word)"


def report(since: str | None) -> None:
    """Print what was corrected, the most frequent word first."""
    found = asyncio.run(_found(_moment(since)))
    counts = Counter(
        (word or NO_WORD, difference) for difference, words in found.items() for word in words
    )
    for (word, difference), times in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        said = f"{difference.about}: {difference.guessed} -> {difference.chosen}"
        typer.echo(f"{times:6}  {word:24}  {said}")


async def _found(since: datetime | None) -> dict[Difference, list[str]]:
    async with opened(load()) as database, database.reading() as session:
        return await corrections.counted(session, since)


def _moment(since: str | None) -> datetime | None:
    try:
        return None if since is None else datetime.combine(date.fromisoformat(since), time(), UTC)
    except ValueError:
        message = f"--since {since} is no day; write it as 2026-11-24"
        raise WrongUse(message) from None
