"""The newest id of a database, which those of a process that begins on it follow.

Where the clock was put back meanwhile, what is said now would stand before what was said then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, union_all

from bot.models.base import Base, ids_follow, new_id

if TYPE_CHECKING:
    from sqlalchemy import Table
    from sqlalchemy.ext.asyncio import AsyncSession


async def follow(session: AsyncSession) -> None:
    """Let new ids be larger than all that :func:`new_id` has made for the tables."""
    tables = filter(_is_made_here, Base.metadata.sorted_tables)
    newest = union_all(*(select(func.max(table.c.id)) for table in tables))
    found = await session.scalars(newest)
    ids_follow(max((one for one in found if one is not None), default=0))


def _is_made_here(table: Table) -> bool:
    made = table.c.get("id")
    made_by = None if made is None or made.default is None else getattr(made.default, "arg", None)
    return getattr(made_by, "__wrapped__", None) is new_id
