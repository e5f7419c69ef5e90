"""Reads the digests and the export of the bot, and compares them with a plain, slow count."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete

from bot.domain.calendar import Week
from bot.domain.period import Period
from bot.models import Delivery, Digest, Member
from bot.places.region_filters import outermost
from bot.services.operations import report_rows
from bot.views import RENDERERS
from bot.views.card import Card, plain
from bot.views.render_context import RenderContext
from tests.figures import said, written
from tests.figures.country import ZONES, name
from tests.figures.reference import FALSE, Reference
from tests.figures.reference_digest import ROLES, DailyReference
from tests.figures.reference_rules import CALLED, Country, Days, covers, local_day
from tests.figures.runs import CONFIG

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.models import Database
    from tests.figures.history import History, Worker
    from tests.figures.reference_digest import Daily

DAILY, WEEKLY = 1, 2  # ids of digests
SINCE = timedelta(days=3)
WEEK = timedelta(days=7)
OPEN, OWN_OPEN = "Laporan yang belum selesai: ", "Laporan untuk Anda yang belum selesai: "
NOTHING, NOTHING_OWN = "Tidak ada laporan: ", "Tidak ada laporan untuk tugas Anda: "
KINDS = "Yang dihitung di bawah ini hanya jenis laporan untuk tugas Anda."
PLANS = ("supervisor", "coordinator")  # whose week is the summary
PLACE = re.compile(r"Wilayah [\d-]+")


async def agree(database: Database, history: History, chief: Worker, folder: Path) -> None:
    """Write a history down, and look at both digests of somebody, and at the export."""
    await written.write(database, history, CONFIG)
    week = await _made(database, history, chief)
    codes = outermost(region for _, region in chief.posts)
    slow = Reference(history, CONFIG.categories, chief)
    async with database.reading() as session:
        context = RenderContext(session, CONFIG, None, folder, history.now, None)  # type: ignore[arg-type]
        await _daily(context, history, chief)
        await _weekly(context, slow, codes, chief, week)
        await _export(context, history, codes)
        await _exported(context, slow, codes, week)


async def _made(database: Database, history: History, chief: Worker) -> Week:
    """Let a digest of three days and one of a week be made; return the week."""
    zone = ZONES[min(region for _, region in chief.posts)[:2]]
    day = local_day(history.now, zone)
    week = Week.of(day - WEEK)
    about = {"member_id": chief.number, "due_at": history.now, "created_at": history.now}
    async with database.writing() as session:
        await session.execute(delete(Digest))
        session.add(Digest(id=DAILY, kind="daily", period=day, **about))
        session.add(Digest(id=WEEKLY, kind="weekly", period=week.monday, **about))
    return week


async def _card(
    context: RenderContext, digest: int, chief: Worker, since: datetime, page: int = 0
) -> str | None:
    owed = Delivery(
        id=1,
        kind="digest",
        recipient_id=chief.number,
        subject_id=digest,
        payload={"since": since.isoformat(), "page": page},
        recipient=Member(id=chief.number, language="id"),
    )
    card = (await RENDERERS["digest"](context, [owed])).get(1)
    assert card is None or isinstance(card, Card)
    return None if card is None else plain(card.text)


async def _daily(context: RenderContext, history: History, chief: Worker) -> None:
    since = history.now - SINCE
    first = await _card(context, DAILY, chief, since)
    if not any(role in ROLES for role, _ in chief.posts):
        assert first is None
        return
    assert first is not None
    expected = DailyReference(history, CONFIG.categories, chief, since).counted()
    shown = re.search(r"^Halaman 1 dari (\d+)", first, re.MULTILINE)
    further = range(1, int(shown[1]) if shown else 1)
    pages = [first, *[await _card(context, DAILY, chief, since, page) or "" for page in further]]
    named = [line for page in pages for line in page.splitlines() if line.startswith("KT-")]
    assert named == [*expected.open, *expected.told, *expected.closed]
    _lines(first.splitlines(), expected, is_told_all=_is_told_all(chief))


def _is_told_all(chief: Worker) -> bool:
    """Tell whether somebody answers whatever comes in each place of which a day tells them."""
    called = [region for role, region in chief.posts if role in CALLED]
    told = [region for role, region in chief.posts if role in ROLES]
    return all(any(covers(one, place) for one in called) for place in told)


def _lines(lines: Sequence[str], expected: Daily, *, is_told_all: bool) -> None:
    """Look at the counts, which stand on the first page, and at the villages."""
    new = "Laporan baru" if is_told_all else "Laporan baru untuk tugas Anda"
    week = f"{new}: {expected.new} (hari yang sama minggu lalu: {expected.before})"
    assert (week in lines) == bool(expected.new or expected.before or expected.passed_up), lines
    passed = "Laporan rahasia yang sampai kepada Anda, tidak dihitung di atas: "
    assert (f"{passed}{expected.passed_up}" in lines) == bool(expected.passed_up), lines
    for what, n in (
        (f"{OPEN if is_told_all else OWN_OPEN}{len(expected.open)}", len(expected.open)),
        (f"Belum dijawab: {expected.unanswered}", expected.unanswered),
        (f"⏳ {expected.overdue} laporan menunggu lebih dari 1 hari.", expected.overdue),
    ):
        assert (what in lines) == bool(n), (what, lines)
    nothing = NOTHING if is_told_all else NOTHING_OWN
    for head, codes in (("Nihil: ", expected.well), (nothing, expected.silent)):
        (listed,) = [line for line in lines if line.startswith(head)] or [""]
        assert set(PLACE.findall(listed)) == set(map(name, codes)), (head, lines)
    (counts,) = [line for line in lines if line.startswith("Menurut desa/kelurahan: ")] or [""]
    several = len(expected.places.keys() | expected.well | expected.silent) > 1
    wanted = {f"{name(code)} {n}" for code, n in expected.places.items()} if several else set()
    assert set(counts.partition(": ")[2].split(", ")) - {""} == wanted


async def _weekly(
    context: RenderContext, slow: Reference, codes: Sequence[str], chief: Worker, week: Week
) -> None:
    """It has the very lines of the summary of that week."""
    text = await _card(context, WEEKLY, chief, context.now - WEEK)
    assert text is not None
    shown = text.splitlines()
    lines = said.front(slow.counted(codes, Period.of_week(week)), CONFIG.categories)
    if not any(role in PLANS for role, _ in chief.posts):  # who plans reads of their own alone
        assert (KINDS in shown) == (not _is_told_all(chief)), text
    # Above them only what waits for its reader is listed, where that is not all that they count.
    lines = _said_once(shown, lines) if _is_told_all(chief) else lines
    for line in lines:
        assert any(one.startswith(line) for one in shown), (line, text)
    assert [one for one in shown if one.startswith("- ")] == [
        one for one in lines if one.startswith("- ")
    ]


def _said_once(shown: Sequence[str], lines: Sequence[str]) -> list[str]:
    """Return the lines but for what is open, where the list above them says the same of it."""
    for begin in (OPEN, "⏳ "):
        assert sum(one.startswith(begin) for one in shown) == sum(
            one.startswith(begin) for one in lines
        ), (shown, lines)
    (still_open,) = [one for one in lines if one.startswith(OPEN)]
    if still_open in shown:
        return [*lines]
    both = re.fullmatch(rf"{OPEN}(\d+), belum dijawab: (\d+)", still_open)
    assert both is not None
    assert f"{OPEN}{both[1]}" in shown
    assert (f"Belum dijawab: {both[2]}" in shown) == (both[2] != "0")
    return [one for one in lines if one != still_open]


async def _export(context: RenderContext, history: History, codes: Sequence[str]) -> None:
    """Each report of a region once, and of each incident what the figures count it by."""
    country = Country(history)
    for code in codes:
        rows = [row async for row in report_rows.reports(context.session, region=code)]
        here = [one for one in history.told if country.lies_in(one.came_to or one.village, code)]
        expected = {one.ticket: one for one in here}
        assert len(rows) == sum(1 + len(one.joined) for one in here)
        found = {row["ticket"]: row for row in rows if row["ticket"] in expected}
        assert found.keys() == expected.keys()
        by_number = {one.number: one for one in history.told}
        for ticket, row in found.items():
            told = expected[ticket]
            of = by_number[told.into] if told.into is not None else told
            assert (row["incident"], row["status"], row["outcome"]) == (
                *(of.ticket, of.status, of.outcome),
            )
            assert datetime.fromisoformat(row["created_at"]) == told.at


async def _exported(
    context: RenderContext, slow: Reference, codes: Sequence[str], week: Week
) -> None:
    """Whoever counts a week's incidents in the export has the summary's total."""
    period, history = Period.of_week(week), slow.history
    days = {one: Days.of(period, ZONES[one[:2]], history.now) for one in codes}
    clocks = {told.ticket: here for told, here in slow.own(codes, days) if slow.reader.counts(told)}
    counted = 0
    async for row in report_rows.reports(context.session):
        here = clocks.get(row["ticket"])
        is_real = row["incident"] == row["ticket"] and row["outcome"] not in FALSE
        if here is not None and is_real and here.has(datetime.fromisoformat(row["created_at"])):
            counted += 1
    assert counted == slow.counted(codes, period).total[0]
