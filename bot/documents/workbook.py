"""A workbook (XLSX): a sheet for each table, dates and numbers as such, words as words."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

from bot.documents.table import NUMBERS, FigureTable, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.documents.table import Cell

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A spreadsheet writes separators and the order of a date as its owner has set it.
_FORMATS = {
    Kind.NUMBER: "#,##0",
    Kind.CHANGE: "+#,##0;-#,##0;0",
    Kind.GROWTH: "+0%;-0%;0%",
    Kind.DATE: "dd/mm/yyyy",
    Kind.MOMENT: "dd/mm/yyyy hh:mm",
}
_EXACT = "#,##0.0"  # of a number with a fraction: four and a half minutes are not five
# Letters. The first column stays in sight on a phone, and leaves room for the one beside it.
_NARROW, _WIDEST = 4, 30
_LINE = 15  # points
_HEADING_ROW = 2  # below the title and an empty row


def render_workbook(
    tables: Sequence[FigureTable], title: str, notes: Sequence[str], at: datetime
) -> bytes:
    """Return the workbook; ``at`` is written down as its moment, ``notes`` below the first table.

    No text is ever a formula or a link, whatever it begins with.
    """
    file = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, {"in_memory": True, "remove_timezone": True, **plain}) as book:
        book.set_properties({"title": title, "created": at.replace(tzinfo=None)})
        for nth, table in enumerate(tables):
            _write(book, table, title, notes if nth == 0 else ())
    return file.getvalue()


def _write(book: Any, table: FigureTable, title: str, notes: Sequence[str]) -> None:  # noqa: ANN401 - xlsxwriter tells no types
    sheet = book.add_worksheet(table.name)
    sheet.write_string(0, 0, f"{table.title} - {title}", book.add_format({"bold": True}))
    for place in range(len(table.columns)):
        _column(book, sheet, table, place)
    for nth, row in enumerate(table.rows, _HEADING_ROW + 1):
        if (lines := _lines(table, row)) > 1:
            sheet.set_row(nth, lines * _LINE)
    for nth, note in enumerate(notes, _HEADING_ROW + len(table.rows) + 2):
        sheet.write_string(nth, 0, note)
    sheet.freeze_panes(_HEADING_ROW + 1, 1)
    sheet.repeat_rows(_HEADING_ROW)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _column(book: Any, sheet: Any, table: FigureTable, place: int) -> None:  # noqa: ANN401 - as above
    column = table.columns[place]
    laid = {"align": "right" if column.kind in NUMBERS else "left", "valign": "top"}
    wrapped = laid | {"text_wrap": True}
    head = book.add_format({"bold": True, "bg_color": "#EEF2F5", "bottom": 1, **wrapped})
    written = _FORMATS.get(column.kind, "@")
    form = book.add_format((wrapped if written == "@" else laid) | {"num_format": written})
    exact = book.add_format(laid | {"num_format": _EXACT})
    sheet.write_string(_HEADING_ROW, place, column.heading, head)
    sheet.set_column(place, place, _width(table, place))
    for nth, row in enumerate(table.rows, _HEADING_ROW + 1):
        cell = row[place]
        fraction = column.kind is Kind.NUMBER and isinstance(cell, float) and cell % 1
        _cell(sheet, nth, place, cell, exact if fraction else form)


def _cell(sheet: Any, row: int, place: int, value: Any, form: Any) -> None:  # noqa: ANN401 - as above
    if isinstance(value, date):  # a moment also
        sheet.write_datetime(row, place, value, form)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, form)
    elif value is not None:
        sheet.write_string(row, place, value, form)


def _lines(table: FigureTable, row: Sequence[Cell]) -> int:
    """Return how many lines a row needs: some spreadsheets make room for one."""
    words = [(cell, _width(table, nth)) for nth, cell in enumerate(row) if isinstance(cell, str)]
    return max(len(wrap(cell, width - 2)) for cell, width in words) if words else 1


def _width(table: FigureTable, place: int) -> int:
    """Return the width of a column in letters: of its longest word, within reason."""
    column = table.columns[place]
    if column.narrow:
        return _NARROW
    words = [len(cell) for row in table.rows if isinstance(cell := row[place], str)]
    least = 18 if column.kind is Kind.MOMENT else 12
    return min(max([least, len(column.heading), *words]) + 2, _WIDEST)
