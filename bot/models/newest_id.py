"""The newest id of a database, which those of a process that begins on it follow.

Where the clock was put back meanwhile, what is said now would stand before what was said then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, union_all

from bot.models.base import MADE_HERE, Base, ids_follow

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def follow(session: AsyncSession) -> None:
    """Let new ids be larger than all that :func:`new_id` has made for the tables."""
    columns = (column for table in Base.metadata.sorted_tables for column in table.c)
    made = (column for column in columns if MADE_HERE in column.info)
    newest = union_all(*(select(func.max(column)) for column in made))
    found = await session.scalars(newest)
    ids_follow(max((one for one in found if one is not None), default=0))
