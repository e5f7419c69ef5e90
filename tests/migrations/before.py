"""A database of an older schema, into which a test of a migration puts rows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, DateTime, MetaData, String, insert

from bot.models import schema

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection

AT = datetime(2026, 11, 1, tzinfo=UTC)


class Before:
    """A database as it was, into which rows are put; what a row does not say is any value."""

    def __init__(self, connection: Connection, revision: str) -> None:
        """Bring it to the schema of ``revision``."""
        schema.bring_to(connection, revision)
        self.connection, self.tables = connection, MetaData()
        self.tables.reflect(connection)

    def has(self, name: str, **values: Any) -> None:  # noqa: ANN401 - of any column
        """Put a row into a table."""
        table = self.tables.tables[name]
        known = {column.key for column in table.columns if column.key in values}
        rest = {
            column.key: _any(column)
            for column in table.columns
            if column.key not in known and not column.nullable and column.server_default is None
        }
        self.connection.execute(insert(table), {**rest, **values})


def _any(column: Column[Any]) -> object:
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, DateTime):
        return AT
    return "x" if isinstance(column.type, String) else 0
