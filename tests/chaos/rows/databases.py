"""The database is lost, locked, slow, or has no room left."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import threading
from typing import TYPE_CHECKING

from bot.settings.environment import DATABASE_FILE
from tests.chaos.disk import no_room
from tests.chaos.town import RESIDENT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.chaos.stage import Stage

LOST_S, FULL_S = 14.0, 8.0
HELD_S, HELD_TIMES = 2.0, 5
DELAY_S = 0.15  # each way, for every piece of every statement
SERVER_KILLS = 3
NOT_KEPT = "belum tersimpan"


async def lost(stage: Stage) -> None:
    """SQLite: another program holds the file. PostgreSQL: lines are cut, and new ones refused."""
    async with stage.under_load():
        await asyncio.sleep(2)
        async with stage.outage():
            if stage.setup.database == "sqlite":
                with _held(stage.data / DATABASE_FILE):
                    await asyncio.sleep(LOST_S)
            else:
                await stage.proxy.cut()
                await asyncio.sleep(LOST_S)
                await stage.proxy.open()
            _expects_told(stage)
    await stage.quiet()


async def slow(stage: Stage) -> None:
    """SQLite: the file is held for 2 s, again and again. PostgreSQL: every piece takes 0.15 s."""
    async with stage.under_load(over_s=16):
        for _ in range(HELD_TIMES):
            async with stage.outage():
                await _slow(stage)
            await asyncio.sleep(1)
    await stage.quiet()


async def _slow(stage: Stage) -> None:
    if stage.setup.database == "sqlite":
        with _held(stage.data / DATABASE_FILE):
            await asyncio.sleep(HELD_S)
    else:
        stage.proxy.delay_s = DELAY_S
        await asyncio.sleep(HELD_S)
        stage.proxy.delay_s = 0


async def server_kills(stage: Stage) -> None:
    """The server of PostgreSQL is killed as power failure does, and started again."""
    async with stage.under_load(over_s=14):
        for _ in range(SERVER_KILLS):
            await stage.sleeps(1.5, 3)
            async with stage.outage():
                await asyncio.to_thread(stage.postgres.kill)
                await stage.sleeps(0.2, 1.5)
                await asyncio.to_thread(stage.postgres.start)
    await stage.quiet()


async def full(stage: Stage) -> None:
    """The disk is full, database, log and all; then there is room again."""
    async with stage.under_load():
        await asyncio.sleep(2)
        async with stage.outage():
            with no_room(stage.data, stage.bot):
                await asyncio.sleep(FULL_S)
                _expects_told(stage)
    await stage.quiet()


def _expects_told(stage: Stage) -> None:
    """Whoever wrote meanwhile reads that it is not kept yet; nobody reads it twice."""
    told = [
        sum(NOT_KEPT in message.text for message in person.inbox)
        for person in stage.town.people(RESIDENT)
    ]
    stage.expects(any(told), "nobody was told that nothing could be kept")
    stage.expects(max(told) <= 1, "somebody was told twice that nothing could be kept")


@contextlib.contextmanager
def _held(file: Path) -> Iterator[None]:
    """Hold SQLite's write lock, from a thread, while the block lasts."""
    release, holding = threading.Event(), threading.Event()

    def hold() -> None:
        connection = sqlite3.connect(file, timeout=30, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        holding.set()
        release.wait()
        connection.execute("ROLLBACK")
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    holding.wait()
    try:
        yield
    finally:
        release.set()
        thread.join()
