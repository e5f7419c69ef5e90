"""Silent hours: when ordinary news for somebody arrives without a sound; pages never do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import calendar
from bot.models import Lane

if TYPE_CHECKING:
    from datetime import datetime

    from bot.models import Delivery, Member

MAY_BE_SILENT = frozenset({Lane.NOTICE, Lane.DIGEST})
_HOUR = 60  # minutes


def choose(member: Member, since: int, until: int, zone: str) -> None:
    """Let ordinary news be silent from one minute of the day to another, by a zone's clocks."""
    member.silent_from, member.silent_until, member.silent_zone = since, until, zone


def follow(member: Member, zone: str) -> None:
    """Let somebody's silent hours, if they chose any, go by a zone's clocks."""
    if member.silent_zone is not None:
        member.silent_zone = zone


def end(member: Member) -> None:
    """Let all news make a sound again."""
    member.silent_from = member.silent_until = member.silent_zone = None


def chosen(member: Member) -> tuple[int, int, str] | None:
    """Return from which minute of the day to which, and by whose clocks; None: never."""
    since, until, zone = member.silent_from, member.silent_until, member.silent_zone
    return None if since is None or until is None or zone is None else (since, until, zone)


def applies(delivery: Delivery, now: datetime) -> bool:
    """Tell whether a message makes no sound, since its reader chose so for this hour.

    What calls people, and what answers somebody, always does.
    """
    hours = chosen(delivery.recipient)
    if hours is None or delivery.lane not in MAY_BE_SILENT:
        return False
    since, until, zone = hours
    here = calendar.local(now, zone)
    minute = here.hour * _HOUR + here.minute
    if since <= until:
        return since <= minute < until
    return minute >= since or minute < until
