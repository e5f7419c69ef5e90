"""How a week is counted: the same for the chat, the weekly digest and the command line."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bot.domain import access
from bot.domain.access import Role, ancestors
from bot.domain.escalation import AlertStatus
from bot.domain.figures import Comparison, middle
from bot.places import place_search
from bot.places.region_filters import outermost
from bot.services.alerts import alert_access, case_lists
from bot.services.alerts.case_lists import Unfinished
from bot.services.digests import place_queries, summary_queries
from bot.services.digests.incident_totals import happened
from bot.services.digests.week_figures import Answered, Figures, Guarded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.domain.calendar import Week
    from bot.models import Region
    from bot.services.alerts.case_lookup import CaseReader
    from bot.services.digests.incident_totals import Weeks
    from bot.services.digests.place_queries import Place, Post
    from bot.settings import Config


async def figures(
    session: AsyncSession,
    codes: Collection[str],
    week: Week,
    now: datetime,
    config: Config,
    reader: CaseReader | None = None,
) -> Figures:
    """Count a week in these regions (at least one is known), in each by its own clocks.

    For a ``reader``, or for whoever reads nothing confidential. Raises ValueError for a week that
    has not begun in the first.
    """
    regions = await place_search.by_codes(session, outermost(codes))
    inside, weeks = [region.code for region in regions], _weeks(regions, week, now)
    compared = Comparison.of(week, regions[0].zone, now)
    villages = await place_queries.villages(session, inside)
    reads = _rule(reader.grants if reader is not None else (), config)
    listed_for = config.limits.unpaged.listed_for
    return Figures(
        regions,
        week,
        regions[0].zone,
        compared,
        happened=await happened(session, weeks, villages, config, reads),
        answered=await _answered(session, weeks, reads),
        unfinished=await _unfinished(session, inside, reads, now - listed_for, reader),
        guarded=await _guarded(session, inside, compared, villages),
        silent=[villages[code] for code in await _silent(session, weeks) if code in villages],
    )


def _weeks(regions: Sequence[Region], week: Week, now: datetime) -> Weeks:
    """Return the regions of each zone, with the week there; none where it has not begun."""
    zones: dict[str, list[str]] = defaultdict(list)
    for region in regions:
        zones[region.zone].append(region.code)
    return [
        (here, Comparison.of(week, zone, now))
        for zone, here in zones.items()
        if week.bounds(zone)[0] < now
    ]


async def _silent(session: AsyncSession, weeks: Weeks) -> list[str]:
    return [
        code
        for here, of in weeks
        for code in await place_queries.silent(session, here, of.silence, of.usual)
    ]


async def _answered(
    session: AsyncSession, weeks: Weeks, reads: Callable[[str, str], bool]
) -> Answered:
    waits = [
        wait
        for here, of in weeks
        for village, kind, wait in await summary_queries.answers(session, here, of.span)
        if reads(village, kind)
    ]
    return Answered(middle(waits), len(waits))


def _answers_in(places: Collection[str], reader: CaseReader) -> bool:
    """Tell whether a reader answers cases in all of these places: then ``/tugas`` lists them."""
    return all(access.may(reader.grants, access.RESPONDERS, place) for place in places)


async def _unfinished(
    session: AsyncSession,
    inside: Collection[str],
    reads: Callable[[str, str], bool],
    since: datetime,
    reader: CaseReader | None,
) -> Unfinished:
    """Count as ``/tugas`` does: for whoever answers there what it lists, for others what they may.

    ``reads``: of which village and category a reader is told.
    """
    if reader is not None and _answers_in(inside, reader):
        return await case_lists.unfinished(session, reader, inside)
    found = await summary_queries.alerts(session, inside, since)
    alerts = [one for one in found if reads(one[0], one[1])]
    untaken = await summary_queries.waiting(session, inside, since)
    return Unfinished(
        open=sum(n for *_, n in alerts),
        unanswered=sum(n for _, _, status, n in alerts if status == AlertStatus.OPEN),
        waiting=sum(n for village, kind, n in untaken if reads(village, kind)),
    )


def _rule(reader: Sequence[Grant], config: Config) -> Callable[[str, str], bool]:
    """Return what tells of a village and a category whether a reader with these posts reads it."""

    def reads(village: str, code: str) -> bool:
        category = config.category(code)
        if not category.is_confidential:
            return True
        return alert_access.is_recipient(category.recipients, reader, village)

    return reads


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
        missing=_missing(posts, villages),
        unreachable=sorted(by_place.items(), key=lambda entry: entry[0].code),
        unreachable_people=len({member for _, member in lost}),
        tests_failed=await place_queries.failed_tests(session, inside, compared.span),
    )


def _missing(posts: Iterable[Post], villages: Mapping[str, Place]) -> list[Place]:
    guarded = {post.place.code for post in posts if post.role == Role.OFFICER}
    missing = [place for place in villages.values() if guarded.isdisjoint(ancestors(place.code))]
    return sorted(missing, key=lambda place: not place.peopled)
