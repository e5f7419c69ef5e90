"""Who may see and answer which alert. A confidential one is shown to its recipients alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.domain import access
from bot.domain.access import ANY_UNIT, Role
from bot.domain.escalation import AlertStatus
from bot.domain.policy import target_role
from bot.models import Alert, Delivery, Incident
from bot.services.coverage import inside

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant

RESPONDERS = frozenset({Role.OFFICER, Role.DEPUTY, Role.SUPERVISOR})
ON_CALL = RESPONDERS | {ANY_UNIT}


async def answers(
    session: AsyncSession, alert: Alert, member_id: int, grants: Iterable[Grant]
) -> bool:
    """Tell whether a member may answer an alert (``alert.incident`` is loaded).

    By a role that covers the village, which costs nothing; else since they were paged for it.
    """
    return covers(alert, grants) or alert.id in await _paged(session, member_id, [alert.id])


def covers(alert: Alert, grants: Iterable[Grant]) -> bool:
    """Tell whether one of the grants lets its holder answer in the alert's village."""
    roles = _recipients(alert) if alert.policy["confidential"] else _answering(alert)
    return access.may(grants, roles, alert.incident.village_code)


async def open_alerts(
    session: AsyncSession, member_id: int, grants: Sequence[Grant]
) -> list[Alert]:
    """Return the open alerts that a member may answer, the most dangerous and oldest first."""
    regions = {grant.region for grant in grants if access.matches(grant.role, ON_CALL)}
    if not regions:
        return []
    found = await session.scalars(
        select(Alert)
        .join(Alert.incident)
        .where(Alert.status != AlertStatus.CLOSED, inside(Incident.village_code, regions))
        .options(joinedload(Alert.incident).joinedload(Incident.village))
        .order_by(Incident.opened_at, Incident.id)
    )
    alerts = list(found)
    hidden = [alert.id for alert in alerts if not covers(alert, grants)]
    paged = await _paged(session, member_id, hidden)
    return [alert for alert in alerts if alert.id not in hidden or alert.id in paged]


def _recipients(alert: Alert) -> frozenset[str]:
    """Return the roles of a category; a deputy counts where the officer does."""
    roles = frozenset(target_role(target)[0] for target in alert.policy["recipients"])
    return roles | {Role.DEPUTY} if Role.OFFICER in roles else roles


def _answering(alert: Alert) -> frozenset[str]:
    """Return who answers in the village: the responders, and the units that the policy pages."""
    paged = {target_role(target)[0] for step in alert.policy["steps"] for target in step["targets"]}
    return RESPONDERS | paged


async def _paged(session: AsyncSession, member_id: int, alerts: Collection[int]) -> set[int]:
    if not alerts:
        return set()
    pages = select(Delivery.subject_id).where(
        Delivery.kind == "page",
        Delivery.subject_id.in_(alerts),
        Delivery.recipient_id == member_id,
    )
    return {alert for alert in await session.scalars(pages) if alert is not None}
