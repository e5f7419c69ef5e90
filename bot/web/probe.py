"""Database queries for the probes: awaited with a time limit, never cancelled.

A task that is cancelled within a transaction leaves the driver a connection that never closes. So
who asks goes away when its time is over, and the next who asks waits for the same reading.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar

import structlog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Database

log = structlog.get_logger()

Found = TypeVar("Found")


class Probe(Generic[Found]):
    """One query, of which at most one runs at a time."""

    def __init__(
        self, database: Database, read: Callable[[AsyncSession], Awaitable[Found]], within_s: float
    ) -> None:
        """Read nothing yet."""
        self._database = database
        self._read = read
        self._within_s = within_s
        self._reading: asyncio.Task[Found] | None = None

    async def ask(self) -> Found:
        """Read. Raises TimeoutError after ``within_s`` s, and whatever the database raises."""
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._ask())
            self._reading.add_done_callback(_look_at)
        done, _ = await asyncio.wait({self._reading}, timeout=self._within_s)
        if not done:
            raise TimeoutError
        return self._reading.result()

    async def close(self) -> None:
        """Let a reading that is under way come to its end, for as long as anybody would wait."""
        if self._reading is not None:
            await asyncio.wait({self._reading}, timeout=self._within_s)

    async def _ask(self) -> Found:
        async with self._database.reading() as session:
            return await self._read(session)


def _look_at(task: asyncio.Task[Found]) -> None:
    """Nobody may have waited for it any more: what it raised is looked at here."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.warning("reading_failed", error=type(error).__name__)
