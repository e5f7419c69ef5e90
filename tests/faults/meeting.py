"""Two transactions that meet, in an order that the story chooses, on a real PostgreSQL."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import column, func, select, table

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Database

    Work = Callable[[AsyncSession], Awaitable[object]]

LOOK_S = 0.005


class Meeting:
    """Counts how often the first of the two was done: more than once, where the second won."""

    def __init__(self, database: Database) -> None:
        """Let both work on ``database``."""
        self._database = database
        self.tries = 0

    @asynccontextmanager
    async def holding(self, work: Work) -> AsyncIterator[None]:
        """Do ``work`` and stand still before the commit, until the block ends."""
        done, go = asyncio.Event(), asyncio.Event()

        async def slowly(session: AsyncSession) -> None:
            self.tries += 1
            await work(session)
            await session.flush()
            done.set()
            await go.wait()

        first = asyncio.create_task(self._database.transact(slowly))
        arrived = asyncio.create_task(done.wait())
        try:
            await asyncio.wait({first, arrived}, return_when=asyncio.FIRST_COMPLETED)
            yield
        finally:
            arrived.cancel()
            go.set()
            await first

    async def of(self, first: Work, second: Coroutine[Any, Any, object]) -> None:
        """Do ``first``; once ``second`` has ended, or waits for a lock of it, let it commit."""
        async with self.holding(first):
            other = asyncio.create_task(second)
            while not other.done() and not await self._somebody_waits():
                await asyncio.wait({other}, timeout=LOOK_S)
        await other

    async def _somebody_waits(self) -> bool:
        """Tell whether a connection to this database does; others work on the same server."""
        at_work = table("pg_stat_activity", column("datname"), column("wait_event_type"))
        waits = at_work.c.wait_event_type == "Lock", at_work.c.datname == func.current_database()
        async with self._database.reading() as session:
            waiting = select(func.count()).select_from(at_work).where(*waits)
            return bool(await session.scalar(waiting))
