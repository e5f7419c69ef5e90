"""Rows that a unit of work holds already, found without a visit to the database's side."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import inspect
from sqlalchemy.orm.util import identity_key

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm.interfaces import ORMOption

    from bot.models.base import Base

Row = TypeVar("Row", bound="Base")


async def get(session: AsyncSession, table: type[Row], key: int, *options: ORMOption) -> Row | None:
    """Return a row by its id, as ``session.get`` does; None: there is none.

    What is loaded costs a look into a dictionary here, and a greenlet there.
    """
    known: Row | None = session.identity_map.get(identity_key(table, key))
    if known is not None and not inspect(known).expired:
        return known
    return await session.get(table, key, options=options)
