"""The tables of a summary, the same for PDF, XLSX and CSV, in the reader's words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.documents.table import Cell, Column, FigureTable, Kind
from bot.locales import mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.documents.summary_content import Counted, SummaryContent
    from bot.locales import Say

_MONDAY = date(2024, 1, 1)

GENERAL, GENERAL_SHEET = mark("Jumlah kejadian dan laporan aman"), mark("Jumlah")
FIGURES, FIGURES_SHEET = mark("Penanganan dan kesiapan"), mark("Penanganan")
CATEGORIES, CATEGORIES_SHEET = mark("Kejadian terbanyak menurut jenis"), mark("Jenis")
CLASSES, CLASSES_SHEET = mark("Kejadian menurut golongan"), mark("Golongan")
PARTS, PARTS_SHEET = mark("Kejadian menurut wilayah"), mark("Wilayah")
HOURS, HOURS_SHEET = mark("Kejadian menurut hari dan jam"), mark("Hari dan jam")
WEEKS, WEEKS_SHEET = mark("Kejadian tiap minggu"), mark("Minggu")
NOTED, NOTED_SHEET = mark("Kejadian menonjol"), mark("Menonjol")
WHAT, VALUE, KIND, CLASS = mark("Uraian"), mark("Nilai"), mark("Jenis"), mark("Golongan")
CODE, PLACE, DAY, TOTAL = mark("Kode"), mark("Wilayah"), mark("Hari"), mark("Jumlah")
NOW, BEFORE = mark("Periode ini"), mark("Sebelumnya")
DIFFERENCE, PERCENT = mark("Selisih"), mark("Persen")
FIRST_DAY, LAST_DAY = mark("Dari"), mark("Sampai")
TICKET, MOMENT, STATE = mark("Tiket"), mark("Waktu ({zone})"), mark("Keadaan")
THERE, ZONE = mark("Waktu setempat"), mark("Zona waktu")


def tables(content: SummaryContent, say: Say) -> list[FigureTable]:
    """Return them in the order of the document; of a village there is none of regions."""
    found = [
        _compared(say, (GENERAL, GENERAL_SHEET, WHAT), content.totals),
        _facts(content, say),
        _compared(say, (CATEGORIES, CATEGORIES_SHEET, KIND), content.categories),
        _compared(say, (CLASSES, CLASSES_SHEET, CLASS), content.classes),
        _parts(content, say),
        _hours(content, say),
        _weeks(content, say),
        _noted(content, say),
    ]
    return [one for one in found if one is not None]


def _against(entry: Counted) -> list[Cell]:
    """Return both counts, the difference, and the growth where both are large enough to mean it."""
    change = entry.change
    growth = change.difference / change.before if change.percent is not None else None
    return [change.now, change.before, change.difference, growth]


def _compared(say: Say, named: tuple[str, str, str], entries: Sequence[Counted]) -> FigureTable:
    title, sheet, heading = (say.plain(one) for one in named)
    rows: list[list[Cell]] = [[one.name, *_against(one)] for one in entries]
    return FigureTable(sheet, title, [Column(heading), *_comparison(say)], rows)


def _comparison(say: Say) -> list[Column]:
    return [
        Column(say.plain(NOW), Kind.NUMBER),
        Column(say.plain(BEFORE), Kind.NUMBER),
        Column(say.plain(DIFFERENCE), Kind.CHANGE),
        Column(say.plain(PERCENT), Kind.GROWTH),
    ]


def _facts(content: SummaryContent, say: Say) -> FigureTable:
    columns = [Column(say.plain(WHAT)), Column(say.plain(VALUE), Kind.NUMBER)]
    rows: list[list[Cell]] = [[fact.label, fact.number] for fact in content.facts]
    return FigureTable(say.plain(FIGURES_SHEET), say.plain(FIGURES), columns, rows)


def _parts(content: SummaryContent, say: Say) -> FigureTable | None:
    if [one.code for one in content.parts] == [content.code]:
        return None
    columns = [Column(say.plain(PLACE)), Column(say.plain(CODE), Kind.CODE), *_comparison(say)]
    rows: list[list[Cell]] = [[one.name, one.code, *_against(one)] for one in content.parts]
    return FigureTable(say.plain(PARTS_SHEET), say.plain(PARTS), columns, rows)


def _hours(content: SummaryContent, say: Say) -> FigureTable:
    hours = [Column(f"{hour:02}", Kind.NUMBER, narrow=True) for hour in range(24)]
    columns = [Column(say.plain(DAY)), *hours, Column(say.plain(TOTAL), Kind.NUMBER)]
    rows: list[list[Cell]] = [
        [say.weekday(_MONDAY + timedelta(days=nth), whole=True), *day, sum(day)]
        for nth, day in enumerate(content.hours)
    ]
    return FigureTable(say.plain(HOURS_SHEET), say.plain(HOURS), columns, rows)


def _weeks(content: SummaryContent, say: Say) -> FigureTable:
    columns = [
        Column(say.plain(FIRST_DAY), Kind.DATE),
        Column(say.plain(LAST_DAY), Kind.DATE),
        Column(say.plain(TOTAL), Kind.NUMBER),
    ]
    rows: list[list[Cell]] = [
        [monday, monday + timedelta(days=6), count] for monday, count in content.weeks
    ]
    return FigureTable(say.plain(WEEKS_SHEET), say.plain(WEEKS), columns, rows)


def _noted(content: SummaryContent, say: Say) -> FigureTable:
    """Return the noteworthy incidents, each by the clocks there: of several zones with its own."""
    several = any(one.zone not in {"", content.zone} for one in content.noted)
    moment = say.plain(THERE) if several else say.plain(MOMENT, zone=content.zone)
    columns = [
        Column(say.plain(TICKET), Kind.CODE),
        Column(say.plain(KIND)),
        Column(say.plain(PLACE)),
        Column(moment, Kind.MOMENT),
        *([Column(say.plain(ZONE), Kind.CODE)] if several else []),
        Column(say.plain(STATE)),
    ]
    rows: list[list[Cell]] = [
        [one.ticket, one.kind, one.place, one.at, *([one.zone] if several else []), one.state]
        for one in content.noted
    ]
    return FigureTable(say.plain(NOTED_SHEET), say.plain(NOTED), columns, rows)
