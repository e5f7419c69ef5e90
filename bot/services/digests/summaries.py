"""The figures of a week: the same for the chat, the weekly digest and the command line."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from bot.domain.access import Role, ancestors
from bot.domain.category import OTHER
from bot.domain.escalation import AlertStatus
from bot.domain.figures import UNLISTED, Change, Comparison, middle, police_class
from bot.domain.outcomes import MISTAKEN, NO_INCIDENT
from bot.domain.suppression import at_least
from bot.places import place_search
from bot.places.region_filters import outermost
from bot.services.alerts import alert_access
from bot.services.digests import summary_queries
from bot.services.digests.summary_queries import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.domain.calendar import Week
    from bot.domain.category import Category
    from bot.models import Region
    from bot.services.digests.summary_queries import IncidentCount, Post
    from bot.settings import Config

    Weeks = Sequence[tuple[Sequence[str], Comparison]]  # regions of one zone, and the week there

Key = TypeVar("Key")

CLOSED = "confidential"  # all confidential categories as one: a single one might tell of whom
MOST_FREQUENT = 5


@dataclass(frozen=True, slots=True)
class IncidentTotals:
    """Incidents against the week before. False alarms are named (of this week), not counted.

    Confidential ones are counted for their recipients alone; ``confidential_at_least``: of this
    week's others, in steps of five.

    ``villages`` and ``categories`` (at most five) have the most frequent first.
    """

    total: Change
    villages: Sequence[tuple[Place, Change]]
    categories: Sequence[tuple[str, Change]]
    classes: Sequence[tuple[str, Change]]
    no_incident: int
    mistaken: int
    confidential_at_least: int


@dataclass(frozen=True, slots=True)
class Answered:
    """What is under way now, and how fast the week's incidents had their first human answer.

    ``open``: what called people, or was taken, ``unanswered`` of it; ``waiting``: what called
    nobody and nobody has taken, of the days for which ``/tugas`` lists it.
    """

    open: int
    unanswered: int
    waiting: int
    median: timedelta | None
    count: int


@dataclass(frozen=True, slots=True)
class Guarded:
    """Who is there to answer.

    ``missing``: villages without an officer, those with people in them first. ``unreachable``:
    how many officers and deputies Telegram does not reach, by the region of their post.
    """

    missing: Sequence[Place]
    unreachable: Sequence[tuple[Place, int]]
    unreachable_people: int
    tests_failed: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A week in some regions.

    ``silent``: villages from which nothing came for seven days, neither a report nor word that all
    is well, while something had come in the four weeks before.
    """

    regions: Sequence[Region]
    week: Week
    zone: str
    comparison: Comparison
    happened: IncidentTotals
    answered: Answered
    guarded: Guarded
    silent: Sequence[Place]


async def figures(
    session: AsyncSession,
    codes: Collection[str],
    week: Week,
    now: datetime,
    config: Config,
    reader: Sequence[Grant] = (),
) -> Figures:
    """Count a week in these regions (at least one is known), in each by its own clocks.

    For a ``reader`` with these posts: a confidential kind is counted for its recipients alone.

    What is no village's is by the clocks of the first. Raises ValueError for a week that has not
    begun there.
    """
    regions = await place_search.by_codes(session, outermost(codes))
    inside = [region.code for region in regions]
    zone = regions[0].zone
    compared, weeks = Comparison.of(week, zone, now), _weeks(regions, week, now)
    everything = await _counts(session, weeks)
    counts = [one for one in everything if _reads(reader, one.village, one.category, config)]
    hidden = _total(everything).now - _total(counts).now
    villages = await summary_queries.villages(session, inside)
    over = await summary_queries.former(session, {one.village for one in counts} - villages.keys())
    silent = await _silent(session, weeks)
    return Figures(
        regions,
        week,
        zone,
        compared,
        happened=_happened(counts, {**villages, **over}, config, hidden),
        answered=await _answered(
            *(session, inside, weeks),
            lambda village, kind: _reads(reader, village, kind, config),
            since=now - config.limits.unpaged.listed_for,
        ),
        guarded=await _guarded(session, inside, compared, villages),
        silent=[villages[code] for code in silent if code in villages],
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


async def _counts(session: AsyncSession, weeks: Weeks) -> list[IncidentCount]:
    return [
        count
        for here, of in weeks
        for count in await summary_queries.incidents(session, here, of.span, of.before)
    ]


async def _silent(session: AsyncSession, weeks: Weeks) -> list[str]:
    return [
        code
        for here, of in weeks
        for code in await summary_queries.silent(session, here, of.silence, of.usual)
    ]


async def _answered(
    session: AsyncSession,
    inside: Collection[str],
    weeks: Weeks,
    reads: Callable[[str, str], bool],
    *,
    since: datetime,
) -> Answered:
    alerts = [one for one in await summary_queries.alerts(session, inside) if reads(one[0], one[1])]
    waits = [
        wait
        for here, of in weeks
        for village, kind, wait in await summary_queries.answers(session, here, of.span)
        if reads(village, kind)
    ]
    untaken = await summary_queries.waiting(session, inside, since)
    waiting = sum(n for village, kind, n in untaken if reads(village, kind))
    unanswered = sum(n for _, _, status, n in alerts if status == AlertStatus.OPEN)
    alive = sum(n for *_, n in alerts)
    return Answered(alive, unanswered, waiting, middle(waits), len(waits))


def _reads(reader: Sequence[Grant], village: str, code: str, config: Config) -> bool:
    """Tell whether what fell in a village is counted for a reader with these posts."""
    category = config.categories.get(code, config.categories[OTHER])
    if not category.is_confidential:
        return True
    return alert_access.is_recipient(category.recipients, reader, village)


async def _guarded(
    session: AsyncSession,
    inside: Collection[str],
    compared: Comparison,
    villages: Mapping[str, Place],
) -> Guarded:
    posts = await summary_queries.posts(session, inside)
    lost = {(post.place, post.member_id) for post in posts if not post.reached}
    by_place: dict[Place, int] = defaultdict(int)
    for place, _ in lost:
        by_place[place] += 1
    return Guarded(
        missing=_missing(posts, villages),
        unreachable=sorted(by_place.items(), key=lambda entry: entry[0].code),
        unreachable_people=len({member for _, member in lost}),
        tests_failed=await summary_queries.failed_tests(session, inside, compared.span),
    )


def _missing(posts: Iterable[Post], villages: Mapping[str, Place]) -> list[Place]:
    guarded = {post.place.code for post in posts if post.role == Role.OFFICER}
    missing = [place for place in villages.values() if guarded.isdisjoint(ancestors(place.code))]
    return sorted(missing, key=lambda place: not place.peopled)


def _happened(
    counts: Sequence[IncidentCount], villages: Mapping[str, Place], config: Config, hidden: int
) -> IncidentTotals:
    real = [count for count in counts if not count.is_false_alarm]
    by_village = _by(real, lambda count: villages.get(count.village, Place(count.village, "")))
    by_category = _by(real, lambda count: _shown(_category(count, config)))
    by_class = _by(real, lambda count: police_class(_category(count, config).police_class))
    return IncidentTotals(
        total=_total(real),
        villages=_ranked(by_village),
        categories=_ranked(by_category)[:MOST_FREQUENT],
        classes=sorted(by_class.items(), key=lambda entry: (entry[0] == UNLISTED, entry[0])),
        no_incident=_total(one for one in counts if one.outcome == NO_INCIDENT).now,
        mistaken=_total(one for one in counts if one.outcome == MISTAKEN).now,
        confidential_at_least=at_least(hidden),
    )


def _by(counts: Iterable[IncidentCount], key: Callable[[IncidentCount], Key]) -> dict[Key, Change]:
    found: dict[Key, Change] = defaultdict(Change)
    for count in counts:
        found[key(count)] += count.change
    return found


def _total(counts: Iterable[IncidentCount]) -> Change:
    return sum((count.change for count in counts), Change())


def _ranked(found: Mapping[Key, Change]) -> list[tuple[Key, Change]]:
    """Return the most frequent first, of this week and then of the one before."""
    return sorted(found.items(), key=lambda entry: (-entry[1].now, -entry[1].before))


def _category(count: IncidentCount, config: Config) -> Category:
    return config.categories.get(count.category, config.categories[OTHER])


def _shown(category: Category) -> str:
    return CLOSED if category.is_confidential else category.code
