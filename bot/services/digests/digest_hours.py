"""The hours of digests: the member's own choice, or else the operator's (config/digests.toml)."""

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


SPAN = {  # the period that a member's first digest covers
    DigestKind.DAILY: timedelta(days=1),
    DigestKind.WEEKLY: timedelta(days=7),
}
READERS = {DigestKind.DAILY: DAILY_READERS, DigestKind.WEEKLY: WEEKLY_READERS}
DUE = {DigestKind.DAILY: Member.next_daily_at, DigestKind.WEEKLY: Member.next_weekly_at}
MINUTE = {DigestKind.DAILY: Member.daily_minute, DigestKind.WEEKLY: Member.weekly_minute}
STOPPED = {DigestKind.DAILY: Member.daily_stopped, DigestKind.WEEKLY: Member.weekly_stopped}


def receives(kind: DigestKind, grants: Collection[Grant]) -> bool:
    """Tell whether somebody with these posts receives digests of a kind."""
    return access.may(grants, READERS[kind], None)


def may_stop(kind: DigestKind, grants: Collection[Grant]) -> bool:
    """Tell whether somebody may stop them: an officer reads unpaged reports in the daily one."""
    return kind is DigestKind.WEEKLY or not access.may(grants, OFFICERS, None)


def stopped(member: Member, kind: DigestKind) -> bool:
    """Tell whether a member has switched digests of a kind off."""
    return bool(getattr(member, STOPPED[kind].key))


def next_due(member: Member, kind: DigestKind) -> datetime | None:
    """Return when a member's next digest is due (a column of the member)."""
    at: datetime | None = getattr(member, DUE[kind].key)
    return at


def hour(member: Member, kind: DigestKind, config: Config) -> time:
    """Return the hour of the day at which a member's digests come."""
    return _at(kind, getattr(member, MINUTE[kind].key), config)


def next_after(
    kind: DigestKind, member: Member, after: datetime, zone: str, config: Config
) -> datetime:
    """Return when a member's first digest after ``after`` is due."""
    return first_after(kind, getattr(member, MINUTE[kind].key), after, zone, config)


def schedule(member: Member, role: str, zone: str, config: Config, now: datetime) -> None:
    """Schedule the digests of a member who got a post; scheduled or stopped ones stay so."""
    for kind in DigestKind:
        if role in READERS[kind] and next_due(member, kind) is None and not stopped(member, kind):
            setattr(member, DUE[kind].key, next_after(kind, member, now, zone, config))


def set_minute(
    member: Member, kind: DigestKind, minute: int, zone: str, *, config: Config, now: datetime
) -> None:
    """Set the ``minute`` of the day at which a member's digests come, from the next one on."""
    setattr(member, MINUTE[kind].key, minute)
    reschedule(member, kind, zone, config=config, now=now)


def reschedule(
    member: Member, kind: DigestKind, zone: str, *, config: Config, now: datetime
) -> None:
    """Reschedule the next digest to the member's hour in ``zone``, but to no later day or week."""
    waits, new = next_due(member, kind), next_after(kind, member, now, zone, config)
    if waits is not None and waits > now and is_not_later(kind, new, waits, zone):
        setattr(member, DUE[kind].key, new)


def stop(member: Member, kind: DigestKind) -> None:
    """Stop a member's digests of a kind."""
    setattr(member, STOPPED[kind].key, True)
    setattr(member, DUE[kind].key, None)


def resume(member: Member, kind: DigestKind, zone: str, config: Config, now: datetime) -> None:
    """Resume a member's digests of a kind."""
    setattr(member, STOPPED[kind].key, False)
    if next_due(member, kind) is None:
        setattr(member, DUE[kind].key, next_after(kind, member, now, zone, config))


def is_not_later(kind: DigestKind, new: datetime, waits: datetime, zone: str) -> bool:
    """Tell whether ``new`` is in the same day (or week) as ``waits``, or in an earlier one."""
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


def first_after(
    kind: DigestKind, minute: int | None, after: datetime, zone: str, config: Config
) -> datetime:
    """Return when the first digest after ``after`` is due; ``minute`` None: the operator's hour."""
    at = _at(kind, minute, config)
    if kind is DigestKind.DAILY:
        return calendar.next_daily(after, at, zone)
    return calendar.next_weekly(after, config.digests.weekly.at[0], at, zone)
