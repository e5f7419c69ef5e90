"""``kamtibmas migrate``: the newest schema, and every region of the nation."""

from __future__ import annotations

import asyncio
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from bot.cli.failing import Failure
from bot.cli.ground import opened, unusable
from bot.cli.trouble import REFUSED, UNREACHED
from bot.models import schema
from bot.services import places
from bot.settings import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.settings import Settings

    Progress = Callable[[int, int], None]


def migrate() -> None:
    """Bring the database to the newest schema and load the regions, saying how far it is."""
    settings = load()
    _say("schema: brought up to date" if bring_up(settings) else "schema: up to date")
    with _bar() if sys.stderr.isatty() else _lines() as progress:
        changed = asyncio.run(load_regions(settings, progress))
    _say(f"regions: {changed} loaded" if changed else "regions: up to date")


def bring_up(settings: Settings) -> bool:
    """Make the folder and bring the schema up; tell whether there was anything to do.

    Raises Failure where the database cannot be used.
    """
    _make(settings.data)
    try:
        return schema.upgrade(settings.database_url)
    except schema.NewerSchemaError as error:
        raise Failure(str(error)) from None
    except (*REFUSED, *UNREACHED) as error:
        raise unusable(error, settings.database_url) from None


def _make(folder: Path) -> None:
    """Make the data folder, for us alone: reports lie in it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(
            f"{folder} cannot be made ({error.strerror}); let KAMTIBMAS_DATA name a folder in which"
            " the bot may write"
        ) from None


async def load_regions(settings: Settings, progress: Progress) -> int:
    """Load what is missing of the regions; ``progress`` is told how many of how many."""
    async with opened(settings) as database:
        return await database.transact(lambda session: places.load_regions(session, progress))


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console  # noqa: PLC0415 - slow, and only a terminal shows it
    from rich.progress import Progress as Bar  # noqa: PLC0415

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("regions", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def _lines() -> Iterator[Progress]:
    """Say every fifth of the way in a line of its own: a log is no place for a bar."""
    said = 0

    def show(done: int, total: int) -> None:
        nonlocal said
        if (fifth := 5 * done // total) > said:
            said = fifth
            _say(f"regions: {done} of {total}")

    yield show


def _say(line: str) -> None:
    typer.echo(line, err=True)
