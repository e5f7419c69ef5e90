"""The audit of reports that were called false: who took it back, whichever way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.outcomes import FALSE_REPORT
from bot.services import audit

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Incident

UNDONE = f"{FALSE_REPORT}_undone"
REPORTER = "reporter"  # by no number: nothing but the report's own row joins it to a person


def undone(session: AsyncSession, incident: Incident, who: str, *, now: datetime) -> None:
    """Write down, before an incident is opened again, that it counts as false no more.

    Nothing of what was closed otherwise.
    """
    if incident.outcome == FALSE_REPORT:
        audit.write(session, who, UNDONE, f"incident:{incident.id}", now)
