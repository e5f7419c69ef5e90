"""What the stories' SQLite does at once keeps the promises of the thread that it does without."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.models import Database
from bot.models.database import BUSY_S
from tests import sqlite_in_place

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

COUNT, WRITE = text("SELECT count(*) FROM audit"), text("DELETE FROM audit")
PATIENCE = text("PRAGMA busy_timeout")  # milliseconds


@pytest.fixture
async def two(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Database, Database]]:
    """Two programs on one file, which have opened it: that is done in the thread."""
    sqlite_in_place.work_in_place(monkeypatch)
    one, other = Database(sqlite_url), Database(sqlite_url)
    for database in (one, other):
        await _write(database)
    yield one, other
    await one.close()
    await other.close()


async def _write(database: Database) -> None:
    async with database.writing() as session:
        await session.execute(WRITE)


async def test_who_waits_for_another_program_stops_nobody(two: tuple[Database, Database]) -> None:
    """The other one writes still, and must get on so that the first may begin."""
    one, other = two
    async with one.writing() as session:
        waiting = asyncio.create_task(_write(other))
        for _ in range(50):
            await session.execute(COUNT)
        assert not waiting.done()
    await waiting


async def test_who_is_cut_off_while_waiting_keeps_nothing(two: tuple[Database, Database]) -> None:
    """What was begun in the thread is undone behind it: the next writer has the file."""
    one, other = two
    async with one.writing() as session:
        waiting = asyncio.create_task(_write(other))
        for _ in range(50):
            await session.execute(COUNT)
        waiting.cancel()
        await asyncio.sleep(0)
    await asyncio.gather(waiting, return_exceptions=True)
    await _write(one)
    await _write(other)


async def test_who_has_begun_waits_as_long_as_before(two: tuple[Database, Database]) -> None:
    """A transaction is begun at once where the file is free, and nobody has less patience after."""
    for database in two:
        async with database.writing() as session:
            assert await session.scalar(PATIENCE) == BUSY_S * 1000


async def test_everybody_has_their_turn_after_a_statement(two: tuple[Database, Database]) -> None:
    """Two that read take turns, as they do where each has a thread."""
    turns: list[int] = []

    async def reads(number: int) -> None:
        async with two[number].reading() as session:
            for _ in range(20):
                await session.execute(COUNT)
                turns.append(number)

    await asyncio.gather(reads(0), reads(1))
    assert turns.count(0) == turns.count(1)
    assert turns != sorted(turns)
    assert turns != sorted(turns, reverse=True)
