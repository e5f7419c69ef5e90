"""``kamtibmas migrate``: the newest schema, and every region of the nation."""

from __future__ import annotations

import asyncio
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from bot.cli.command_context import opened, unusable, vault
from bot.cli.database_errors import REFUSED, UNREACHED
from bot.cli.errors import Failure
from bot.cli.plurals import count
from bot.clock import Clock
from bot.models import schema
from bot.places.data.decree import BadDecreeError
from bot.services.operations import decrees, region_loading
from bot.services.operations.moved_cases import ReadingRules
from bot.settings import load, load_config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    from bot.services.operations.moved_cases import Unlock
    from bot.settings import Settings

    Progress = Callable[[int, int], None]


def migrate(decree: Path | None = None) -> None:
    """Bring the database to the newest schema and load the regions, saying how far it is.

    ``decree``: what an operator wrote down of one that is newer than the regions we ship.
    """
    settings = load()
    text = _read(decree) if decree is not None else None
    _say("schema: brought up to date" if bring_up(settings) else "schema: up to date")
    with _showing() as progress:
        changed = asyncio.run(load_regions(settings, progress))
    _say(f"regions: {changed} loaded" if changed else "regions: up to date")
    if text is not None:
        with _showing() as progress:
            day, changed = asyncio.run(_obey(settings, text, progress))
        said = f"decree of {day}: {count(changed, 'region')} changed"
        _say(said if changed else "decree: obeyed already")


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
        return await database.transact(
            lambda session: region_loading.load_regions(session, progress, unlock=_unlock(settings))
        )


async def _obey(settings: Settings, text: str, progress: Progress) -> tuple[date, int]:
    """Change the regions as a decree says. Raises Failure, with each bad line named before it."""
    async with opened(settings) as database:
        try:
            return await database.transact(
                lambda session: decrees.apply_decree(
                    session, text, progress, unlock=_unlock(settings)
                )
            )
        except BadDecreeError as bad:
            for number, why in bad.lines:
                _say(f"line {number}: {why}")
            them = "it" if len(bad.lines) == 1 else "them"
            raise Failure(
                f"{count(len(bad.lines), 'line')} of the decree cannot be taken, so no region is"
                f" changed; mend {them} and try again"
            ) from None
        except decrees.PastDecreeError as past:
            raise Failure(str(past)) from None


def _unlock(settings: Settings) -> Unlock:
    """Return what opens who may read what: a decree that moves cases asks for it."""
    return lambda: ReadingRules(
        load_config(settings.config), vault(settings), Clock(settings.clock).now()
    )


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no UTF-8"
        raise Failure(f"{file} cannot be read ({why}); name a text file") from None


def _showing() -> AbstractContextManager[Progress]:
    return _bar() if sys.stderr.isatty() else _lines()


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
