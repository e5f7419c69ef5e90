"""What pictures and documents show of a period's figures: the same as the message does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.documents.summary_content import Counted, Fact, NotedIncident, SummaryContent
from bot.domain import calendar
from bot.domain.access import Level, common_region, level_of
from bot.domain.escalation import AlertStatus
from bot.locales import mark
from bot.services.digests import place_queries, summaries
from bot.services.digests.period_figures import CLOSED
from bot.views import compared_period, display_names, period_label, place, weekly
from bot.views.results import RESULTS, STATES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from bot.domain.figures import Change
    from bot.domain.period import Period
    from bot.locales import Say
    from bot.services.alerts.case_lookup import CaseReader
    from bot.services.digests.period_figures import Noteworthy, PeriodFigures, Waits
    from bot.services.digests.place_queries import Place
    from bot.settings import Config
    from bot.views.render_context import RenderContext

NAMED = 5  # regions in the title

UNTIL = mark("{period} (sampai {until})")
RUNS = mark("{period} (belum selesai)")
INCIDENTS, SITUATIONS = mark("Kejadian"), mark("Laporan aman")
OPEN = mark("Laporan yang belum selesai, saat dokumen dibuat")
UNANSWERED = mark("Laporan yang belum dijawab, saat dokumen dibuat")
OVERDUE = mark("Laporan yang menunggu terlalu lama, saat dokumen dibuat")
ANSWERED = mark("Kejadian yang dijawab")
ANSWER_MEDIAN = mark("Waktu sampai dijawab, nilai tengah (menit)")
ANSWER_MOST = mark("Waktu sampai dijawab, 9 dari 10 paling lama (menit)")
CLOSE_MEDIAN = mark("Waktu sampai selesai, nilai tengah (menit)")
CLOSE_MOST = mark("Waktu sampai selesai, 9 dari 10 paling lama (menit)")
SITUATION_VILLAGES = mark("Desa/kelurahan yang mengirim laporan aman")
VILLAGES = mark("Desa/kelurahan")
MISSING = mark("Desa/kelurahan tanpa Bhabinkamtibmas")
SILENT = mark("Desa/kelurahan yang tidak lagi memberi kabar (7 hari)")
UNREACHABLE = mark("Petugas yang tidak dapat dihubungi")
TESTS = mark("Uji panggilan tidak dijawab")
NO_INCIDENT = mark("Tidak dihitung: tidak ada kejadian")
MISTAKEN = mark("Tidak dihitung: salah kirim")
FALSE_REPORTS = mark("Tidak dihitung: laporan palsu")


async def load(
    context: RenderContext,
    regions: Sequence[str],
    period: Period,
    reader: CaseReader,
    say: Say,
    *,
    whole: bool = True,
) -> SummaryContent:
    """Count a period in these regions for a reader; ValueError where it has not begun.

    Not ``whole``: without weeks, hours, reports that all is well, and what is noteworthy.
    """
    session, about = context.session, (period, context.now, context.config, reader)
    if whole:
        figures = await summaries.figures(session, regions, *about)
    else:
        known = await summaries.regions_of(session, regions)
        figures = await summaries.main_figures(session, known, *about)
    around: Sequence[str] = ()
    if len(figures.regions) == 1 and not figures.happened.parts:
        above = figures.regions[0].code.rpartition(".")[0]
        beside = await place_queries.parts(context.session, above)
        around = [code for code in beside if code != figures.regions[0].code]
    return content(figures, around, say, context.config, context.now)


def content(
    figures: PeriodFigures, around: Sequence[str], say: Say, config: Config, now: datetime
) -> SummaryContent:
    """Return the figures as they are shown; ``around``: codes of what lies beside a village."""
    counts, times = figures.happened, figures.times
    return SummaryContent(
        place=place.full_names(figures.regions, say, NAMED),
        code=common_region([one.code for one in figures.regions]),
        first=figures.period.first,
        last=figures.period.last,
        period=_period(figures, say),
        compared=compared_period.in_documents(figures.period, say, runs=figures.comparison.running),
        totals=[
            _entry(say.plain(INCIDENTS), counts.total),
            _entry(say.plain(SITUATIONS), figures.situations.total),
        ],
        weeks=[(week.monday, count) for week, count in times.trend],
        runs=calendar.this_week(now, figures.zone) in [week for week, _ in times.trend[-1:]],
        categories=[_entry(_kind(code, say, config), one) for code, one in counts.categories],
        classes=[_entry(weekly.police_class(code, say), one) for code, one in counts.classes],
        parts=_parts(figures),
        around=around,
        hours=times.hours,
        facts=_facts(figures, say),
        noted=[_noted(one, say, config) for one in figures.noteworthy],
        notes=_notes(figures, say),
        made=calendar.local(now, figures.zone),
        zone=calendar.abbreviation(figures.zone),
        regions=len(figures.regions),
    )


def _entry(name: str, change: Change, code: str = "") -> Counted:
    return Counted(name, change.now, change.before, code)


def _kind(code: str, say: Say, config: Config) -> str:
    if code == CLOSED:
        return say.plain(weekly.CLOSED_REPORTS)
    return display_names.label(config, code, say)


def _period(figures: PeriodFigures, say: Say) -> str:
    named = period_label.label(figures.period, say)
    if not figures.comparison.running:
        return named
    until = calendar.local(figures.comparison.span.until, figures.zone).date()
    if until == figures.period.last:  # its name has that day already
        return say.plain(RUNS, period=named)
    return say.plain(UNTIL, period=named, until=say.date(until))


def _parts(figures: PeriodFigures) -> list[Counted]:
    """Return what lies in the region with its figures; a village is its own only part."""
    if figures.happened.parts:
        return [_entry(_short(one), change, one.code) for one, change in figures.happened.parts]
    own = figures.regions[0]
    return [_entry(own.name, figures.happened.total, own.code)]


def _short(one: Place) -> str:
    """Return a name for a map, where everything beside it is of the same kind."""
    is_regency = level_of(one.code) is Level.REGENCY
    return one.name.removeprefix("Kabupaten ") if is_regency else one.name


def _facts(figures: PeriodFigures, say: Say) -> list[Fact]:
    now, guarded, counts = figures.unfinished, figures.guarded, figures.happened
    numbers: list[tuple[str, float | None]] = [
        (OPEN, now.open + now.waiting),
        (UNANSWERED, now.unanswered + now.waiting),
        (OVERDUE, now.overdue),
        (ANSWERED, figures.times.answered.count),
        *_waits(figures.times.answered, ANSWER_MEDIAN, ANSWER_MOST),
        *_waits(figures.times.closed, CLOSE_MEDIAN, CLOSE_MOST),
        (VILLAGES, guarded.villages),
        (MISSING, len(guarded.missing)),
        (SILENT, len(figures.silent)),
        (SITUATION_VILLAGES, figures.situations.villages),
        (UNREACHABLE, guarded.unreachable_people),
        (TESTS, guarded.tests_failed),
        (NO_INCIDENT, counts.no_incident),
        (MISTAKEN, counts.mistaken),
        (FALSE_REPORTS, counts.false_reports),
    ]
    return [Fact(say.plain(label), number) for label, number in numbers]


def _waits(waits: Waits, median: str, most: str) -> list[tuple[str, float | None]]:
    return [(median, _minutes(waits.median)), (most, _minutes(waits.nearly_all))]


def _minutes(span: timedelta | None) -> float | None:
    return None if span is None else round(span.total_seconds() / 60, 1)


def _noted(one: Noteworthy, say: Say, config: Config) -> NotedIncident:
    ended = one.outcome is not None
    state = (
        RESULTS.get(one.outcome or "", RESULTS["other"])
        if ended
        else STATES.get(AlertStatus(one.status))
    )
    return NotedIncident(
        one.ticket,
        display_names.label(config, one.category, say),
        one.place.name,
        calendar.local(one.opened_at, one.zone).replace(tzinfo=None),
        _begun(say.plain(state)) if state else "-",
        calendar.abbreviation(one.zone),
    )


def _begun(words: str) -> str:
    """Return words as a cell of a table begins with them."""
    return words[:1].upper() + words[1:]


def _notes(figures: PeriodFigures, say: Say) -> list[str]:
    hidden = figures.happened.confidential_at_least
    return [say.plain(weekly.CONFIDENTIAL, n=say.number(hidden))] if hidden else []
