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
    """Edit them: it was closed, opened again, moved, or is of another kind.

    They name each other, and several may name one. What names none is named by none, which costs
    no statement.
    """
    if incident.similar_id is None:
        return
    await session.flush()
    beside = (Incident.village_code == incident.village_code) & (Incident.similar_id == incident.id)
    naming = (
        select(Alert)
        .join(Alert.incident)
        .where(Incident.status != AlertStatus.CLOSED, Incident.id != incident.id)
        .where(or_(Incident.id == incident.similar_id, beside))
        .order_by(Alert.id)
    )
    for alert in (await session.scalars(naming)).all():
        await alert_notifications.edit_cards(session, alert, now=now, receipts=False)
