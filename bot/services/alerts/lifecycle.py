"""The life of an alert: begun by a report, escalated by time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect, select
from sqlalchemy.orm import joinedload

from bot import outbox
from bot.domain import escalation
from bot.domain.accusation import AGAINST
from bot.domain.escalation import AlertStatus, Due
from bot.domain.policy import from_document
from bot.models import Alert, Incident, Lane, Member
from bot.services.alerts import (
    alert_access,
    alert_notifications,
    alert_state,
    handover,
    paging,
    reporter_notifications,
    status_edits,
)
from bot.services.alerts.alert_events import EventKind, load_events, record
from bot.services.staffing import accused_officers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.domain.escalation import AlertState
    from bot.models import AlertEvent, Report
    from bot.settings import Config

NOT_PAGED = 0  # the run of what pages nobody


async def begin(
    session: AsyncSession,
    incident: Incident,
    report: Report,
    *,
    priority: int,
    config: Config,
    now: datetime,
) -> Alert:
    """Start to page for a new incident; ``report.attachments`` holds its pictures.

    1. The policy is written down as it stands now. ``priority``: see :class:`Alert`.
    2. The first step that names somebody is taken in this very transaction.
    3. Who is told rather than paged is told; the pictures follow the page.
    """
    policy, begun = paging.policy_snapshot(incident, config), escalation.start(now)
    alert = alert_state.create(session, incident, policy, begun, priority=priority, now=now)
    own = {report.writer} if report.writer is not None else set[int]()
    paged = await paging.page_due_step(session, alert, now=now, reporters=own)
    await paging.inform_recipients(session, alert, {*paged, report.writer}, now=now)
    photos = [photo.id for photo in report.attachments]
    await paging.show_photos(session, alert, paged, now=now, photos=photos)
    return alert


async def inform_unpaged(
    session: AsyncSession, incident: Incident, report: Report, *, config: Config, now: datetime
) -> None:
    """Inform the recipients of a report that pages nobody, once; officers have it in the digest."""
    category = config.category(incident.category)
    people = await paging.informed_holders(session, incident, category.recipients, paged=False)
    others = [holder for holder in people if holder.member_id != report.writer]
    paging.inform(session, incident, others, run=NOT_PAGED, now=now)
    if category.code in AGAINST and not others and report.writer is not None:
        text = accused_officers.NOBODY_ABOVE
        outbox.promise(session, "sentence", report.writer, now=now, text=text, values={})


async def process_due(session: AsyncSession, alert_id: int, now: datetime, config: Config) -> None:
    """Process an alert whose ``next_at`` has passed: page, ask the holder, or let the lease lapse.

    1. It is claimed by a conditional UPDATE; if an answer came first, nothing is done.
    2. Its next step is due from now on, so that after an outage it climbs one step, not several.
    """
    del config  # an alert follows the policy that it took along
    claimed = await alert_state.claim(session, alert_id, now)
    alert = await load(session, alert_id) if claimed else None
    if alert is None:
        return
    state = alert_state.read(alert)
    if escalation.due(state, now) is Due.ASK:
        _ask(session, alert, now)
        return
    if escalation.due(state, now) is Due.LAPSE:
        await release_holder(session, alert, escalation.lapse(state, now).state, now=now)
    await page_next_step(session, alert, now)


async def load(session: AsyncSession, alert_id: int) -> Alert | None:
    """Return an alert with its incident and village; what the edge has read costs nothing."""
    known = joinedload(Alert.incident).joinedload(Incident.village)
    alert = await session.get(Alert, alert_id, options=[known])
    if alert is not None and "incident" in inspect(alert).unloaded:  # read before, by itself
        await session.scalars(select(Alert).where(Alert.id == alert_id).options(known))
    return alert


async def current_alert(session: AsyncSession, alert_id: int) -> Alert | None:
    """Return the alert that an alert was merged into, or the alert itself."""
    alert = await load(session, alert_id)
    while alert is not None and alert.incident.merged_into_id is not None:
        of_it = select(Alert.id).where(Alert.incident_id == alert.incident.merged_into_id)
        number = await session.scalar(of_it)
        alert = None if number is None else await load(session, number)
    return alert


async def release_unanswerable(
    session: AsyncSession, member: int, grants: Sequence[Grant], *, now: datetime
) -> None:
    """Release, and page on for, alerts that a member holds but may not answer by these grants."""
    theirs = (
        select(Alert)
        .where(Alert.holder_id == member, Alert.status != AlertStatus.CLOSED)
        .options(joinedload(Alert.incident).joinedload(Incident.village))
    )
    for alert in (await session.scalars(theirs)).all():
        if not await alert_access.answers(session, alert, member, grants):
            if alert.quiet:
                await handover.release_unpaged(session, alert, now=now)
                continue
            lapsed = escalation.force_lapse(alert_state.read(alert), now)
            await release_holder(session, alert, lapsed.state, now=now, why=EventKind.LEFT)
            await page_next_step(session, alert, now)


async def without_absent_holder(
    session: AsyncSession, alert: Alert, state: AlertState, *, now: datetime
) -> AlertState:
    """Return ``state`` for a reopened alert, without its holder if they can no longer answer it.

    While an alert is closed nobody checks whether its holder's post has ended or whether they can
    be reached. A quiet alert has no lease, so it would stay theirs for ever.
    """
    holder = state.holder
    if not state.is_held or holder is None:
        return state
    grants = (await alert_access.held_by(session, {holder}))[holder]
    answers = await alert_access.answers(session, alert, holder, grants)
    lost = select(Member.id).where(Member.id == holder, Member.unreachable_at.is_not(None))
    if answers and not (state.quiet and await session.scalar(lost)):
        return state
    why = EventKind.GONE if answers else EventKind.LEFT
    record(session, alert, why, now=now, by=holder)
    return escalation.force_lapse(state, now).state


async def retry_unreached(
    session: AsyncSession, member_id: int, grants: Sequence[Grant], *, now: datetime
) -> None:
    """Page again for alerts that reached nobody, since this member can be reached now."""
    alerts = await alert_access.open_alerts(session, member_id, grants)
    last: dict[int, AlertEvent] = {}
    kinds = (EventKind.PAGED, EventKind.UNREACHED)
    for line in await load_events(session, [alert.incident_id for alert in alerts], kinds):
        last[line.incident_id] = line
    for alert in alerts:
        newest = last.get(alert.incident_id)
        unreached = newest is not None and newest.kind == EventKind.UNREACHED
        if unreached and alert.status == AlertStatus.OPEN:
            await _wake(session, alert, now)
        elif alert.status == AlertStatus.OPEN:  # they may have been called, and are named again
            await status_edits.owe(session, alert.incident_id, now=now)


async def resume_paging(session: AsyncSession, alert: Alert, *, now: datetime) -> bool:
    """Page on for an alert that an import or a restore suspended. False: it is not suspended.

    A suspended alert (open, ``next_at`` NULL) pages nobody until somebody reports that it goes on.
    """
    if alert.quiet or alert.status != AlertStatus.OPEN or alert.next_at is not None:
        return False
    await _wake(session, alert, now)
    return True


async def _wake(session: AsyncSession, alert: Alert, now: datetime) -> None:
    alert_state.write(alert, escalation.make_due(alert_state.read(alert), now).state)
    await page_next_step(session, alert, now)


async def page_next_step(session: AsyncSession, alert: Alert, now: datetime) -> None:
    """Page the step that is due, and send its people the pictures; receipts say who is called."""
    paged = await paging.page_due_step(session, alert, now=now)
    if paged:
        await status_edits.owe(session, alert.incident_id, now=now)
    await paging.show_photos(session, alert, paged, now=now)


def _ask(session: AsyncSession, alert: Alert, now: datetime) -> None:
    """Ask the holder, in a new message, whether they are still working on it."""
    policy = from_document(alert.policy)
    asked = escalation.ask_at_lease_end(policy, alert_state.read(alert), now)
    alert_state.write(alert, asked.state)
    record(session, alert, EventKind.ASKED, now=now, by=alert.holder_id)
    if alert.holder_id is not None:
        outbox.promise(
            session,
            "lease",
            alert.holder_id,
            now=now,
            lane=Lane.URGENT,
            priority=alert.priority,
            subject=alert.id,
            run=alert.run,
            newest=True,
        )


async def release_holder(
    session: AsyncSession,
    alert: Alert,
    state: AlertState,
    *,
    now: datetime,
    why: EventKind = EventKind.LAPSED,
) -> None:
    """Record that a holder no longer has an alert, and tell everybody concerned."""
    record(session, alert, why, now=now, by=alert.holder_id)
    alert_state.write(alert, state)
    await alert_notifications.edit_cards(session, alert, now=now)
    await reporter_notifications.notify_reporters(session, alert, "going_on", now=now)
