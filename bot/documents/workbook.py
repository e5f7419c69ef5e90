"""A workbook (XLSX): a sheet for each table, dates and numbers as such, words as words."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

from bot.documents.table import FigureTable, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A spreadsheet writes separators and the order of a date as its owner has set it.
_FORMATS = {
    Kind.NUMBER: "#,##0",
    Kind.CHANGE: "+#,##0;-#,##0;0",
    Kind.GROWTH: "+0%;-0%;0%",
    Kind.DATE: "dd/mm/yyyy",
    Kind.MOMENT: "dd/mm/yyyy hh:mm",
}
_NARROW, _WIDEST = 4, 60  # letters
_HEADING_ROW = 2  # below the title and an empty row


def render_workbook(tables: Sequence[FigureTable], title: str, at: datetime) -> bytes:
    """Return the workbook; ``at`` is written down as its moment.

    No text is ever a formula or a link, whatever it begins with.
    """
    file = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, {"in_memory": True, "remove_timezone": True, **plain}) as book:
        book.set_properties({"title": title, "created": at.replace(tzinfo=None)})
        for table in tables:
            _write(book, table, title)
    return file.getvalue()


def _write(book: Any, table: FigureTable, title: str) -> None:  # noqa: ANN401 - xlsxwriter tells no types
    sheet = book.add_worksheet(table.name)
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bg_color": "#EEF2F5", "bottom": 1, "text_wrap": True})
    sheet.write_string(0, 0, f"{table.title} - {title}", bold)
    for place, column in enumerate(table.columns):
        form = book.add_format({"num_format": _FORMATS.get(column.kind, "@")})
        sheet.write_string(_HEADING_ROW, place, column.heading, head)
        sheet.set_column(place, place, _width(table, place))
        for nth, row in enumerate(table.rows, _HEADING_ROW + 1):
            _cell(sheet, nth, place, row[place], form)
    sheet.freeze_panes(_HEADING_ROW + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _cell(sheet: Any, row: int, place: int, value: Any, form: Any) -> None:  # noqa: ANN401 - as above
    if isinstance(value, date):  # a moment also
        sheet.write_datetime(row, place, value, form)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, form)
    elif value is not None:
        sheet.write_string(row, place, value, form)


def _width(table: FigureTable, place: int) -> int:
    """Return the width of a column in letters: of its longest word, within reason."""
    column = table.columns[place]
    if column.narrow:
        return _NARROW
    words = [len(cell) for row in table.rows if isinstance(cell := row[place], str)]
    least = 18 if column.kind is Kind.MOMENT else 12
    return min(max([least, len(column.heading), *words]) + 2, _WIDEST)
