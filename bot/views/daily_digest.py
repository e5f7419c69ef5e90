"""The card of a daily digest: what is open first, then the day's figures and villages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.locales import mark
from bot.views import digest_pages
from bot.views.card import Card, Markup, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.services.digests.daily_digest import DigestContent
    from bot.views.digest_entries import DigestEntries
    from bot.views.digest_issue import DigestIssue
    from bot.views.digest_pages import DigestPage
    from bot.views.render_context import RenderContext
    from bot.views.village_day import DigestPlaces

A_WEEK = timedelta(days=7)

DAILY = mark("<b>Laporan harian {day}</b>")
SINCE = mark("Sejak {since} sampai {until}.")
NEW = mark("<b>Laporan baru: {n}</b> (hari yang sama minggu lalu: {before})")
PASSED_UP = mark("Laporan rahasia yang sampai kepada Anda, tidak dihitung di atas: {n}")
NEW_OF_LONG = mark("<b>Laporan baru: {n}</b> (waktu yang sama sebelumnya: {before})")
OWN_NEW = mark("<b>Laporan baru untuk tugas Anda: {n}</b> (hari yang sama minggu lalu: {before})")
OWN_NEW_OF_LONG = mark(
    "<b>Laporan baru untuk tugas Anda: {n}</b> (waktu yang sama sebelumnya: {before})"
)


def card(
    issue: DigestIssue,
    page: DigestPage,
    entries: DigestEntries,
    places: DigestPlaces,
    context: RenderContext,
) -> Card:
    """Return one page; only the first has the figures and the villages."""
    say = issue.say
    head = [say(DAILY, day=say.date(issue.digest.period)), *digest_pages.which(say, page)]
    parts: list[Markup] = []
    if page.number == 0:
        head += _head(issue)
        parts += _figures(issue, entries.content)
    parts += entries.lines(context, say) if page.names is None else [page.names]
    if page.number == 0:
        parts += _joined(places.lines())
    text = Markup("\n\n").join([*_joined(head), *parts])
    turning = digest_pages.turning(say, issue.digest, issue.scope, page)
    return Card(text, rows(*entries.buttons(context, say), *turning, width=1))


def _head(issue: DigestIssue) -> list[Markup]:
    say, zone = issue.say, issue.zone
    since, until = (say.moment(at, zone) for at in (issue.since, issue.digest.due_at))
    return [say(SINCE, since=since, until=until), *issue.late()]


def _figures(issue: DigestIssue, content: DigestContent) -> list[Markup]:
    """Return how many reports are new, against the same weekdays; nothing of nothing."""
    new, say = content.reported, issue.say
    if not (new.now or new.before or content.passed_up):
        return []
    span = issue.scope.span
    short, long = (NEW, NEW_OF_LONG) if issue.sees_all else (OWN_NEW, OWN_NEW_OF_LONG)
    sentence = short if span.until - span.since <= A_WEEK else long
    lines = [say(sentence, n=say.number(new.now), before=say.number(new.before))]
    if content.passed_up:
        lines.append(say(PASSED_UP, n=say.number(content.passed_up)))
    return _joined(lines)


def _joined(lines: Sequence[Markup]) -> list[Markup]:
    return [Markup("\n").join(lines)] if lines else []
