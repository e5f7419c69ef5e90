"""Rows to JSON lines and back, on either database: converted by the types of their columns."""

from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Date, DateTime, LargeBinary, String

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy import Column, Row, Table

    Read = Callable[[Any], Any]
    Values = dict[str, Any]


def line(row: Row[Any]) -> bytes:
    """Return a row as a line."""
    cells = [_cell(value) for value in row]
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def readers(table: Table, columns: Iterable[str]) -> list[tuple[str, Read]]:
    """Return how each of the columns is read. Raises KeyError where the table has none such."""
    return [(name, _reader(table.c[name])) for name in columns]


def values(line: bytes, columns: Sequence[tuple[str, Read]]) -> Values:
    """Return a line as the row that it was. Raises ValueError where it does not fit."""
    pairs = zip(columns, json.loads(line), strict=True)
    return {name: None if cell is None else read(cell) for (name, read), cell in pairs}


def soften(table: Table) -> None:
    """Let a missing document be NULL, as it was, and not the word null."""
    for column in table.columns:
        if isinstance(column.type, JSON):
            column.type = JSON(none_as_null=True)


def _cell(value: object) -> object:
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes | memoryview) else value


def _reader(column: Column[Any]) -> Read:
    kinds: tuple[tuple[type[Any], Read], ...] = (
        (DateTime, datetime.fromisoformat),
        (Date, date.fromisoformat),
        (LargeBinary, base64.b64decode),
        (String, _text),
    )
    return next((read for kind, read in kinds if isinstance(column.type, kind)), _as_it_is)


def _text(cell: str) -> str:
    """Return a text without NUL, which SQLite keeps and PostgreSQL refuses."""
    return cell.replace("\0", "")


def _as_it_is(cell: object) -> object:
    return cell
