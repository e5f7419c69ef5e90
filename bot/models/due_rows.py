"""Rows whose time has come: whether there is one, and which is the longest overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, exists, select

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import InstrumentedAttribute

    DueColumn = InstrumentedAttribute[datetime | None] | InstrumentedAttribute[datetime]


def any_due(column: DueColumn) -> ColumnElement[bool]:
    """Return the condition, with the parameter ``now``, that some row's time has come.

    Several of them make one question. ``column``: an indexed time, NULL where nothing is due.
    """
    return exists().where(column <= bindparam("now", type_=column.type))


async def longest_due(
    session: AsyncSession, column: DueColumn, *, now: datetime, skip: Collection[int]
) -> int | None:
    """Return the ``id`` of the row that is longest overdue, but none of ``skip``; None: no row."""
    number = column.class_.id
    due = select(number).where(column <= now, number.not_in(skip))
    found: int | None = await session.scalar(due.order_by(column).limit(1))
    return found
