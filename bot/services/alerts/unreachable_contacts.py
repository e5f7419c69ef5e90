"""Goes on with an alert whose contact or holder is unreachable or serves no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot import outbox
from bot.domain import escalation
from bot.domain.policy import from_document, is_exhausted
from bot.models import Alert, Delivery, Member
from bot.services.alerts import alert_state, status_edits
from bot.services.alerts.alert_events import EventKind, record
from bot.services.alerts.lifecycle import load, page_next_step, release_holder
from bot.services.reports import report_authors

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.services.alerts.alert_events import EventFacts


async def page_failed(session: AsyncSession, page: Delivery, *, gone: bool, now: datetime) -> None:
    """Go on at once where a page came back and nobody else of its step can be reached.

    A last resort's page that was refused for what it says would be refused again: it waits.
    """
    alert = await load(session, page.subject_id or 0)
    if alert is None or page.run is None or page.position is None:
        return
    step: EventFacts = {"run": page.run, "position": page.position}
    record(session, alert, EventKind.UNDELIVERED, now=now, by=page.recipient_id, **step)
    await status_edits.owe(session, alert.incident_id, now=now)  # they are called no more
    exhausted = is_exhausted(from_document(alert.policy), page.position)
    if (exhausted and not gone) or await _heard_by_others(session, alert, page):
        return
    await _page_on(session, alert, page, now=now)


async def page_recipient_left(session: AsyncSession, page: Delivery, *, now: datetime) -> None:
    """Go on at once where whoever was paged serves there no more, and nobody else was paged."""
    alert = await load(session, page.subject_id or 0)
    if alert is not None and not await _heard_by_others(session, alert, page):
        await _page_on(session, alert, page, now=now)


async def release_unreachable_holder(
    session: AsyncSession, alert_id: int, member: int, *, now: datetime
) -> None:
    """Let a lease lapse at once whose holder cannot even be asked."""
    alert = await load(session, alert_id)
    if alert is not None and alert.holder_id == member and alert.asked:
        lapsed = escalation.force_lapse(alert_state.read(alert), now)
        await release_holder(session, alert, lapsed.state, now=now)
        await page_next_step(session, alert, now)


async def _heard_by_others(session: AsyncSession, alert: Alert, page: Delivery) -> bool:
    """Tell whether another page of the same step has come or will come to somebody.

    Its reporter's own page is none: they knew before.
    """
    reporters = await report_authors.members_of(session, alert.incident_id)
    others = (
        select(Delivery.id)
        .join(Member, Member.id == Delivery.recipient_id)
        .where(
            Delivery.kind == "page",
            Delivery.subject_id == alert.id,
            Delivery.run == page.run,
            Delivery.position == page.position,
            Delivery.status.in_(outbox.OWED_OR_SENT),
            Delivery.id != page.id,
            Delivery.recipient_id.not_in(reporters),
            Member.unreachable_at.is_(None),
        )
    )
    return await session.scalar(others.limit(1)) is not None


async def _page_on(session: AsyncSession, alert: Alert, page: Delivery, *, now: datetime) -> None:
    """Go on where the page is of the newest step; one of which no step is known waits for time."""
    if page.run is None or page.position is None:
        return
    state = alert_state.read(alert)
    hastened = escalation.skip_wait(state, now, run=page.run, position=page.position)
    if hastened.stale is None:
        alert_state.write(alert, hastened.state)
        await page_next_step(session, alert, now)
