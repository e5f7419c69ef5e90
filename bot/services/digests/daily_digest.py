"""The content of a digest: what is open, new and closed, who kept watch, where nobody wrote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.access import lies_within
from bot.domain.category import ALL_IS_WELL
from bot.domain.escalation import AlertStatus
from bot.domain.figures import Change
from bot.services.alerts import open_cases
from bot.services.digests import digest_reading

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Incident
    from bot.services.digests.digest_reading import (
        DigestIncident,
        DigestReading,
        DigestScope,
        Watch,
    )
    from bot.services.digests.place_queries import Place
    from bot.settings import Config

CLOSED = AlertStatus.CLOSED


@dataclass(frozen=True, slots=True)
class VillageDay:
    """A village's part of a digest.

    ``reported``: how many new reports are its reader's, as figures count them; ``passed_up``: how
    many beside these, to which they were called. ``all_well``: somebody said so, which is another
    thing than silence. ``sent_away``: tickets that somebody moved out of the district while nobody
    stood above who could be told.
    """

    place: Place
    reported: int
    watches: Sequence[Watch]
    all_well: bool
    sent_away: Sequence[str] = ()
    passed_up: int = 0

    @property
    def has_news(self) -> bool:
        """Tell whether anything came from there."""
        return bool(self.reported or self.all_well or self.sent_away or self.passed_up)


@dataclass(frozen=True, slots=True)
class DigestContent:
    """What a digest tells one reader.

    ``open``: all incidents that wait for the reader, by id: those that page first, then new ones,
    then what has waited longer.
    ``told``: new ones on which others work. ``closed``: that were closed, the oldest first.
    ``reported``: how many are new, against the same weekdays before.
    ``unanswered``, ``overdue``: how many of those that are open.
    """

    days: Sequence[VillageDay]
    open: Sequence[int]
    told: Sequence[int]
    closed: Sequence[int]
    reported: Change
    unanswered: int
    overdue: int

    @property
    def incidents(self) -> list[int]:
        """Return the incidents that it names, by id, in their order."""
        return [*self.open, *self.told, *self.closed]

    @property
    def passed_up(self) -> int:
        """Return how many new ones beside ``reported`` its reader was called to."""
        return sum(day.passed_up for day in self.days)


async def build(
    session: AsyncSession, scopes: Mapping[int, DigestScope], config: Config
) -> dict[int, DigestContent]:
    """Return each scope's content, its villages in the order of their codes."""
    if not scopes:
        return {}
    known = await digest_reading.load(session, scopes.values(), config)
    return {key: _content(scope, known) for key, scope in scopes.items()}


def _content(scope: DigestScope, known: DigestReading) -> DigestContent:
    readable = scope.readable()
    waits = [one for one in known.unfinished.get(scope.reader.member_id, ()) if _is_in(one, scope)]
    listed = {one.id for one in waits}
    days: list[VillageDay] = []
    every: list[DigestIncident] = []
    for place in known.places(scope):
        read = _readable(scope, readable, known, place.code)
        day = _day(place, scope, known, read, listed)
        if place.code in known.sent_away:
            day = replace(day, sent_away=_sent_away(scope, readable, known, place.code))
        if place.code in known.villages or day.has_news:
            days.append(day)
        every += read
    every.sort(key=lambda one: one.opened_at)
    new = [one for one in every if one.opened_at in scope.span]
    own = [one for one in every if _opens(one, scope, readable)]
    return DigestContent(
        days,
        open=[one.id for one in sorted(waits, key=lambda one: _turn(one, scope))],
        told=[one.id for one in own if _is_told(one, scope) and one.id not in listed],
        closed=[one.id for one in own if _was_closed(one, scope)],
        reported=Change(len(new), sum(one.opened_at in scope.before for one in every)),
        unanswered=sum(one.status in {AlertStatus.OPEN, AlertStatus.RECORDED} for one in waits),
        overdue=sum(_is_overdue(one, scope) for one in waits),
    )


def _turn(incident: Incident, scope: DigestScope) -> tuple[bool, bool]:
    """Return in which part of what is open an incident stands; the smallest is the first."""
    waits = not open_cases.pages(incident)
    return waits, waits and incident.opened_at not in scope.span


def _is_in(incident: Incident, scope: DigestScope) -> bool:
    return lies_within(incident.village_code, scope.regions)


def _was_closed(incident: DigestIncident, scope: DigestScope) -> bool:
    at = incident.closed_at
    return incident.status == CLOSED and at is not None and at in scope.span


def _is_overdue(incident: Incident, scope: DigestScope) -> bool:
    late = scope.reader.now - scope.reader.config.limits.unpaged.answer_within
    return incident.status == AlertStatus.RECORDED and incident.opened_at < late


def _is_told(incident: DigestIncident, scope: DigestScope) -> bool:
    return incident.opened_at in scope.span and incident.status != CLOSED


def _opens(
    incident: DigestIncident, scope: DigestScope, where: Mapping[str, frozenset[str]]
) -> bool:
    """Tell whether a reader may open it: what was closed where a decree came is only counted."""
    kind = scope.reader.config.category(incident.category).code
    return lies_within(incident.village, where[kind])


def _readable(
    scope: DigestScope, where: Mapping[str, frozenset[str]], known: DigestReading, village: str
) -> list[DigestIncident]:
    """Return those of a village's incidents that are the reader's by their kind."""
    there = _regions(scope, where)
    return [
        one
        for one in known.incidents.get(village, ())
        if one.category != ALL_IS_WELL and known.lies_in(village, there(one.category))
    ]


def _sent_away(
    scope: DigestScope, where: Mapping[str, frozenset[str]], known: DigestReading, village: str
) -> list[str]:
    """Return the tickets of those that left a village's district, likewise."""
    there = _regions(scope, where)
    return [
        one.ticket
        for one in known.sent_away[village]
        if one.at in scope.span and known.lies_in(village, there(one.category))
    ]


def _regions(
    scope: DigestScope, where: Mapping[str, frozenset[str]]
) -> Callable[[str], frozenset[str]]:
    """Return what tells where a category is the reader's."""
    config = scope.reader.config
    return lambda category: where[config.category(category).code]


def _day(
    place: Place,
    scope: DigestScope,
    known: DigestReading,
    read: Sequence[DigestIncident],
    listed: Collection[int],
) -> VillageDay:
    """Return what came from a village.

    A confidential report to which its reader was called when nobody below answered is ``listed``,
    and no figure of theirs holds it, here as little as in a summary.
    """
    span, own = scope.span, {one.id for one in read}
    watches = [watch for at, watch in known.watches.get(place.code, ()) if at in span]
    said = known.incidents.get(place.code, ())
    return VillageDay(
        place,
        reported=sum(one.opened_at in span for one in read),
        watches=watches,
        all_well=bool(watches)
        or any(one.category == ALL_IS_WELL and one.opened_at in span for one in said),
        passed_up=sum(
            one.id in listed and one.id not in own and one.opened_at in span for one in said
        ),
    )
