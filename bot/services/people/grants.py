"""Which role holds for whom, and where: what is given, by whom, and where a member lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access
from bot.domain.open_question import VillageQuestion
from bot.models import Member, MemberGrant, Region, new_id
from bot.places import data
from bot.services import audit
from bot.services.digests import digest_hours, digest_zones
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.services.people.pending_posts import Carried
    from bot.settings import Config

GRANTED = "granted"


def give(
    session: AsyncSession,
    member: Member,
    given: Carried,
    *,
    now: datetime,
    by: int | None,
    config: Config,
) -> None:
    """Let several roles hold, but those that do; of several villages none is taken for a home."""
    homeless = member.village_code is None
    villages = {region.code for _, region in given if region.level == data.VILLAGE}
    for role, region in given:
        if access.Grant(role, region.code) not in member.held:
            grant(session, member, role, region, now=now, by=by, config=config)
    if homeless and len(villages) > 1:
        member.village = member.village_code = None


def grant(  # noqa: PLR0913 - a grant is who, what, where, when, by whom
    session: AsyncSession,
    member: Member,
    role: str,
    region: Region,
    *,
    now: datetime,
    by: int | None,
    config: Config,
) -> None:
    """Let ``role`` hold in ``region`` (``grants`` and ``village`` are loaded)."""
    held = MemberGrant(
        id=new_id(),
        member_id=member.id,
        role=role,
        region_code=region.code,
        granted_at=now,
        granted_by=by,
    )
    session.add(held)
    member.grants.append(held)
    if member.village_code is None and region.level == data.VILLAGE:
        settle(member, region)
    digest_hours.schedule(member, role, region.zone, config, now)
    digest_zones.follow_post(member, region, config=config, now=now)
    post = f"{role}@{region.code}"
    audit.write(session, actor(by), GRANTED, f"member:{member.id}", now, post)
    role_holders.forget(session)


def actor(member_id: int | None) -> str:
    """Return who gives a role: a member by a code of theirs, or whoever has the command line."""
    return f"member:{member_id}" if member_id is not None else "operator"


def settle(member: Member, village: Region) -> None:
    """Set a member's home village; an open question for it counts as answered."""
    member.village, member.village_code = village, village.code
    if isinstance(member.awaiting, VillageQuestion):
        member.awaiting = None
