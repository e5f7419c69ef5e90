"""Columns that decide what is found, and never where a database begins to look.

SQLite, which keeps no count of rows here, takes ``status = 'sent'`` for a condition that few rows
meet, and reads all that was ever sent rather than a few dozen places of an index that name kind and
subject. PostgreSQL counts, and is told nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute
    from sqlalchemy.sql.compiler import SQLCompiler

T = TypeVar("T")


class Unindexed(FunctionElement[T]):
    """A column as it is, through none of its indexes: ``Unindexed(Delivery.status) == "sent"``."""

    inherit_cache = True

    def __init__(self, column: InstrumentedAttribute[T]) -> None:
        """Take the column, with its type."""
        super().__init__(column)
        self.type = column.expression.type


@compiles(Unindexed)
def _as_it_is(element: Unindexed[Any], compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - SQLAlchemy's
    return compiler.process(element.clauses, **how)


@compiles(Unindexed, "sqlite")
def _through_no_index(element: Unindexed[Any], compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401 - SQLAlchemy's
    return f"+{compiler.process(element.clauses, **how)}"
