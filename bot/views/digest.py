"""The digests: one message over all the villages of an officer, daily and weekly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bot.domain.calendar import Week
from bot.domain.figures import Span
from bot.domain.period import Period
from bot.domain.promises.alerts import DigestPromise
from bot.locales import counted, mark
from bot.models import Digest, Member, promise_data
from bot.places import place_search
from bot.places.region_filters import outermost
from bot.services.alerts.case_lookup import CaseReader
from bot.services.digests import daily_digest, digest_schedule, summaries
from bot.services.digests.daily_digest import DigestScope
from bot.services.digests.digest_schedule import DigestKind
from bot.views import unfinished_cases, village_day, weekly
from bot.views.card import MAX_TEXT, Card, Markup, rows
from bot.views.length import length

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.access import Grant
    from bot.locales import Say
    from bot.models import Delivery, Region
    from bot.services.digests.daily_digest import VillageDay
    from bot.services.digests.period_figures import PeriodFigures
    from bot.views.render_context import RenderContext

LATE = timedelta(minutes=15)  # less is no delay that anybody would ask about
EARLIER_WEEKS = 8  # named in one digest
REST = 120  # characters kept for the line that says what is left out

DAILY = mark("<b>Laporan harian {day}</b>")
SINCE = mark("Sejak {since} sampai {until}.")
WEEKLY = mark("<b>Ringkasan mingguan</b>")
LATE_BY = mark("<i>Terlambat dikirim: pesan ini seharusnya tiba {due}.</i>")
LEFT_OUT = counted("dan {n} desa/kelurahan lagi dengan laporan")
MISSED = mark("Minggu sebelumnya yang belum dilaporkan:")
MISSED_WEEK = counted("- Minggu ke-{week}: {n} kejadian")


@dataclass(frozen=True, slots=True)
class _Issue:
    """One digest for one person. ``since``: where the last one ended."""

    digest: Digest
    delivery: Delivery
    regions: Sequence[Region]
    since: datetime
    say: Say
    held: Sequence[Grant]

    @property
    def zone(self) -> str:
        return self.regions[0].zone

    @property
    def codes(self) -> list[str]:
        return [region.code for region in self.regions]

    def reader(self, showing: RenderContext) -> CaseReader:
        """Return who reads it, and when."""
        return CaseReader(self.delivery.recipient_id, self.held, showing.config, showing.now)


async def render(showing: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Render the digests of those who still have villages; whoever has none gets nothing."""
    issues = await _issues(showing, deliveries)
    by_day = [issue for issue in issues if issue.digest.kind == DigestKind.DAILY]
    days = await _days(showing, by_day) if by_day else {}
    cards = {
        issue.delivery.id: await _daily(issue, days[issue.digest.id], showing) for issue in by_day
    }
    for issue in issues:
        if issue.digest.kind == DigestKind.WEEKLY:
            cards[issue.delivery.id] = Card(await _weekly(issue, showing))
    return cards


async def _issues(showing: RenderContext, deliveries: Sequence[Delivery]) -> list[_Issue]:
    wanted = (
        select(Digest, Member)
        .join(Member, Member.id == Digest.member_id)
        .where(Digest.id.in_([one.subject_id for one in deliveries]))
        .options(selectinload(Member.grants))
    )
    found = {
        digest.id: (digest, member) for digest, member in await showing.session.execute(wanted)
    }
    codes = {
        code for _, member in found.values() for code in digest_schedule.read_by(member.grants)
    }
    regions = {
        region.code: region for region in await place_search.by_codes(showing.session, codes)
    }
    issues = []
    for one in deliveries:
        digest, member = found[one.subject_id or 0]
        own = [regions[code] for code in outermost(digest_schedule.read_by(member.grants))]
        since = promise_data.read(one, DigestPromise).since
        issues.append(_Issue(digest, one, own, since, showing.say(one), member.held))
    return [issue for issue in issues if issue.regions]


async def _days(showing: RenderContext, issues: Sequence[_Issue]) -> dict[int, list[VillageDay]]:
    scopes = {
        issue.digest.id: DigestScope(frozenset(issue.codes), Span(issue.since, issue.digest.due_at))
        for issue in issues
    }
    return await daily_digest.of(showing.session, scopes, showing.config)


async def _daily(issue: _Issue, days: Sequence[VillageDay], showing: RenderContext) -> Card:
    say, zone, told = issue.say, issue.zone, issue.digest.period
    until = say.moment(issue.digest.due_at, zone)
    head = [
        say(DAILY, day=say.date(told)),
        say(SINCE, since=say.moment(issue.since, zone), until=until),
        *_late(issue, showing),
    ]
    news = sorted(
        (day for day in days if day.has_news), key=lambda day: len(day.reported), reverse=True
    )
    blocks = [village_day.block(day, told, say, showing.config) for day in news]
    quiet = village_day.quiet([day for day in days if not day.has_news], told, say)
    reader = issue.reader(showing)
    open_first, buttons = await unfinished_cases.section(showing, say, reader, issue.since)
    top = Markup("\n\n").join(part for part in (Markup("\n").join(head), open_first) if part)
    text = _fitted(top, blocks, quiet, say)
    return Card(text, rows(*buttons, width=1))


def _fitted(head: Markup, blocks: Sequence[Markup], tail: Markup, say: Say) -> Markup:
    """Put in as many villages as one message holds, and say how many are left out."""
    room = MAX_TEXT - REST - length(head) - length(tail)
    parts = [head]
    for index, block in enumerate(blocks):
        room -= length(block) + 2
        if room < 0:
            parts.append(say.many(*LEFT_OUT, len(blocks) - index))
            break
        parts.append(block)
    return Markup("\n\n").join([*parts, tail] if tail else parts)


async def _weekly(issue: _Issue, showing: RenderContext) -> Markup:
    say = issue.say
    figures = await _figures(issue, Week.of(issue.digest.period), showing)
    head = Markup("\n").join([say(WEEKLY), *_late(issue, showing)])
    parts = [head, weekly.text(figures, say, showing.config)]
    missed = _missed(issue)
    if missed:
        lines = [say(MISSED)]
        for week in missed:
            total = (await _figures(issue, week, showing)).happened.total
            lines.append(say.many(*MISSED_WEEK, total.now, week=week.number))
        parts.append(Markup("\n").join(lines))
    return Markup("\n\n").join(parts)


async def _figures(issue: _Issue, week: Week, showing: RenderContext) -> PeriodFigures:
    return await summaries.figures(
        showing.session,
        issue.codes,
        Period.of_week(week),
        showing.now,
        showing.config,
        issue.reader(showing),
    )


def _missed(issue: _Issue) -> list[Week]:
    """Return the weeks of which no digest told, the newest first."""
    told = Week.of(digest_schedule.period(DigestKind.WEEKLY, issue.since, issue.zone))
    week = Week.of(issue.digest.period).previous()
    missed: list[Week] = []
    while week > told and len(missed) < EARLIER_WEEKS:
        missed.append(week)
        week = week.previous()
    return missed


def _late(issue: _Issue, showing: RenderContext) -> list[Markup]:
    due = issue.digest.due_at
    if showing.now - due < LATE:
        return []
    return [issue.say(LATE_BY, due=issue.say.moment(due, issue.zone))]
