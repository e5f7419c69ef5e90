"""Reopens a closed alert: undone by whoever closed it, or opened again by somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import reopening
from bot.domain.policy import from_document
from bot.services.alerts import (
    alert_notifications,
    alert_state,
    false_report_audit,
    lifecycle,
    paging,
    reporter_notifications,
    similar_cards,
)
from bot.services.alerts.alert_events import EventKind, load_events, record

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.escalation import Stale
    from bot.models import Alert
    from bot.services.alerts.alert_actions import AlertPress

ENDS = (
    *(EventKind.CLOSED, EventKind.NO_INCIDENT, EventKind.MISTAKEN),
    *(EventKind.REOPENED, EventKind.RESUMED, EventKind.TAKEN_BACK),
)


async def resume(
    session: AsyncSession, alert: Alert, press: AlertPress, *, now: datetime
) -> Stale | None:
    """Open a closed alert again ("Buka lagi"). None: it is done.

    Whoever closed it a moment ago takes that back: it stands as before, and what nobody had taken,
    or whoever had it answers no more, pages on. Anybody else, or later, it is the presser who holds
    it.
    """
    policy, state = from_document(alert.policy), alert_state.read(alert)
    if await _slipped(session, alert, press, now):
        again = reopening.take_back(policy, state, now, run=press.run)
    else:
        again = reopening.take_up(policy, state, now, by=press.by, run=press.run)
    if again.stale is not None:
        return again.stale
    record(session, alert, EventKind.RESUMED, now=now, by=press.by, office=press.office)
    false_report_audit.undone(session, alert.incident, f"member:{press.by}", now=now)
    back = await lifecycle.without_absent_holder(session, alert, again.state, now=now)
    alert_state.write(alert, back)
    paged = await paging.page_due_step(session, alert, now=now)
    await _tell_resumed(session, alert, press, paged, now)
    await paging.show_photos(session, alert, paged, now=now)
    return None


async def _tell_resumed(
    session: AsyncSession, alert: Alert, press: AlertPress, paged: set[int], now: datetime
) -> None:
    """Show it on the cards, and tell its reporters and whoever had been paged."""
    await alert_notifications.edit_cards(session, alert, now=now, but=press.own_card)
    await similar_cards.edit(session, alert.incident, now=now)
    told, by = str(EventKind.RESUMED), press.office
    if alert.holder_id is None:
        told, by = "going_on", None
    await reporter_notifications.notify_reporters(session, alert, told, now=now, by=by)
    await alert_notifications.notify_paged(
        session, alert, EventKind.RESUMED, now=now, but={*paged, press.by}
    )


async def _slipped(session: AsyncSession, alert: Alert, press: AlertPress, now: datetime) -> bool:
    """Tell whether it was the presser who closed it last, a moment ago."""
    ends = await load_events(session, [alert.incident_id], ENDS)
    last = ends[-1] if ends else None
    closed = last is not None and last.kind in {EventKind.CLOSED, EventKind.NO_INCIDENT}
    if last is None or not closed or last.member_id != press.by:
        return False
    return now - last.at <= reopening.TAKEN_BACK_WITHIN
