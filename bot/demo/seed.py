"""Twelve weeks in the life of the cast, so that the demo does not begin in an empty city.

What happened is invented; how it went on is not: alerts climb, are answered and close by the rules
that move real ones. Every draw comes from one stream, so that the past of a moment is always the
same. Nothing is owed from it: no phone of the demo holds a message of that time.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.demo import characters, plot
from bot.demo.characters import CAST
from bot.demo.responses import RandomSource, Responses, Staff
from bot.domain import alias, calendar, paging_rules
from bot.domain.access import Role
from bot.domain.ticket import ALPHABET, TICKET_LENGTH
from bot.models import (
    Incident,
    Member,
    Report,
    ReportAuthor,
    Situation,
    TestPage,
    new_id,
)
from bot.places import place_search
from bot.services.digests import digest_hours
from bot.services.intake.submission import RECORDED
from bot.services.people import enrolment, grants

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.demo.characters import Player
    from bot.domain.category import Category
    from bot.models import Database, Region
    from bot.settings import Config
    from bot.vault import Vault

WEEKS = 12
CALM = timedelta(hours=3)  # before the demo begins nothing happens
STILL_OPEN = timedelta(hours=40)  # what paged nobody and is no older waits to be answered
_SEED = 20
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)

_PER_DAY = ((1, 3), (1, 3), (1, 3), (1, 3), (2, 4), (4, 6), (3, 6))  # fewest and most, from Monday
_AFTER_DARK = (0.4, 0.4, 0.4, 0.4, 0.6, 0.75, 0.65)  # the share of them, from Monday
_MORNING, _EVENING = timedelta(hours=6), timedelta(hours=20)
_LONG = timedelta(hours=6)  # the evening's incidents reach from 20.00 to 02.00
_GOES_ON, _ANONYMOUS, _WATCH_WRITES, _LATE = 0.65, 0.1, 0.92, 0.04  # shares


async def seed(database: Database, config: Config, vault: Vault, now: datetime) -> None:
    """Enrol the cast and write its past before ``now`` (aware), in one transaction.

    The regions are loaded. Where the cast is enrolled already nothing is changed.
    """
    async with database.writing() as session:
        fingerprint = vault.fingerprint(CAST[0].telegram_id)
        known = select(Member.id).where(Member.fingerprint == fingerprint)
        if await session.scalar(known) is not None:
            return
        codes = {grant.region for player in CAST for grant in player.grants}
        regions = {region.code: region for region in await place_search.by_codes(session, codes)}
        past = _Past(session, config, vault, now)
        past.enrol(regions)
        past.happen()
        past.keep_watch()


class _Past:
    """Writes the past into one session."""

    def __init__(self, session: AsyncSession, config: Config, vault: Vault, now: datetime) -> None:
        self._session = session
        self._config = config
        self._vault = vault
        self._now = now
        self._draws = RandomSource(_SEED)
        self._rng = self._draws.rng
        self._players: dict[int, Player] = {}  # by member
        self._monday = calendar.this_week(now, characters.ZONE).monday
        self._first_day = self._monday - 7 * WEEKS * _DAY
        # Both hold for the last full week and for the week that runs.
        self._lost_at = _at(self._monday - 4 * _DAY, _MORNING)
        self._silent_from = _at(self._monday - 10 * _DAY)
        staff = Staff(self._players, self._lost_at)
        self._responses = Responses(session, config, self._draws, staff)

    def enrol(self, regions: Mapping[str, Region]) -> None:
        """Enrol everybody, the day before the story begins."""
        for player in CAST:
            member = enrolment.enrol(
                self._session,
                telegram_id=player.telegram_id,
                name=player.name,
                language="id",
                now=_at(self._first_day - _DAY, _MORNING),
                vault=self._vault,
            )
            member.id = self._draws.id(member.created_at)
            self._grant(member, player, regions)
            self._players[member.id] = player
            if not player.reachable:
                self._lose(member)

    def _grant(self, member: Member, player: Player, regions: Mapping[str, Region]) -> None:
        since = member.created_at
        for held in player.grants:
            region = regions[held.region]
            grants.grant(
                self._session, member, held.role, region, now=since, by=None, config=self._config
            )
        for grant in member.grants:
            grant.id = self._draws.id(since)
        member.next_daily_at = member.next_weekly_at = None
        for grant in member.grants:  # counted from now: the past is not owed
            digest_hours.schedule(member, grant.role, characters.ZONE, self._config, self._now)

    def _lose(self, member: Member) -> None:
        """Let a test page show that nothing reaches them any more."""
        member.unreachable_at = at = self._lost_at
        test = TestPage(id=self._draws.id(at), member_id=member.id, created_at=at, failed_at=at)
        self._session.add(test)

    def happen(self) -> None:
        """Write all incidents, the oldest first."""
        drawn = [(at, category, self._village(at)) for at, category in self._moments()]
        plotted = [
            (_at(self._monday, timedelta(days=day - 7 * weeks, hours=hour)), category, village)
            for weeks, day, hour, category, village in plot.PLOT
        ]
        for at, category, village in sorted([*drawn, *plotted]):
            calm = _DAY if village == characters.CALM_TODAY else CALM
            if at < self._now - calm:
                self._happens(at, self._config.categories[category], village)

    def _moments(self) -> Iterator[tuple[datetime, str]]:
        for number in range(7 * (WEEKS + 1)):
            day = self._first_day + number * _DAY
            for _ in range(self._rng.randint(*_PER_DAY[day.weekday()])):
                dark = self._rng.random() < _AFTER_DARK[day.weekday()]
                begins, lasts = (_EVENING, _LONG) if dark else (_MORNING, _EVENING - _MORNING)
                weights = {code: often[dark] for code, often in plot.OFTEN.items()}
                yield (
                    _at(day, begins + lasts * self._rng.random()),
                    self._draws.one_of(weights),
                )

    def _village(self, at: datetime) -> str:
        silent = characters.SILENT if at >= self._silent_from else None
        return self._draws.one_of(
            {code: often for code, often in plot.SHARES.items() if code != silent}
        )

    def _happens(self, at: datetime, category: Category, village: str) -> None:
        incident = Incident(
            id=self._draws.id(at),
            ticket=f"KT-{''.join(self._rng.choices(ALPHABET, k=TICKET_LENGTH))}",
            village_code=village,
            category=category.code,
            severity=category.severity,
            status=RECORDED,
            opened_at=at,
        )
        report = self._report(incident, category)
        self._session.add_all([incident, report])
        threat, local = report.threat, calendar.local(at, characters.ZONE).time()
        night = paging_rules.is_night(local)
        if paging_rules.asks_ongoing(category, threat=threat, night=night):
            report.ongoing = category.is_confidential or self._rng.random() < _GOES_ON
        ongoing = report.ongoing
        if paging_rules.pages(
            category, ongoing=ongoing, threat=threat, night=night, emergency=False
        ):
            self._responses.page(incident)
        elif at < self._now - STILL_OPEN:
            self._responses.work(incident)

    def _report(self, incident: Incident, category: Category) -> Report:
        """Let somebody who lives there write it."""
        number, at = self._draws.id(incident.opened_at), incident.opened_at
        writer = self._rng.choice(self._writers(incident.village_code))
        anonymous = self._rng.random() < _ANONYMOUS
        hidden = anonymous or category.hides_reporter
        named = alias.anonymous_alias if hidden else alias.alias
        text = self._words(category)
        return Report(
            id=number,
            author=ReportAuthor(id=new_id(), report_id=number, member_id=writer),
            ticket=incident.ticket,
            incident_id=incident.id,
            alias=named(self._vault.alias_key, incident.id, writer),
            anonymous=anonymous,
            village_code=incident.village_code,
            category=incident.category,
            severity=incident.severity,
            text=text,
            threat=self._config.triage.classify(text).threat,
            written_at=at - self._way(),
            created_at=at,
        )

    def _writers(self, village: str) -> list[int]:
        roles = {Role.RESIDENT, Role.WATCH}
        players = self._players.items()
        return [member for member, one in players if one.home == village and one.role in roles]

    def _words(self, category: Category) -> str:
        line, place = (
            self._rng.choice(plot.LINES[category.code]),
            self._rng.choice(plot.PLACES),
        )
        return line.format(place=place, n=self._rng.randint(4, 12))

    def _way(self) -> timedelta:
        """Return how long a message was on its way; where the signal is poor, long."""
        late = self._rng.random() < _LATE
        return self._rng.uniform(18, 45) * _MINUTE if late else self._rng.uniform(0.1, 1) * _MINUTE

    def keep_watch(self) -> None:
        """Let the posts say that all is well, on nearly every night before this one."""
        nights = (calendar.watch_date(self._now, characters.ZONE) - self._first_day).days
        for night in (self._first_day + number * _DAY for number in range(nights)):
            for member, player in self._players.items():
                if player.role == Role.WATCH and self._rng.random() < _WATCH_WRITES:
                    self._session.add(self._situation(member, player, night))

    def _situation(self, member: int, player: Player, night: date) -> Situation:
        at = _at(night, timedelta(hours=22) + _LONG * self._rng.random())
        return Situation(
            id=self._draws.id(at),
            member_id=member,
            village_code=player.home,
            watch_date=night,
            on_watch=self._rng.randint(3, 7),
            created_at=at,
        )


def _at(day: date, after: timedelta = timedelta()) -> datetime:
    """Return the moment ``after`` midnight of a day in the village, in UTC."""
    return (datetime.combine(day, time(), ZoneInfo(characters.ZONE)) + after).astimezone(UTC)
