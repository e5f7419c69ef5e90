"""Rows that a unit of work holds already, found without a visit to the database's side."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import inspect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm.interfaces import ORMOption

    from bot.models.base import Base

Row = TypeVar("Row", bound="Base")


def all_of(session: AsyncSession, table: type[Row]) -> Iterator[Row]:
    """Yield the rows of a table that a unit of work has loaded, as the people of a batch."""
    return (one for one in session.identity_map.values() if isinstance(one, table))


def known(session: AsyncSession, table: type[Row], key: int | str) -> Row | None:
    """Return a row that was loaded already; None: it was not, or there is none."""
    # What ``identity_key`` does, in a third of its time: a batch asks dozens of times.
    held_under = table.__mapper__.identity_key_from_primary_key((key,))
    row: Row | None = session.identity_map.get(held_under)
    return row


async def get(
    session: AsyncSession, table: type[Row], key: int | str, *options: ORMOption
) -> Row | None:
    """Return a row by its key, as ``session.get`` does; None: there is none.

    What is loaded costs a look into a dictionary here, and a greenlet there.
    """
    row = known(session, table, key)
    if row is not None and not inspect(row).expired:
        return row
    return await session.get(table, key, options=options)
