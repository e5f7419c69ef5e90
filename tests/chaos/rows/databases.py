"""The database is lost, locked, slow, or has no room left."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import threading
from typing import TYPE_CHECKING

from bot.settings.environment import DATABASE_FILE
from tests.chaos.disk import no_room

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.chaos.stage import Stage

LOCKED_S, FULL_S = 14.0, 8.0
SLOW_S, SLOW_TIMES = 2.0, 5


async def locked(stage: Stage) -> None:
    """Another program holds the file for longer than anybody waits for it."""
    async with stage.under_load():
        await asyncio.sleep(2)
        async with stage.outage():
            with _held(stage.data / DATABASE_FILE) as release:
                await asyncio.sleep(LOCKED_S)
                release.set()
    await stage.quiet()


async def slow(stage: Stage) -> None:
    """Another program holds the file for two seconds, again and again."""
    async with stage.under_load(over_s=16):
        for _ in range(SLOW_TIMES):
            async with stage.outage():
                with _held(stage.data / DATABASE_FILE) as release:
                    await asyncio.sleep(SLOW_S)
                    release.set()
            await asyncio.sleep(1)
    await stage.quiet()


async def full(stage: Stage) -> None:
    """The disk is full, database, log and all; then there is room again."""
    async with stage.under_load():
        await asyncio.sleep(2)
        async with stage.outage():
            with no_room(stage.data, stage.bot):
                await asyncio.sleep(FULL_S)
    await stage.quiet()


@contextlib.contextmanager
def _held(file: Path) -> Iterator[threading.Event]:
    """Hold SQLite's write lock, from a thread, until told to release it or the block ends."""
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
        yield release
    finally:
        release.set()
        thread.join()
