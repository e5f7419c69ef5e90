"""SQLite's log after an erasure: emptied at once, or as soon as nobody reads an older state."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.models import Database
from bot.models.database import ERASED
from tests.world import sqlite_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

PLANTED = "zirkonium di pekarangan belakang"
INSERT = f"INSERT INTO words VALUES ('{PLANTED}')"  # noqa: S608 - our own words
FILE = "kamtibmas.sqlite3"


@asynccontextmanager
async def _opened(folder: Path) -> AsyncIterator[Database]:
    database = Database(sqlite_in(folder))
    try:
        yield database
    finally:
        await database.close()


async def _does(database: Database, statement: str, *, erases: bool = False) -> None:
    async with database.writing() as session:
        await session.execute(text(statement))
        if erases:
            session.info[ERASED] = True


def _holds(folder: Path) -> bool:
    return any(PLANTED.encode() in path.read_bytes() for path in folder.iterdir())


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.fixture
async def killed(tmp_path: Path) -> Path:
    """What lies on the disk when the bot is killed after an erasure that a reader saw no end of."""
    folder, left = tmp_path / "running", tmp_path / "killed"
    folder.mkdir()
    async with _opened(folder) as database:
        await _does(database, "CREATE TABLE words (said TEXT)")
        await _does(database, INSERT)
        async with database.reading() as session:
            await session.execute(text("SELECT * FROM words"))
            await _does(database, "DELETE FROM words", erases=True)
            shutil.copytree(folder, left)
    assert _holds(left)
    return left


async def test_a_log_that_a_kill_came_before_is_emptied_at_the_next_start(killed: Path) -> None:
    """The words are gone before anybody writes anything."""
    async with _opened(killed) as database:
        await database.empty_log()
        assert not _holds(killed)


async def test_while_somebody_reads_it_is_tried_with_each_writing(killed: Path) -> None:
    """A reader is in the way at the start; once it has gone, the next unit of work empties it."""
    async with _opened(killed) as database:
        reader = sqlite3.connect(killed / FILE, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM words").fetchall()
        await database.empty_log()
        await _does(database, "CREATE TABLE other (number INTEGER)")
        assert _holds(killed)
        reader.close()
        await _does(database, "INSERT INTO other VALUES (1)")
        assert not _holds(killed)


async def test_where_there_is_no_database_none_is_made(tmp_path: Path) -> None:
    """Nor does it fail: whoever needs one says so."""
    async with _opened(tmp_path) as database:
        await database.empty_log()
    assert _names(tmp_path) == []
