"""What a coordinator oversees: the alerts under way in a region, and the codes given there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import false, or_, select

from bot.domain import access
from bot.domain.escalation import UNDER_WAY, AlertStatus
from bot.models import Incident, Invitation
from bot.places.region_filters import inside, outermost
from bot.services.alerts.case_lookup import KNOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant

MOST = 500  # lines of a list; beyond that a region has other worries


async def alerts(session: AsyncSession, regions: Collection[str]) -> Sequence[Incident]:
    """Return the incidents that called people and are not over, unanswered first, then the oldest.

    Confidential ones are among them: whoever shows the list leaves them out.
    """
    wanted = (
        select(Incident)
        .where(
            inside(Incident.village_code, regions),
            Incident.status.in_(UNDER_WAY),
            Incident.merged_into_id.is_(None),
            Incident.alert.has(quiet=False),
        )
        .options(*KNOWN)
        .order_by(Incident.status != AlertStatus.OPEN, Incident.opened_at, Incident.id)
    )
    return (await session.scalars(wanted.limit(MOST))).all()


async def codes(session: AsyncSession, grants: Collection[Grant]) -> Sequence[Invitation]:
    """Return the codes that somebody with these posts could give, whoever did, newest first."""
    regions = {role: _where_given(role, grants) for role in access.GIVEN}
    ours = or_(
        *(
            (Invitation.role == role) & inside(Invitation.region_code, codes)
            for role, codes in regions.items()
            if codes
        ),
        false(),
    )
    newest = select(Invitation).where(ours).order_by(Invitation.created_at.desc())
    found = await session.scalars(newest.order_by(Invitation.id.desc()).limit(MOST))
    return found.all()


def _where_given(role: str, grants: Collection[Grant]) -> list[str]:
    """Return the outermost regions in which these posts give a role."""
    return outermost(one.region for one in grants if role in access.GIVES.get(one.role, ()))
