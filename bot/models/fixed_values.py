"""Whether a column holds one of some values that never change.

SQLAlchemy leaves an IN of plain values open, and writes it anew whenever its statement runs: a
tenth of the time of a small one. Bound one by one they are written with the statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

T = TypeVar("T")


def among(column: InstrumentedAttribute[T], values: Iterable[T]) -> ColumnElement[bool]:
    """Tell whether a column holds one of these, of which there is always the same number."""
    return column.in_([literal(value, column.expression.type) for value in values])
