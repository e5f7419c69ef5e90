"""When digests come: at the hour that somebody chose, or else at the operator's."""

from __future__ import annotations

from collections import defaultdict
from datetime import time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select, update

from bot.domain import access, calendar
from bot.domain.access import DAILY_READERS, OFFICERS, WEEKLY_READERS
from bot.domain.calendar import Week
from bot.models import Member, MemberGrant, Region

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.settings import Config

MOST_AT_ONCE = 500  # members in one statement
_HOUR = 60  # minutes


class DigestKind(StrEnum):
    """How often a digest comes."""

    DAILY = "daily"
    WEEKLY = "weekly"


SPAN = {  # that a member's first digest tells of
    DigestKind.DAILY: timedelta(days=1),
    DigestKind.WEEKLY: timedelta(days=7),
}
READERS = {DigestKind.DAILY: DAILY_READERS, DigestKind.WEEKLY: WEEKLY_READERS}
DUE = {DigestKind.DAILY: Member.next_daily_at, DigestKind.WEEKLY: Member.next_weekly_at}
_MINUTE = {DigestKind.DAILY: Member.daily_minute, DigestKind.WEEKLY: Member.weekly_minute}
_STOPPED = {DigestKind.DAILY: Member.daily_stopped, DigestKind.WEEKLY: Member.weekly_stopped}


class _Waiting(NamedTuple):
    """For whom a digest waits: when it comes, by which clocks, at which chosen minute."""

    due: datetime | None
    zone: str
    minute: int | None


def gets(kind: DigestKind, grants: Collection[Grant]) -> bool:
    """Tell whether somebody with these posts gets digests of a kind."""
    return access.may(grants, READERS[kind], None)


def may_stop(kind: DigestKind, grants: Collection[Grant]) -> bool:
    """Tell whether somebody may do without: what pages nobody is read by officers each day."""
    return kind is DigestKind.WEEKLY or not access.may(grants, OFFICERS, None)


def stopped(member: Member, kind: DigestKind) -> bool:
    """Tell whether a member has switched digests of a kind off."""
    return bool(getattr(member, _STOPPED[kind].key))


def due(member: Member, kind: DigestKind) -> datetime | None:
    """Return when a member's next digest comes."""
    at: datetime | None = getattr(member, DUE[kind].key)
    return at


def hour(member: Member, kind: DigestKind, config: Config) -> time:
    """Return at which hour a member's digests come."""
    return _at(kind, getattr(member, _MINUTE[kind].key), config)


def following(
    kind: DigestKind, member: Member, after: datetime, zone: str, config: Config
) -> datetime:
    """Return when a member's first digest after a moment comes."""
    return _next(kind, getattr(member, _MINUTE[kind].key), after, zone, config)


def schedule(member: Member, role: str, zone: str, config: Config, now: datetime) -> None:
    """Let a member who got a post have its digests; what waits, or was switched off, stays."""
    for kind in DigestKind:
        if role in READERS[kind] and due(member, kind) is None and not stopped(member, kind):
            setattr(member, DUE[kind].key, following(kind, member, now, zone, config))


def choose(
    member: Member, kind: DigestKind, minute: int, zone: str, *, config: Config, now: datetime
) -> None:
    """Let a member's digests come at ``minute`` of the day, from the next one on."""
    setattr(member, _MINUTE[kind].key, minute)
    follow(member, kind, zone, config=config, now=now)


def follow(member: Member, kind: DigestKind, zone: str, *, config: Config, now: datetime) -> None:
    """Let what waits come at a member's hour by the clocks of ``zone``, where it is not put off."""
    waits, new = due(member, kind), following(kind, member, now, zone, config)
    if waits is not None and waits > now and _is_sooner(kind, new, waits, zone):
        setattr(member, DUE[kind].key, new)


def stop(member: Member, kind: DigestKind) -> None:
    """Let a member have no digests of a kind any more."""
    setattr(member, _STOPPED[kind].key, True)
    setattr(member, DUE[kind].key, None)


def resume(member: Member, kind: DigestKind, zone: str, config: Config, now: datetime) -> None:
    """Let a member have digests of a kind again."""
    setattr(member, _STOPPED[kind].key, False)
    if due(member, kind) is None:
        setattr(member, DUE[kind].key, following(kind, member, now, zone, config))


async def keep(session: AsyncSession, now: datetime, config: Config) -> int:
    """Let what waits come at the hours of ``config``, which may be others; return how many moved.

    A changed hour counts from the next one on. Where it has passed already on the day (in the
    week) for which one waits, that one comes at the old hour: it is not put off. What is due stays,
    and so does an hour that somebody chose. For whom nothing waits, though a post brings digests,
    the first is scheduled.
    """
    return sum([await _keep(session, kind, now, config) for kind in DigestKind])


async def _keep(session: AsyncSession, kind: DigestKind, now: datetime, config: Config) -> int:
    moves: defaultdict[tuple[datetime | None, datetime], list[int]] = defaultdict(list)
    for member_id, (waits, zone, minute) in (await _waiting(session, kind, now)).items():
        new = _next(kind, minute, now, zone, config)
        if waits is None or (new != waits and _is_sooner(kind, new, waits, zone)):
            moves[waits, new].append(member_id)
    for (waits, new), members in moves.items():
        for start in range(0, len(members), MOST_AT_ONCE):
            await _move(session, kind, members[start : start + MOST_AT_ONCE], waits, new)
    return sum(len(members) for members in moves.values())


async def _move(
    session: AsyncSession,
    kind: DigestKind,
    members: Collection[int],
    waits: datetime | None,
    new: datetime,
) -> None:
    column: ColumnElement[datetime | None] = DUE[kind]  # type: ignore[assignment]
    still = update(Member).where(Member.id.in_(members), column.is_not_distinct_from(waits))
    await session.execute(still.values({DUE[kind].key: new}))


async def _waiting(
    session: AsyncSession, kind: DigestKind, now: datetime
) -> Mapping[int, _Waiting]:
    """Return by member who gets digests of a kind; the zone of their largest region counts."""
    column = DUE[kind]
    rows = await session.execute(
        select(Member.id, column, _MINUTE[kind], Region.code, Region.zone)
        .join(MemberGrant, MemberGrant.member_id == Member.id)
        .join(Region, Region.code == MemberGrant.region_code)
        .where(
            (column > now) | column.is_(None),
            _STOPPED[kind].is_(False),
            Member.erased_at.is_(None),
            MemberGrant.role.in_(READERS[kind]),
            MemberGrant.ended_at.is_(None),
        )
    )
    ordered = sorted(rows, key=lambda row: str(row.code), reverse=True)
    return {member: _Waiting(waits, zone, minute) for member, waits, minute, _, zone in ordered}


def _is_sooner(kind: DigestKind, new: datetime, waits: datetime, zone: str) -> bool:
    """Tell whether a new moment lies in the day (the week) for which one waits, or before it."""
    return _day(kind, new, zone) <= _day(kind, waits, zone)


def _day(kind: DigestKind, at: datetime, zone: str) -> date:
    """Return the day, or the Monday of the week, in which a digest is due."""
    day = calendar.local(at, zone).date()
    return day if kind is DigestKind.DAILY else Week.of(day).monday


def _at(kind: DigestKind, minute: int | None, config: Config) -> time:
    if minute is not None:
        return time(*divmod(minute, _HOUR))
    daily, weekly = config.digests.daily.at, config.digests.weekly.at[1]
    return daily if kind is DigestKind.DAILY else weekly


def _next(
    kind: DigestKind, minute: int | None, after: datetime, zone: str, config: Config
) -> datetime:
    at = _at(kind, minute, config)
    if kind is DigestKind.DAILY:
        return calendar.next_daily(after, at, zone)
    return calendar.next_weekly(after, config.digests.weekly.at[0], at, zone)
