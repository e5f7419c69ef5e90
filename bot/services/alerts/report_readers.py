"""Whether anybody reads a report now: what its writer is told of it must not promise more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.escalation import AlertStatus
from bot.services.alerts import alert_access, alert_events, paging
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Incident
    from bot.settings import Config


async def unread(
    session: AsyncSession, incidents: Collection[Incident], config: Config
) -> Collection[int]:
    """Return the incidents that called nobody and that no reachable member may answer."""
    quiet = [one for one in incidents if one.status == AlertStatus.RECORDED]
    there = await role_holders.holders_of(session, [one.village_code for one in quiet])
    return {
        one.id
        for one in quiet
        if not alert_access.anybody_works(
            paging.policy_snapshot(one, config), there[one.village_code], one.village_code
        )
    }


async def anybody(session: AsyncSession, incident: Incident, config: Config) -> bool:
    """Tell whether somebody reads an incident (``incident.alert`` is loaded), or was reached."""
    if incident.status == AlertStatus.OPEN and incident.alert is not None:
        return not await alert_events.reaches_nobody(session, incident.alert)
    return not await unread(session, [incident], config)
