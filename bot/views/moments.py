"""Moments as they are shown: in the zone of the place they are about, always with its name.

What is about no single village, as somebody's own duty, is shown in every zone in which they serve.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.calendar import ZONES, local
from bot.services.reports.draft_facts import UNPLACED_ZONE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.locales import Say
    from bot.models import Region


def moment(say: Say, at: datetime, zone: str, now: datetime) -> str:
    """Return the hour, with its day where it is not today's."""
    today = local(at, zone).date() == local(now, zone).date()
    return say.clock(at, zone) if today else say.moment(at, zone)


def zones_of(regions: Iterable[Region]) -> list[str]:
    """Return the zones in which these regions lie, from west to east; at least one."""
    found = {region.zone for region in regions} or {UNPLACED_ZONE}
    return sorted(found, key=list(ZONES).index)


def clock(say: Say, at: datetime, zones: Iterable[str]) -> str:
    """Return the hour in each zone: ``20.00 WITA``, or ``19.00 WIB/20.00 WITA``."""
    return "/".join(say.clock(at, zone) for zone in zones)


def day_and_clock(say: Say, at: datetime, zones: Iterable[str]) -> str:
    """Return day and hour in each zone, in which the day may be another."""
    return "/".join(say.moment(at, zone) for zone in zones)
