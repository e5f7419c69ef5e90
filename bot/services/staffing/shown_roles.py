"""As what a reporter is shown: a role that so many hold in the village that it tells of nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from bot.domain import access
from bot.domain.access import Role
from bot.models import Member, MemberGrant, loaded_rows

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Draft
    from bot.settings import Config

# What one may be beside a resident, the most telling first.
_TELLING = (
    Role.WATCH,
    Role.FORUM,
    Role.CADRE,
    Role.VILLAGE_HEAD,
    Role.BABINSA,
    Role.OFFICER,
    Role.DEPUTY,
    Role.SUPERVISOR,
    Role.COORDINATOR,
)
_WITH_GRANTS = selectinload(Member.grants)


async def shown_role(session: AsyncSession, draft: Draft, config: Config) -> str | None:
    """Return the role under which a draft's writer (read by the edge) reports in its village.

    None where fewer than ``reporter.role_shown_from`` hold the role there now, and for a resident,
    whom the alias calls so: that costs no statement.
    """
    writer = await loaded_rows.get(session, Member, draft.member_id, _WITH_GRANTS)
    code = draft.village_code
    if writer is None or code is None:
        return None
    here = [grant.role for grant in writer.grants if access.covers(grant.region_code, code)]
    held = [role for role in here if role != Role.RESIDENT]
    known = [role for role in _TELLING if role in held]
    role = next(iter([*known, *held]), None)
    if role is None or await _holders(session, role, code) < config.limits.reporter.role_shown_from:
        return None
    return role


async def _holders(session: AsyncSession, role: str, village: str) -> int:
    return (
        await session.scalar(
            select(func.count(MemberGrant.member_id.distinct())).where(
                MemberGrant.role == role,
                MemberGrant.region_code.in_(access.ancestors(village)),
                MemberGrant.ended_at.is_(None),
            )
        )
        or 0
    )
