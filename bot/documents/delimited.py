"""A CSV that a spreadsheet opens in columns, set to the language of its reader."""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import StringIO
from typing import TYPE_CHECKING

from bot.documents.table import Kind
from bot.domain.figures import percent
from bot.domain.spreadsheet_values import disarmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.documents.table import Cell, FigureTable

MEDIA_TYPE = "text/csv"
# Where a comma parts the decimals, a semicolon parts the cells.
_MARKS = {"id": (";", ","), "en": (",", ".")}
_DECIMALS = 6  # of a number; as many digits as it has before them


def render_delimited(
    tables: Sequence[FigureTable], title: str, notes: Sequence[str], language: str
) -> bytes:
    """Return all tables one below the other, each with its title and its headings.

    Above them stands what they are about, and what has to be known of all of them.

    It begins with the mark by which a spreadsheet knows UTF-8. No text is run as a formula.
    """
    delimiter, decimal = _MARKS.get(language, _MARKS["id"])
    text = StringIO(newline="")
    written = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    written.writerows([disarmed(line)] for line in (title, *notes))
    for table in tables:
        written.writerow([])
        written.writerow([disarmed(table.title)])
        written.writerow([disarmed(column.heading) for column in table.columns])
        for row in table.rows:
            cells = zip(row, table.columns, strict=True)
            written.writerow([_said(cell, column.kind, decimal) for cell, column in cells])
    return text.getvalue().encode("utf-8-sig")


def _said(cell: Cell, kind: Kind, decimal: str) -> object:
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and kind is Kind.GROWTH:
        return f"{percent(cell)}%"  # as below "Persen" it is read, and reckoned with
    if isinstance(cell, float):
        return f"{cell:.{_DECIMALS}f}".rstrip("0").rstrip(".").replace(".", decimal)
    return "" if cell is None else disarmed(cell)
