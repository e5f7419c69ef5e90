"""Rows of a query one after another, of a span of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.engine import RowMapping
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import InstrumentedAttribute

    Row = dict[str, Any]
    Rows = Select[*tuple[Any, ...]]

AT_ONCE = 500  # rows held in memory


def between(
    column: InstrumentedAttribute[datetime], since: datetime | None, until: datetime | None
) -> list[ColumnElement[bool]]:
    """Return the conditions by which a moment lies from ``since`` to before ``until``."""
    bounds = [] if since is None else [column >= since]
    return bounds if until is None else [*bounds, column < until]


async def streamed(session: AsyncSession, wanted: Rows) -> AsyncIterator[RowMapping]:
    """Yield what a query finds, without holding all of it in memory."""
    result = await session.stream(wanted, execution_options={"yield_per": AT_ONCE})
    async for row in result.mappings():
        yield row
