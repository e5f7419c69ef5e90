"""Edits the cards that name an incident as one that theirs may be, when that is so no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from bot.domain.escalation import AlertStatus
from bot.models import Alert, Incident
from bot.services.alerts import alert_notifications

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession


async def edit(session: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """Edit them: it was closed, opened again, moved, merged, or is of another kind.

    Several may name one, also from the village next door, and it need not name them.
    """
    await session.flush()
    naming = (
        select(Alert)
        .join(Alert.incident)
        .where(Incident.status != AlertStatus.CLOSED, Incident.id != incident.id)
        .where(or_(Incident.id == incident.similar_id, Incident.similar_id == incident.id))
        .order_by(Alert.id)
    )
    for alert in (await session.scalars(naming)).all():
        await alert_notifications.edit_cards(session, alert, now=now, receipts=False)
