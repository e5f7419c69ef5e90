"""The card of a weekly digest: what is open first, then the week's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import summary_target
from bot.domain.calendar import Week
from bot.domain.period import Period
from bot.domain.summary_target import SummaryTarget
from bot.locales import counted, mark
from bot.services.digests import digest_schedule, summaries
from bot.services.digests.digest_hours import DigestKind
from bot.services.digests.readership import Readership
from bot.services.digests.shared_counts import SharedCounts
from bot.views import digest_pages, summary_buttons, weekly
from bot.views.card import Card, Markup, rows
from bot.views.weekly_texts import WeeklyTexts

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from bot.models import Region
    from bot.services.alerts.case_lookup import CaseReader
    from bot.settings import Config
    from bot.views.digest_entries import DigestEntries
    from bot.views.digest_issue import DigestIssue
    from bot.views.digest_pages import DigestPage
    from bot.views.render_context import RenderContext

EARLIER_WEEKS = 8  # named in one digest

WEEKLY = mark("<b>Ringkasan mingguan</b>")
OWN_KINDS = mark("Yang dihitung di bawah ini hanya jenis laporan untuk tugas Anda.")
MISSED = mark("Minggu sebelumnya yang belum dilaporkan:")
MISSED_WEEK = counted("- Minggu ke-{week}: {n} kejadian")


def texts(issues: Collection[DigestIssue], context: RenderContext) -> WeeklyTexts:
    """Return what counts for all of these digests at once."""
    readers = [Readership(one.reader, one.regions) for one in issues if not one.is_daily]
    source = SharedCounts(context.session, readers, context.config)
    return WeeklyTexts(source, context.now, context.config)


async def card(
    issue: DigestIssue,
    page: DigestPage,
    entries: DigestEntries,
    context: RenderContext,
    written: WeeklyTexts,
) -> Card:
    """Return one page; only the first has the figures, below what is open."""
    say = issue.say
    head = [say(WEEKLY), *digest_pages.which(say, page), *issue.late()]
    parts = [Markup("\n").join(head), *entries.lines(context, say)]
    if page.number == 0:
        listed = issue.sees_all and bool(entries.content.open)
        parts += await _figures(issue, context, written, listed=listed)
    turning = digest_pages.turning(say, issue.digest, issue.scope, page)
    buttons = rows(*entries.buttons(context, say), *turning, width=1)
    return Card(Markup("\n\n").join(parts), buttons)


async def summary(issue: DigestIssue, context: RenderContext, written: WeeklyTexts) -> Card:
    """Return the week as ``/ringkasan`` shows it, with its buttons."""
    say = issue.say
    figures = await summaries.main_from(written.source, *_asked(issue, _week(issue), context))
    head = Markup("\n").join([say(WEEKLY), *issue.late()])
    missed = await _missed(issue, context, written)
    target = SummaryTarget(summary_target.FRONT, None, figures.period)
    buttons = summary_buttons.below(figures, target, say, issue.reader)
    text = weekly.text(figures, say, context.config)
    return Card(Markup("\n\n").join([head, text, *missed]), buttons)


async def _figures(
    issue: DigestIssue, context: RenderContext, written: WeeklyTexts, *, listed: bool
) -> list[Markup]:
    period = Period.of_week(_week(issue))
    about = issue.reader, issue.regions, period, issue.say
    text = await written.text(*about, listed=listed)
    of_what = [] if issue.sees_all else [issue.say(OWN_KINDS)]
    return [*of_what, text, *await _missed(issue, context, written)]


def _week(issue: DigestIssue) -> Week:
    return Week.of(issue.digest.period)


def _asked(
    issue: DigestIssue, week: Week, context: RenderContext
) -> tuple[Sequence[Region], Period, datetime, Config, CaseReader]:
    """Return what is counted: by :mod:`summaries`, for who reads the digest."""
    period = Period.of_week(week)
    return issue.regions, period, context.now, context.config, issue.reader


async def _missed(issue: DigestIssue, context: RenderContext, written: WeeklyTexts) -> list[Markup]:
    """Return the weeks of which no digest told, the newest first, in a line each."""
    told = Week.of(digest_schedule.covered_period(DigestKind.WEEKLY, issue.since, issue.zone))
    week = _week(issue).previous()
    lines: list[Markup] = []
    while week > told and len(lines) < EARLIER_WEEKS:
        totals = await summaries.totals_from(written.source, *_asked(issue, week, context))
        lines.append(issue.say.many(*MISSED_WEEK, totals.happened.total.now, week=week.number))
        week = week.previous()
    return [Markup("\n").join([issue.say(MISSED), *lines])] if lines else []
