"""The session of a unit of work: it holds objects, and rows that are written down as they are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, insert
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Insert
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models.base import Base

_ROWS = "unit_of_work.rows"


class UnitOfWork(Session):
    """A session whose flush writes the rows of :func:`add_row` too, and so does its commit."""

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write down what was added or changed: rows first, all of a table in one statement."""
        rows: dict[type[Base], list[Mapping[str, Any]]] = self.info.pop(_ROWS, {})
        for table, added in rows.items():
            self.execute(_insert(table), added)
        super().flush(objects)


def add_row(session: AsyncSession, table: type[Base], row: Mapping[str, Any]) -> None:
    """Add a row of which this unit of work needs no object: it costs a fraction of one.

    Each row of a table names the same columns. It is there from the next flush on.
    """
    rows: dict[type[Base], list[Mapping[str, Any]]] = session.info.setdefault(_ROWS, {})
    rows.setdefault(table, []).append(row)


@cache
def _insert(table: type[Base]) -> Insert:
    return insert(table.__table__)  # type: ignore[arg-type]


@event.listens_for(UnitOfWork, "before_commit")
def _flush(session: Session) -> None:
    """A session that holds rows alone is clean to SQLAlchemy, which would not flush it."""
    session.flush()
