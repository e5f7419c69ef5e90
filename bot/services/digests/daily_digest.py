"""The content of a daily digest, by village: new reports, open ones, who kept watch."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from bot.domain.access import Role, ancestors
from bot.domain.category import ALL_IS_WELL
from bot.domain.escalation import UNDER_WAY
from bot.models import Incident, Situation
from bot.places.region_filters import lies_in
from bot.services.alerts import supervisor_review
from bot.services.digests import place_queries

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.figures import Span
    from bot.services.digests.place_queries import Place
    from bot.settings import Config


@dataclass(frozen=True, slots=True)
class DigestIncident:
    """One incident. ``closed``: confidential, so that only its ticket and state are told."""

    ticket: str
    category: str
    closed: bool
    status: str
    outcome: str | None
    opened_at: datetime

    @property
    def is_open(self) -> bool:
        """Tell whether the incident is being paged or somebody works on it."""
        return self.status in UNDER_WAY


@dataclass(frozen=True, slots=True)
class Watch:
    """Word that a night ended well, and how many kept watch. ``night``: when it began."""

    night: date
    on_watch: int


@dataclass(frozen=True, slots=True)
class VillageDay:
    """A village's part of a digest.

    ``earlier``: what was reported before and is open still. ``all_well``: somebody said so,
    which is another thing than silence. ``sent_away``: tickets that somebody moved out of the
    district while nobody stood above who could be told.
    """

    place: Place
    reported: Sequence[DigestIncident]
    earlier: Sequence[DigestIncident]
    watches: Sequence[Watch]
    all_well: bool
    sent_away: Sequence[str] = ()

    @property
    def has_news(self) -> bool:
        """Tell whether the digest has any incident to show."""
        return bool(self.reported or self.earlier or self.sent_away)


@dataclass(frozen=True, slots=True)
class DigestScope:
    """What one digest covers: regions, and from when until when."""

    regions: Collection[str]
    span: Span

    def has(self, village: str) -> bool:
        """Tell whether the digest covers a village."""
        return any(above in self.regions for above in ancestors(village))


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read for a batch of digests: by village, with the moment of each."""

    incidents: Mapping[str, Sequence[DigestIncident]]
    watches: Mapping[str, Sequence[tuple[datetime, Watch]]]
    sent_away: Mapping[str, Sequence[tuple[datetime, str]]]


async def of(
    session: AsyncSession, scopes: Mapping[int, DigestScope], config: Config
) -> dict[int, list[VillageDay]]:
    """Return each scope's villages in the order of their codes; four statements for all."""
    regions = {region for scope in scopes.values() for region in scope.regions}
    since = min(scope.span.since for scope in scopes.values())
    villages = await place_queries.villages(session, regions)
    known = _Known(
        await _incidents(session, regions, since, config),
        await _watches(session, regions, since),
        await supervisor_review.sent_away(session, since, config),
    )
    return {
        key: [
            _day(place, scope.span, known) for place in villages.values() if scope.has(place.code)
        ]
        for key, scope in scopes.items()
    }


def _day(place: Place, span: Span, known: _Known) -> VillageDay:
    here = known.incidents.get(place.code, ())
    real = [told for told in here if told.category != ALL_IS_WELL]
    watches = [watch for at, watch in known.watches.get(place.code, ()) if at in span]
    return VillageDay(
        place,
        reported=[told for told in real if told.opened_at in span],
        earlier=[told for told in real if told.opened_at < span.since and told.is_open],
        watches=watches,
        all_well=bool(watches)
        or any(told.category == ALL_IS_WELL and told.opened_at in span for told in here),
        sent_away=[ticket for at, ticket in known.sent_away.get(place.code, ()) if at in span],
    )


async def _incidents(
    session: AsyncSession, regions: Collection[str], since: datetime, config: Config
) -> Mapping[str, Sequence[DigestIncident]]:
    """Read what was reported since then, and what is open from before, that an officer may see."""
    wanted = (
        select(
            Incident.village_code,
            Incident.ticket,
            Incident.category,
            Incident.status,
            Incident.outcome,
            Incident.opened_at,
        )
        .where(
            lies_in(Incident.village_code, regions),
            or_(Incident.opened_at >= since, Incident.status.in_(UNDER_WAY)),
            Incident.merged_into_id.is_(None),
        )
        .order_by(Incident.opened_at)
    )
    found: dict[str, list[DigestIncident]] = defaultdict(list)
    for village, ticket, code, status, outcome, at in await session.execute(wanted):
        category = config.category(code)
        if not category.is_confidential or Role.OFFICER in category.recipients:
            told = DigestIncident(ticket, code, category.is_confidential, status, outcome, at)
            found[village].append(told)
    return found


async def _watches(
    session: AsyncSession, regions: Collection[str], since: datetime
) -> Mapping[str, Sequence[tuple[datetime, Watch]]]:
    wanted = (
        select(
            Situation.village_code, Situation.created_at, Situation.watch_date, Situation.on_watch
        )
        .where(lies_in(Situation.village_code, regions), Situation.created_at >= since)
        .order_by(Situation.watch_date, Situation.created_at)
    )
    found: dict[str, list[tuple[datetime, Watch]]] = defaultdict(list)
    for village, at, night, on_watch in await session.execute(wanted):
        found[village].append((at, Watch(night, on_watch)))
    return found
