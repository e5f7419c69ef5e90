"""By whose clocks somebody's digests and silent hours go: by those of the place that they serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.places import place_search
from bot.services.digests import digest_hours, digest_schedule, silent_hours
from bot.services.digests.digest_hours import DigestKind

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Member, Region
    from bot.settings import Config


def follow_post(member: Member, region: Region, *, config: Config, now: datetime) -> None:
    """Go by the clocks of a region where a member got a post, if it is the first of theirs."""
    for kind in DigestKind:
        if digest_schedule.digest_regions(kind, member.held)[:1] == [region.code]:
            _follow(member, kind, region.zone, config, now)


async def follow(session: AsyncSession, member: Member, *, config: Config, now: datetime) -> None:
    """Go by the clocks of what a member serves still, now that a post ended; of nothing: as now."""
    firsts = {kind: digest_schedule.digest_regions(kind, member.held)[:1] for kind in DigestKind}
    codes = [code for first in firsts.values() for code in first]
    zones = {one.code: one.zone for one in await place_search.by_codes(session, codes)}
    for kind, first in firsts.items():
        for code in first:
            _follow(member, kind, zones[code], config, now)


def _follow(member: Member, kind: DigestKind, zone: str, config: Config, now: datetime) -> None:
    digest_hours.reschedule(member, kind, zone, config=config, now=now)
    if kind is next(one for one in DigestKind if digest_hours.receives(one, member.held)):
        silent_hours.follow(member, zone)
