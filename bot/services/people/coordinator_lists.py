"""What a coordinator oversees: the alerts under way in a region, and the codes that they gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain import access
from bot.domain.escalation import UNDER_WAY, AlertStatus
from bot.models import Incident, Invitation
from bot.places.region_filters import inside
from bot.services.alerts.case_lookup import KNOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant

MOST = 500  # alerts under way at once; beyond that a region has other worries than a list


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


async def codes(
    session: AsyncSession, maker: int, grants: Collection[Grant]
) -> Sequence[Invitation]:
    """Return the codes that a member made and could make by the posts held now, newest first."""
    made = select(Invitation).where(Invitation.created_by == maker)
    found = await session.scalars(made.order_by(Invitation.created_at.desc(), Invitation.id.desc()))
    return [one for one in found if access.may_give(grants, one.role, one.region_code)]
