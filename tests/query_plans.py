"""How SQLite would look for what was asked, as it says itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import event

from bot.models import Database

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy.ext.asyncio import AsyncSession


async def of(
    url: str, ask: Callable[[AsyncSession], Awaitable[object]], *, asked_with: str
) -> list[list[str]]:
    """Return the plan of each statement in which ``asked_with`` stands, step by step."""
    database, said = Database(url), list[tuple[str, tuple[object, ...]]]()
    event.listen(
        database.engine.sync_engine,
        "before_cursor_execute",
        lambda *told: said.append((told[2], told[3])),
    )
    async with database.writing() as session:
        await ask(session)
        asked = [one for one in said if asked_with in one[0]]
        connection = await session.connection()
        plans = [
            [
                row.detail
                for row in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {what}", values)
            ]
            for what, values in asked
        ]
    await database.close()
    return plans
