"""Hands over the open alerts of somebody who goes off duty or whose post ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from bot import outbox
from bot.domain import alert_transfer, escalation
from bot.domain.oncall import first_called
from bot.domain.policy import from_document
from bot.models import Alert, Incident, Lane
from bot.services.alerts import (
    alert_events,
    alert_notifications,
    alert_state,
    paging,
    reporter_notifications,
)
from bot.services.alerts.alert_events import EventKind, record
from bot.services.reports import report_authors
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.oncall import Holder
    from bot.models import Member


async def in_hand(session: AsyncSession, member_id: int) -> Sequence[Alert]:
    """Return what a member has taken and not closed, paged or not, the oldest first."""
    theirs = (
        select(Alert)
        .join(Alert.incident)
        .where(Alert.holder_id == member_id, Alert.status.in_(escalation.HELD))
        .options(contains_eager(Alert.incident).joinedload(Incident.village))
        .options(contains_eager(Alert.incident).joinedload(Incident.alert))
        .order_by(Incident.opened_at, Incident.id)
    )
    return (await session.scalars(theirs)).all()


async def followers(session: AsyncSession, alert: Alert, member_id: int) -> list[Holder]:
    """Return who would be called first if a member who is off duty handed an alert over."""
    people = await role_holders.holders(session, alert.incident.village_code)
    reporters = await report_authors.members_of(session, alert.incident_id)
    called = first_called(from_document(alert.policy), people, reporters)
    return [holder for holder in called if holder.member_id != member_id]


async def hand_over(session: AsyncSession, member: Member, *, now: datetime) -> int:
    """Hand over all alerts that an off-duty member holds; return how many went.

    Each begins anew by its policy, at once; what nobody else could be called for stays.
    """
    handed = 0
    for alert in await in_hand(session, member.id):
        following = await followers(session, alert, member.id)
        if following:
            handed += await _hand_over(session, alert, member, following, now=now)
    return handed


async def _hand_over(
    session: AsyncSession,
    alert: Alert,
    member: Member,
    following: Sequence[Holder],
    *,
    now: datetime,
) -> bool:
    """Start a new run of one alert; of one that pages nobody, tell whoever would be paged."""
    state = alert_state.read(alert)
    released = alert_transfer.release(state, now, by=member.id, run=alert.run)
    if released.stale is not None:
        return False
    office = alert_events.office(member.held, alert.incident.village_code)
    record(session, alert, EventKind.HANDED_OVER, now=now, by=member.id, office=office)
    alert_state.write(alert, released.state)
    await reporter_notifications.notify_reporters(session, alert, EventKind.HANDED_OVER, now=now)
    paged = await paging.page_due_step(session, alert, now=now)
    await alert_notifications.edit_cards(session, alert, now=now)
    await paging.show_photos(session, alert, paged, now=now)
    if alert.quiet:
        _tell(session, alert, following, EventKind.HANDED_OVER, now)
    return True


async def release_unreachable(session: AsyncSession, member_id: int, *, now: datetime) -> None:
    """Release the unpaged reports held by a member who cannot be reached.

    What pages asks its holder at the end of the lease, and goes on without them.
    """
    for alert in await in_hand(session, member_id):
        if alert.quiet:
            await release_unpaged(session, alert, why=EventKind.GONE, now=now)


async def release_unpaged(
    session: AsyncSession, alert: Alert, *, now: datetime, why: EventKind = EventKind.LEFT
) -> None:
    """Release unpaged reports whose holder's post has ended, or who cannot be reached.

    Whoever would be called first is told, or its reporters that nobody is.
    """
    holder = alert.holder_id or 0
    record(session, alert, why, now=now, by=holder)
    alert_state.write(alert, escalation.force_lapse(alert_state.read(alert), now).state)
    await alert_notifications.edit_cards(session, alert, now=now)
    following = await followers(session, alert, holder)
    _tell(session, alert, following, why, now)
    if following:
        await reporter_notifications.notify_reporters(session, alert, "going_on", now=now)
    else:
        await reporter_notifications.notify_unread(session, alert.incident_id, now=now)


def _tell(
    session: AsyncSession, alert: Alert, people: Sequence[Holder], event: EventKind, now: datetime
) -> None:
    """Tell who follows; to be told opens it to whoever only stands in."""
    for holder in people:
        to, of = holder.member_id, alert.incident_id
        outbox.promise(session, "told", to, now=now, lane=Lane.NOTICE, subject=of, event=event)
