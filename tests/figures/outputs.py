"""Reads every output of the bot, and compares it with a plain, slow count."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from openpyxl import load_workbook
from pypdf import PdfReader

from bot.cli import summary_command
from bot.documents import shades
from bot.documents.render_worker import render
from bot.domain import calendar, summary_target
from bot.domain.access import Grant
from bot.domain.figures import percent
from bot.domain.period import Period, Unit
from bot.locales import say_in
from bot.models import Delivery, Member
from bot.places import place_search
from bot.services.alerts import case_lists
from bot.services.alerts.case_lookup import CaseReader
from bot.services.digests import figure_reports, summaries
from bot.views import RENDERERS, summary_content, summary_documents, summary_pictures
from bot.views.card import Card, plain
from bot.views.render_context import RenderContext
from tests.figures import said
from tests.figures.country import PROVINCES, REGENCIES, ZONES
from tests.figures.reference import Reference
from tests.figures.reference_rules import local_day
from tests.figures.runs import CONFIG
from tests.figures.written import write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.documents.summary_content import SummaryContent
    from bot.models import Database
    from tests.figures.history import History, Told, Worker
    from tests.figures.reference import Counted

SAY = say_in("id")
CHIEF = 99  # a number that no drawn worker has
# Whose figures hold different things: of all zones, of one, of a district in the east, of a village
POSTS = (
    tuple(("coordinator", code) for code in PROVINCES),
    (("officer", REGENCIES[0]), ("coordinator", REGENCIES[2])),
    (("supervisor", "91.01.01"),),
    (("officer", "73.01.02.1001"),),
)


# Who is told of some kinds alone: in a village, by two posts, and beside a post of the police.
TOLD_ONLY = (
    (("cadre", "73.01.02.1001"),),
    (("village_head", "31.01.01.1001"), ("cadre", "73.01.02")),
    (("officer", "91.01.01.1001"), ("village_head", "91.01.01")),
)


class _Asked(NamedTuple):
    """Who asks for what, and what they are to be told."""

    reader: Worker
    codes: list[str]
    period: Period
    expected: Counted
    history: History

    def noted(self) -> list[Told]:
        """Return the noteworthy incidents, in their order."""
        known = {told.ticket: told for told in self.history.told}
        return [known[ticket] for ticket in self.expected.noteworthy]


async def agree(
    database: Database, history: History, unit: Unit, chief: Worker, folder: Path
) -> None:
    """Write a history down, and look at all that ``chief`` is told of it."""
    await write(database, history, CONFIG)
    codes = sorted(region for _, region in chief.posts)
    day = local_day(history.now - timedelta(minutes=1), ZONES[codes[0][:2]])
    period = Period.around(unit, day)
    expected = Reference(history, CONFIG.categories, chief).counted(codes, period)
    asked = _Asked(chief, codes, period, expected, history)
    async with database.reading() as session:
        context = RenderContext(session, CONFIG, None, folder, history.now, None)  # type: ignore[arg-type]
        await _messages(context, asked)
        grants = [Grant(role, region) for role, region in chief.posts]
        reader = CaseReader(CHIEF, grants, CONFIG, history.now)
        content = await summary_content.load(context, codes, period, reader, SAY)
        await _lists(context, history, asked, reader)
        _documents(content, asked)
        _pictures(content, asked)
        await _command(context, history, asked)


async def _messages(context: RenderContext, asked: _Asked) -> None:
    """Look at both views of the summary as they are sent."""
    for view, lines in (
        ("front", said.front(asked.expected, CONFIG.categories)),
        ("details", [*said.details(asked.expected)]),
    ):
        text = await _summary(context, asked, view)
        shown = text.splitlines()
        for line in lines:
            assert any(one.startswith(line) for one in shown), (line, text)
        listed = [one for one in shown if one.startswith("- ")]
        assert view != "front" or listed == [one for one in lines if one.startswith("- ")]


async def _summary(context: RenderContext, asked: _Asked, view: str) -> str:
    owed = _delivery("summary", {"place": None, "period": str(asked.period), "view": view})
    card = (await RENDERERS["summary"](context, [owed]))[1]
    assert isinstance(card, Card)
    return plain(card.text)


def _delivery(kind: str, payload: dict[str, Any], subject: int | None = None) -> Delivery:
    return Delivery(
        id=1,
        kind=kind,
        recipient_id=CHIEF,
        subject_id=subject,
        payload=payload,
        recipient=Member(id=CHIEF, language="id"),
    )


async def _lists(
    context: RenderContext, history: History, asked: _Asked, reader: CaseReader
) -> None:
    """Behind each figure stand the reports that it counts and its reader may open."""
    expected = asked.expected
    slow = Reference(history, CONFIG.categories, asked.reader)
    regions = await place_search.by_codes(context.session, asked.codes)
    clocks = (*summary_target.ON_DAY, *summary_target.IN_HOURS)
    for what in ("all", "grave", *dict(expected.categories), *expected.classes, *clocks):
        such = figure_reports.conditions(what, asked.period, regions, reader)
        listed = await case_lists.recent(context.session, reader, place=None, limit=99, such=such)
        tickets = {one.ticket for one in listed}
        assert tickets == slow.behind(what, asked.codes, asked.period), what


def _documents(content: SummaryContent, asked: _Asked) -> None:
    wanted = said.tables(asked.expected, CONFIG.categories)
    sheets = load_workbook(io.BytesIO(_file("xlsx", content)))
    for sheet, rows in wanted.items():
        found = [[_day(cell.value) for cell in row] for row in _table(sheets[sheet])]
        assert [row[-len(rows[0]) :] for row in found] == [[*map(_rounded, row)] for row in rows], (
            sheet
        )
    _noted(sheets["Menonjol"], content, asked)
    _same_cells(content, {sheets[one].cell(1, 1).value: sheets[one] for one in sheets.sheetnames})
    _letter(content, wanted)


def _noted(sheet: Any, content: SummaryContent, asked: _Asked) -> None:  # noqa: ANN401 - openpyxl's
    """Each noteworthy incident stands with its moment by the clocks of its own village."""
    rows = [[cell.value for cell in row] for row in _table(sheet)]
    assert [row[0] for row in rows] == asked.expected.noteworthy
    for row, told in zip(rows, asked.noted(), strict=True):
        zone = ZONES[told.village[:2]]
        assert row[3] == told.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)
        if len(row) > 5:
            assert row[4] == calendar.abbreviation(zone)
        else:
            assert content.zone == calendar.abbreviation(zone)


def _table(sheet: Any, first: int = 4) -> list[Any]:  # noqa: ANN401 - openpyxl's
    """Return the rows of a sheet's table: what is to be known of it stands below an empty row."""
    rows = [*takewhile(lambda row: row[0].value is not None, sheet.iter_rows(min_row=first))]
    return [] if rows and rows[0][0].value == "Nihil" else rows


def _day(cell: object) -> object:
    return cell.date() if isinstance(cell, datetime) else _rounded(cell)


def _rounded(cell: object) -> object:
    return round(cell, 6) if isinstance(cell, float) else cell


def _same_cells(content: SummaryContent, sheets: Mapping[str, Any]) -> None:
    """A CSV has the cells of the workbook, as a spreadsheet set to Indonesian writes them."""
    text = _file("csv", content).decode("utf-8-sig")
    blocks: dict[str, list[list[str]]] = {}
    title = ""
    for row in csv.reader(io.StringIO(text), delimiter=";"):
        if len(row) == 1 and row[0]:
            title = row[0]
            blocks[title] = []
        elif row:
            blocks[title].append(row)
    for heading, sheet in sheets.items():
        rows = [[*map(_written, row)] for row in _table(sheet, first=3)]
        assert rows == blocks[heading.split(" - ")[0]], heading


def _written(cell: Any) -> str:  # noqa: ANN401 - openpyxl's
    said = cell.value
    if isinstance(said, datetime):  # a day, or a moment, which midnight is too
        return f"{said:%d/%m/%Y %H:%M}" if "h" in cell.number_format else f"{said:%d/%m/%Y}"
    if "%" in cell.number_format and said is not None:
        return f"{percent(said)}%"
    if isinstance(said, float):
        return f"{Decimal(repr(round(said, 6))).normalize():f}".replace(".", ",")
    return "" if said is None else str(said)


def _letter(content: SummaryContent, wanted: Mapping[str, list[list[object]]]) -> None:
    pages = PdfReader(io.BytesIO(_file("pdf", content))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for sheet in ("Jumlah", "Wilayah", "Jenis", "Golongan"):
        for row in wanted.get(sheet, ()):
            *named, now, before, _, _ = row
            assert " ".join(map(str, [*named, now, before])) in text


def _file(form: Any, content: SummaryContent) -> bytes:  # noqa: ANN401 - one of three words
    request = summary_documents.request(form, content, SAY, CONFIG.documents)
    return render(json.loads(request.packed()))


def _pictures(content: SummaryContent, asked: _Asked) -> None:
    drawn = {
        kind: summary_pictures.request(kind, content, SAY).data for kind in summary_pictures.KINDS
    }
    expected = asked.expected
    assert [one["count"] for one in drawn["trend"]["weeks"]] == [n for _, n in expected.trend]
    assert [
        (one["name"], one["count"], one["before"]) for one in drawn["categories"]["categories"]
    ] == [(said.kind(code, CONFIG.categories), *pair) for code, pair in expected.categories]
    assert [one["said"] for one in drawn["hours"]["days"]] == [
        str(sum(row)) for row in expected.hours
    ]
    limits = shades.bounds(max(map(max, expected.hours)))
    shaded = [[shades.shade(n, limits) for n in row] for row in expected.hours]
    assert [one["shades"] for one in drawn["hours"]["days"]] == shaded
    own = {asked.codes[0]: expected.total}
    regions = {one["code"]: one["count"] for one in drawn["map"]["regions"]}
    assert regions == {code: pair[0] for code, pair in (expected.parts or own).items()}
    assert {data["total"] for kind, data in drawn.items() if kind != "trend"} == {expected.total[0]}


async def _command(context: RenderContext, history: History, asked: _Asked) -> None:
    """The command line reads nothing confidential."""
    code = asked.codes[0]
    figures = await summaries.figures(context.session, [code], asked.period, context.now, CONFIG)
    document = summary_command.document(figures)
    counted = Reference(history, CONFIG.categories).counted([code], asked.period)
    pairs = {one["code"]: (one["now"], one["before"]) for one in document["villages"]}
    assert (document["incidents"]["now"], document["incidents"]["before"]) == counted.total
    assert pairs == counted.villages
    assert [one["category"] for one in document["categories"]] == [
        one for one, _ in counted.categories
    ]
    assert {
        one["class"]: (one["now"], one["before"]) for one in document["classes"]
    } == counted.classes
    assert document["confidential_at_least"] == counted.hidden
    names = ("open_alerts", "unanswered_alerts", "waiting", "overdue")
    assert tuple(document[name] for name in names) == counted.unfinished
    waits = ("median_{}_seconds", "nearly_all_{}_seconds")
    for what, of in (("answer", counted.answered), ("close", counted.closed)):
        told = [document[name.format(what)] for name in waits]
        assert told == [None if one is None else one.total_seconds() for one in of[:2]]
    assert document["hours"] == counted.hours
    assert [one["incidents"] for one in document["weeks"]] == [n for _, n in counted.trend]
    assert document["villages_in_all"] == counted.guarded[0]
    now, before, places = counted.situations
    wells = document["situations"]
    assert (wells["now"], wells["before"], wells["villages"]) == (now, before, places)
    assert {one["code"] for one in document["silent"]} == counted.silent
