"""The documents of a summary: what each holds, from the same figures as the message."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bot.documents import delimited, pdf, workbook
from bot.documents.render_process import Form, Request
from bot.documents.table import Cell, Column, FigureTable, Kind
from bot.domain.figures import percent
from bot.locales import mark
from bot.views.summary_tables import tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.documents.summary_content import SummaryContent
    from bot.locales import Say
    from bot.settings.document_shapes import Documents, LetterTable

TEMPLATE = "report"
MEDIA_TYPES: Mapping[Form, str] = {
    "pdf": pdf.MEDIA_TYPE,
    "xlsx": workbook.MEDIA_TYPE,
    "csv": delimited.MEDIA_TYPE,
}
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
DOTS = "." * 30  # for a pen

TITLE = mark("LAPORAN SITUASI KAMTIBMAS")
NUMBER = mark("Nomor:")
NOTHING = mark("Nihil")
MADE = mark("Dibuat {day} oleh bot laporan warga")
RUNS = mark("Minggu terakhir di tabel minggu belum selesai.")
SMALL = mark("Persen tidak ditulis bila salah satu jumlahnya di bawah 10: jumlah kecil.")


def request(form: Form, content: SummaryContent, say: Say, documents: Documents) -> Request:
    """Return what makes a document of ``content``; ``documents``: what the operator set."""
    listed = tables(content, say)
    data = (
        _letter(content, listed, say, documents) if form == "pdf" else _sheets(content, listed, say)
    )
    return Request(TEMPLATE, form, data | {"language": say.language}, content.made)


def file_name(form: Form, content: SummaryContent) -> str:
    """Return what the file is called: the region's code and its days.

    Of several regions it is how many they are, and in what all of them lie.
    """
    parts = [content.code]
    if content.regions > 1:
        parts = [f"{content.regions}-wilayah", *filter(None, parts)]
    return f"ringkasan-{'-'.join(parts)}-{content.first}-{content.last}.{form}"


def _letter(
    content: SummaryContent, listed: Sequence[FigureTable], say: Say, documents: Documents
) -> dict[str, Any]:
    packed = [one.packed() | {"said": said_cells(one, say)} for one in listed]
    around = _around(content, say, documents.of(content.code))
    return {"title": say.plain(TITLE), "tables": packed, **around}


def _sheets(content: SummaryContent, listed: Sequence[FigureTable], say: Say) -> dict[str, Any]:
    return {
        "title": f"{content.place}, {content.period}",
        "tables": [_filled(one, say).packed() for one in listed],
        "notes": [content.compared, *notes(content, say)],
    }


def _filled(table: FigureTable, say: Say) -> FigureTable:
    """Return a table that says of itself that there is nothing in it."""
    if table.rows:
        return table
    nothing: list[Cell] = [say.plain(NOTHING), *[None] * (len(table.columns) - 1)]
    return replace(table, rows=[nothing])


def notes(content: SummaryContent, say: Say) -> list[str]:
    """Return what has to be known of the tables."""
    return [*content.notes, *([say.plain(RUNS)] if content.runs else []), say.plain(SMALL)]


def _around(content: SummaryContent, say: Say, letter: LetterTable) -> dict[str, Any]:
    day = say.whole_date(content.made.date())
    return {
        "letterhead": list(letter.letterhead),
        "place": content.place,
        "period": content.period,
        "compared": content.compared,
        "number_label": say.plain(NUMBER),
        "number": _number(letter, content.made.date()),
        "nothing": say.plain(NOTHING),
        "notes": notes(content, say),
        "dated": f"{letter.town}, {day}" if letter.town else day,
        "foot": say.plain(MADE, day=day),
        "signatories": [
            {
                "title": one.title,
                "name": one.name or DOTS,
                "id": one.id,
                "dots": not one.name,
            }
            for one in letter.signatory
        ],
    }


def _number(letter: LetterTable, day: date) -> str:
    """Return the number of a letter; one with a week is of the year to which that week belongs.

    The 1st of January may lie in the last week of December, and the 31st in the first of January.
    """
    week = day.isocalendar()
    if "{week}" in letter.number and week.year != day.year:
        day = date(week.year, 12, 31) if week.year < day.year else date(week.year, 1, 1)
    filled = {
        "week": f"{week.week:02}",
        "month": f"{day.month:02}",
        "roman": ROMAN[day.month - 1],
        "year": str(day.year),
    }
    return letter.number.format(**filled) or DOTS


def said_cells(table: FigureTable, say: Say) -> list[list[str]]:
    """Return the rows of a table as they are read: numbers and dates as the language has them."""
    return [
        [_cell(cell, column, say) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]


def _cell(cell: Cell, column: Column, say: Say) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, datetime):
        return f"{say.short_date(cell.date())} {say.hour(cell.hour, cell.minute)}"
    if isinstance(cell, date):
        return say.short_date(cell)
    if isinstance(cell, str):
        return cell
    if column.kind is Kind.GROWTH:
        return f"{_signed(percent(cell), say)}%"
    return _signed(cell, say) if column.kind is Kind.CHANGE else say.number(cell)


def _signed(number: float, say: Say) -> str:
    sign = {True: "+", False: "-"}[number > 0] if number else ""
    return f"{sign}{say.number(abs(number))}"
