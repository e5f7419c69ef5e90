"""How a period is counted: the same for the chat, the weekly digest and the command line."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain import access
from bot.domain.access import Role, ancestors
from bot.domain.category import Severity
from bot.domain.escalation import AlertStatus
from bot.domain.figures import Change, Comparison
from bot.domain.period import Period, Unit
from bot.places import place_search
from bot.places.region_filters import outermost
from bot.services.alerts import case_lists
from bot.services.alerts.case_lists import Unfinished
from bot.services.digests import figure_access, incident_times, place_queries, summary_queries
from bot.services.digests.incident_totals import Names, happened
from bot.services.digests.period_figures import (
    Guarded,
    IncidentTotals,
    Noteworthy,
    PeriodFigures,
    SituationTotals,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Region
    from bot.services.alerts.case_lookup import CaseReader
    from bot.services.digests.incident_totals import Spans
    from bot.services.digests.place_queries import Place, Post
    from bot.settings import Config

MOST_NOTEWORTHY = 5


async def figures(
    session: AsyncSession,
    codes: Collection[str],
    period: Period,
    now: datetime,
    config: Config,
    reader: CaseReader | None = None,
) -> PeriodFigures:
    """Count a period in these regions (at least one is known), in each by its own clocks.

    For a ``reader``, or for whoever reads nothing confidential. Raises ValueError for a period that
    has not begun in the first.
    """
    regions = await place_search.by_codes(session, outermost(codes))
    return await _counted(session, regions, period, now, config, reader)


async def _counted(
    session: AsyncSession,
    regions: Sequence[Region],
    period: Period,
    now: datetime,
    config: Config,
    reader: CaseReader | None,
) -> PeriodFigures:
    zone, inside = regions[0].zone, [region.code for region in regions]
    compared = Comparison.of(period, zone, now)
    spans = _spans(regions, period, now)
    names = await _names(session, inside)
    grants = reader.grants if reader is not None else ()
    reads = figure_access.rule(grants, config)
    counts = await happened(session, spans, names, config, reads)
    return PeriodFigures(
        regions,
        period,
        zone,
        compared,
        happened=_safely(counts, period),
        times=await incident_times.times(session, spans, figure_access.condition(grants, config)),
        unfinished=await _unfinished(session, inside, reads, now, config, reader),
        guarded=await _guarded(session, inside, compared, names.villages),
        silent=await _silent(session, spans, names.villages),
        situations=await _situations(session, spans),
        noteworthy=await _noteworthy(session, spans, config),
    )


def _safely(counts: IncidentTotals, period: Period) -> IncidentTotals:
    """Leave out how many were confidential of days that somebody chose.

    Moved by a day at a time they would tell on which one it grew.
    """
    chosen = period.unit is Unit.DAYS
    return replace(counts, confidential_at_least=0) if chosen else counts


def _spans(regions: Sequence[Region], period: Period, now: datetime) -> Spans:
    """Return the regions of each zone, with the period there; none where it has not begun."""
    zones: dict[str, list[str]] = defaultdict(list)
    for region in regions:
        zones[region.zone].append(region.code)
    return [
        (zone, here, Comparison.of(period, zone, now))
        for zone, here in zones.items()
        if period.bounds(zone)[0] < now
    ]


async def _names(session: AsyncSession, inside: Collection[str]) -> Names:
    villages = await place_queries.villages(session, inside)
    return Names(villages, await place_queries.parts(session, inside))


async def _silent(
    session: AsyncSession, spans: Spans, villages: Mapping[str, Place]
) -> list[Place]:
    return [
        villages[code]
        for _, here, of in spans
        for code in await place_queries.silent(session, here, of.silence, of.usual)
        if code in villages
    ]


async def _situations(session: AsyncSession, spans: Spans) -> SituationTotals:
    found = [
        change
        for _, here, of in spans
        for change in (await place_queries.situations(session, here, of.span, of.before)).values()
    ]
    return SituationTotals(sum(found, Change()), sum(change.now > 0 for change in found))


async def _noteworthy(session: AsyncSession, spans: Spans, config: Config) -> list[Noteworthy]:
    """Return the gravest incidents; of what is confidential none, whoever reads it."""
    plain = figure_access.condition((), config)
    found = [
        one
        for _, here, of in spans
        for one in await summary_queries.noteworthy(session, here, of.span, plain, MOST_NOTEWORTHY)
    ]
    found.sort(key=lambda one: (Severity(one.severity).rank, one.opened_at), reverse=True)
    return found[:MOST_NOTEWORTHY]


def _answers_in(places: Collection[str], reader: CaseReader) -> bool:
    """Tell whether a reader answers cases in all of these places: then ``/tugas`` lists them."""
    return all(access.may(reader.grants, access.RESPONDERS, place) for place in places)


async def _unfinished(
    session: AsyncSession,
    inside: Collection[str],
    reads: Callable[[str, str], bool],
    now: datetime,
    config: Config,
    reader: CaseReader | None,
) -> Unfinished:
    """Count as ``/tugas`` does: for whoever answers there what it lists, for others what they may.

    ``reads``: of which village and category a reader is told.
    """
    if reader is not None and _answers_in(inside, reader):
        return await case_lists.unfinished(session, reader, inside)
    unpaged = config.limits.unpaged
    since, late = now - unpaged.listed_for, now - unpaged.answer_within
    found = await summary_queries.alerts(session, inside, since)
    alerts = [one for one in found if reads(one[0], one[1])]
    waiting = await summary_queries.waiting(session, inside, since, late)
    untaken = [one for one in waiting if reads(one[0], one[1])]
    return Unfinished(
        open=sum(n for *_, n in alerts),
        unanswered=sum(n for _, _, status, n in alerts if status == AlertStatus.OPEN),
        waiting=sum(n for _, _, n, _ in untaken),
        overdue=sum(n for *_, n in untaken),
    )


async def _guarded(
    session: AsyncSession,
    inside: Collection[str],
    compared: Comparison,
    villages: Mapping[str, Place],
) -> Guarded:
    posts = await place_queries.posts(session, inside)
    lost = {(post.place, post.member_id) for post in posts if not post.reached}
    by_place: dict[Place, int] = defaultdict(int)
    for place, _ in lost:
        by_place[place] += 1
    return Guarded(
        villages=len(villages),
        missing=_missing(posts, villages),
        unreachable=sorted(by_place.items(), key=lambda entry: entry[0].code),
        unreachable_people=len({member for _, member in lost}),
        tests_failed=await place_queries.failed_tests(session, inside, compared.span),
    )


def _missing(posts: Iterable[Post], villages: Mapping[str, Place]) -> list[Place]:
    guarded = {post.place.code for post in posts if post.role == Role.OFFICER}
    missing = [place for place in villages.values() if guarded.isdisjoint(ancestors(place.code))]
    return sorted(missing, key=lambda place: not place.peopled)
