"""What is read for many digests at once: incidents, night watches, and what left a district."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from bot.domain.access import lies_within
from bot.models import Incident, Situation
from bot.places import region_filters
from bot.places.region_filters import inside
from bot.services.alerts import open_cases, supervisor_review
from bot.services.digests import figure_access, place_queries

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.figures import Span
    from bot.services.alerts.case_lookup import CaseReader
    from bot.services.alerts.supervisor_review import SentAway
    from bot.services.digests.place_queries import Place
    from bot.settings import Config

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DigestIncident:
    """An incident that was reported in a digest's time, the week before, or closed in it."""

    id: int
    village: str
    category: str
    status: str
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Watch:
    """Word that a night ended well, and how many kept watch. ``night``: when it began."""

    night: date
    on_watch: int


@dataclass(frozen=True, slots=True)
class DigestScope:
    """What one digest covers: regions, from when until when, and who reads it."""

    regions: frozenset[str]
    span: Span
    reader: CaseReader

    @property
    def before(self) -> Span:
        """Return the same weekdays, as many weeks earlier as it is long."""
        weeks = -(-(self.span.until - self.span.since) // _WEEK)
        return self.span.earlier(weeks * _WEEK)

    def readable(self) -> Mapping[str, frozenset[str]]:
        """Return by category where its reader works its incidents, or is told of them."""
        return figure_access.readable(self.reader.grants, self.reader.config)


@dataclass(frozen=True, slots=True)
class DigestReading:
    """What was read for a batch: by village, with the moment of each; open cases by member.

    ``villages``: of today; ``former``: that a decree ended; ``became``: what came out of these.
    """

    villages: Mapping[str, Place]
    former: Mapping[str, Place]
    became: Mapping[str, frozenset[str]]
    incidents: Mapping[str, Sequence[DigestIncident]]
    watches: Mapping[str, Sequence[tuple[datetime, Watch]]]
    sent_away: Mapping[str, Sequence[SentAway]]
    unfinished: Mapping[int, Sequence[Incident]]

    def places(self, scope: DigestScope) -> list[Place]:
        """Return the villages of which a digest tells: of those that ended what has news."""
        ended = (self.incidents.keys() | self.watches.keys() | self.sent_away.keys()).difference(
            self.villages
        )
        among = [
            *self.villages.values(),
            *(self.former[code] for code in self.former.keys() & ended),
        ]
        return sorted(
            (place for place in among if self.lies_in(place.code, scope.regions)),
            key=lambda place: place.code,
        )

    def lies_in(self, village: str, regions: Collection[str]) -> bool:
        """Tell whether a village lies in one of these regions, or what came out of it does."""
        codes = (village, *self.became.get(village, ()))
        return any(lies_within(code, regions) for code in codes)


async def load(
    session: AsyncSession, scopes: Collection[DigestScope], config: Config
) -> DigestReading:
    """Read for all of them; the number of statements depends neither on them nor on villages."""
    regions = {region for scope in scopes for region in scope.regions}
    since = min(scope.span.since for scope in scopes)
    earliest = min(scope.before.since for scope in scopes)
    readers = {scope.reader.member_id: scope.reader for scope in scopes}
    became = await region_filters.came_from(session, regions)
    under = region_filters.outermost([*regions, *became])
    return DigestReading(
        await place_queries.villages(session, regions),
        await place_queries.unlisted(session, regions, became),
        became,
        await _incidents(session, under, earliest, since),
        await _watches(session, under, since),
        await supervisor_review.sent_away(session, since, config),
        await open_cases.by_member(session, list(readers.values())),
    )


async def _incidents(
    session: AsyncSession, regions: Collection[str], earliest: datetime, since: datetime
) -> Mapping[str, Sequence[DigestIncident]]:
    of, at = Incident, (Incident.opened_at, Incident.closed_at)
    wanted = (
        select(of.id, of.village_code, of.category, of.status, *at)
        .where(
            inside(Incident.village_code, regions),
            or_(Incident.opened_at >= earliest, Incident.closed_at >= since),
            Incident.merged_into_id.is_(None),
        )
        .order_by(Incident.opened_at, Incident.id)
    )
    found: dict[str, list[DigestIncident]] = defaultdict(list)
    for row in await session.execute(wanted):
        found[row.village_code].append(DigestIncident(*row))
    return found


async def _watches(
    session: AsyncSession, regions: Collection[str], since: datetime
) -> Mapping[str, Sequence[tuple[datetime, Watch]]]:
    wanted = (
        select(
            Situation.village_code, Situation.created_at, Situation.watch_date, Situation.on_watch
        )
        .where(inside(Situation.village_code, regions), Situation.created_at >= since)
        .order_by(Situation.watch_date, Situation.created_at)
    )
    found: dict[str, list[tuple[datetime, Watch]]] = defaultdict(list)
    for village, at, night, on_watch in await session.execute(wanted):
        found[village].append((at, Watch(night, on_watch)))
    return found
