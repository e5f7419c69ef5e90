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
from bot.views import digest_pages, summary_buttons, weekly
from bot.views.card import Card, Markup, rows

if TYPE_CHECKING:
    from bot.services.digests.period_figures import PeriodFigures, PeriodTotals
    from bot.views.digest_entries import DigestEntries
    from bot.views.digest_issue import DigestIssue
    from bot.views.digest_pages import DigestPage
    from bot.views.render_context import RenderContext

EARLIER_WEEKS = 8  # named in one digest

WEEKLY = mark("<b>Ringkasan mingguan</b>")
MISSED = mark("Minggu sebelumnya yang belum dilaporkan:")
MISSED_WEEK = counted("- Minggu ke-{week}: {n} kejadian")


async def card(
    issue: DigestIssue, page: DigestPage, entries: DigestEntries, showing: RenderContext
) -> Card:
    """Return one page; only the first has the figures, below what is open."""
    say = issue.say
    head = [say(WEEKLY), *digest_pages.which(say, page), *issue.late()]
    parts = [Markup("\n").join(head), *entries.lines(showing, say)]
    if page.number == 0:
        figures = await _figures(issue, Week.of(issue.digest.period), showing)
        parts += [weekly.text(figures, say, showing.config), *await _missed(issue, showing)]
    turning = digest_pages.turning(say, issue.digest, issue.scope, page)
    buttons = rows(*entries.buttons(showing, say), *turning, width=1)
    return Card(Markup("\n\n").join(parts), buttons)


async def summary(issue: DigestIssue, showing: RenderContext) -> Card:
    """Return the week as ``/ringkasan`` shows it, with its buttons."""
    say = issue.say
    figures = await _figures(issue, Week.of(issue.digest.period), showing)
    head = Markup("\n").join([say(WEEKLY), *issue.late()])
    parts = [head, weekly.text(figures, say, showing.config), *await _missed(issue, showing)]
    target = SummaryTarget(summary_target.FRONT, None, figures.period)
    buttons = summary_buttons.below(figures, target, say, issue.reader)
    return Card(Markup("\n\n").join(parts), buttons)


async def _figures(issue: DigestIssue, week: Week, showing: RenderContext) -> PeriodFigures:
    return await summaries.main_figures(
        showing.session,
        issue.codes,
        Period.of_week(week),
        showing.now,
        showing.config,
        issue.reader,
    )


async def _totals(issue: DigestIssue, week: Week, showing: RenderContext) -> PeriodTotals:
    return await summaries.happened_in(
        showing.session,
        issue.codes,
        Period.of_week(week),
        showing.now,
        showing.config,
        issue.reader,
    )


async def _missed(issue: DigestIssue, showing: RenderContext) -> list[Markup]:
    """Return the weeks of which no digest told, the newest first, in a line each."""
    told = Week.of(digest_schedule.period(DigestKind.WEEKLY, issue.since, issue.zone))
    week = Week.of(issue.digest.period).previous()
    lines: list[Markup] = []
    while week > told and len(lines) < EARLIER_WEEKS:
        total = (await _totals(issue, week, showing)).happened.total
        lines.append(issue.say.many(*MISSED_WEEK, total.now, week=week.number))
        week = week.previous()
    return [Markup("\n").join([issue.say(MISSED), *lines])] if lines else []
