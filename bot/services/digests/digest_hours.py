"""When digests come: at the hour that somebody chose, or else at the operator's."""

from __future__ import annotations

from datetime import time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain import access, calendar
from bot.domain.access import DAILY_READERS, OFFICERS, WEEKLY_READERS
from bot.domain.calendar import Week
from bot.models import Member

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from bot.domain.access import Grant
    from bot.settings import Config

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
MINUTE = {DigestKind.DAILY: Member.daily_minute, DigestKind.WEEKLY: Member.weekly_minute}
STOPPED = {DigestKind.DAILY: Member.daily_stopped, DigestKind.WEEKLY: Member.weekly_stopped}


def gets(kind: DigestKind, grants: Collection[Grant]) -> bool:
    """Tell whether somebody with these posts gets digests of a kind."""
    return access.may(grants, READERS[kind], None)


def may_stop(kind: DigestKind, grants: Collection[Grant]) -> bool:
    """Tell whether somebody may do without: what pages nobody is read by officers each day."""
    return kind is DigestKind.WEEKLY or not access.may(grants, OFFICERS, None)


def stopped(member: Member, kind: DigestKind) -> bool:
    """Tell whether a member has switched digests of a kind off."""
    return bool(getattr(member, STOPPED[kind].key))


def due(member: Member, kind: DigestKind) -> datetime | None:
    """Return when a member's next digest comes."""
    at: datetime | None = getattr(member, DUE[kind].key)
    return at


def hour(member: Member, kind: DigestKind, config: Config) -> time:
    """Return at which hour a member's digests come."""
    return _at(kind, getattr(member, MINUTE[kind].key), config)


def following(
    kind: DigestKind, member: Member, after: datetime, zone: str, config: Config
) -> datetime:
    """Return when a member's first digest after a moment comes."""
    return upcoming(kind, getattr(member, MINUTE[kind].key), after, zone, config)


def schedule(member: Member, role: str, zone: str, config: Config, now: datetime) -> None:
    """Let a member who got a post have its digests; what waits, or was switched off, stays."""
    for kind in DigestKind:
        if role in READERS[kind] and due(member, kind) is None and not stopped(member, kind):
            setattr(member, DUE[kind].key, following(kind, member, now, zone, config))


def choose(
    member: Member, kind: DigestKind, minute: int, zone: str, *, config: Config, now: datetime
) -> None:
    """Let a member's digests come at ``minute`` of the day, from the next one on."""
    setattr(member, MINUTE[kind].key, minute)
    follow(member, kind, zone, config=config, now=now)


def follow(member: Member, kind: DigestKind, zone: str, *, config: Config, now: datetime) -> None:
    """Let what waits come at a member's hour by the clocks of ``zone``, where it is not put off."""
    waits, new = due(member, kind), following(kind, member, now, zone, config)
    if waits is not None and waits > now and is_sooner(kind, new, waits, zone):
        setattr(member, DUE[kind].key, new)


def stop(member: Member, kind: DigestKind) -> None:
    """Let a member have no digests of a kind any more."""
    setattr(member, STOPPED[kind].key, True)
    setattr(member, DUE[kind].key, None)


def resume(member: Member, kind: DigestKind, zone: str, config: Config, now: datetime) -> None:
    """Let a member have digests of a kind again."""
    setattr(member, STOPPED[kind].key, False)
    if due(member, kind) is None:
        setattr(member, DUE[kind].key, following(kind, member, now, zone, config))


def is_sooner(kind: DigestKind, new: datetime, waits: datetime, zone: str) -> bool:
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


def upcoming(
    kind: DigestKind, minute: int | None, after: datetime, zone: str, config: Config
) -> datetime:
    """Return when the first digest after a moment comes at ``minute``; None: the operator's."""
    at = _at(kind, minute, config)
    if kind is DigestKind.DAILY:
        return calendar.next_daily(after, at, zone)
    return calendar.next_weekly(after, config.digests.weekly.at[0], at, zone)
