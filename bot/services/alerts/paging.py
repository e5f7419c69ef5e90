"""Pages people: whoever an alert's step names gets a page, queued in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot import outbox
from bot.domain import escalation
from bot.domain.category import Severity
from bot.domain.escalation import Due
from bot.domain.oncall import called_beside, on_call, told_beside, without
from bot.domain.policy import (
    for_recipients,
    from_document,
    is_exhausted,
    to_document,
)
from bot.models import Delivery, Lane
from bot.services.alerts import (
    alert_notifications,
    alert_state,
    reporter_notifications,
    status_edits,
)
from bot.services.alerts.alert_events import EventKind, load_events, record
from bot.services.alerts.unanswered_notice import tell_unanswered
from bot.services.reports import pictures, report_authors
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.category import Category
    from bot.domain.oncall import Holder
    from bot.domain.policy import Policy
    from bot.models import Alert, Incident
    from bot.services.alerts.alert_events import EventFacts
    from bot.settings import Config


def policy_snapshot(incident: Incident, config: Config) -> dict[str, Any]:
    """Return the policy that an incident's alert keeps, whatever the operator changes later."""
    return policy_document(config.category(incident.category), incident.severity, config)


def policy_document(category: Category, severity: str, config: Config) -> dict[str, Any]:
    """Return, as JSON, the policy of alerts of a category and a severity."""
    policy = config.policy(Severity(severity))
    return {
        **to_document(for_recipients(policy, category.recipients)),
        "recipients": list(category.recipients),
        "confidential": category.is_confidential,
    }


async def page_due_step(
    session: AsyncSession, alert: Alert, *, now: datetime, reporters: Collection[int] | None = None
) -> set[int]:
    """Page the step that is due; return the members paged. ``alert.incident`` is loaded.

    1. A step that names nobody who can be reached, or only the reporter, is recorded and skipped
       at once, until somebody is paged. If the last resort reaches nobody, the reporter is told.
    2. When the last resort is paged because nobody answered, the reporter is told once.
    """
    state, paged = alert_state.read(alert), set[int]()
    if escalation.due(state, now) is not Due.STEP:
        return paged
    policy = from_document(alert.policy)
    people = await role_holders.holders(session, alert.incident.village_code)
    if reporters is None:
        reporters = await report_authors.members_of(session, alert.incident_id)
    while escalation.due(state, now) is Due.STEP:
        called = called_beside(policy, state.position, people, reporters)
        is_last = is_exhausted(policy, state.position)
        if is_last:
            await tell_unanswered(session, alert, called, reporters=reporters, now=now)
        alarm = is_last and not _anybody(policy, without(people, reporters))
        _page(session, alert, called, position=state.position, alarm=alarm, now=now)
        paged.update(holder.member_id for holder in called)
        if is_last and not called:
            await _nobody_at_all(session, alert, now)
        state = escalation.advance(policy, state, now, reached=bool(called)).state
    alert_state.write(alert, state)
    return paged


def inform(
    session: AsyncSession,
    incident: Incident,
    people: Iterable[Holder],
    *,
    run: int,
    now: datetime,
) -> None:
    """Send each of ``people``, once for each run, a notice that they need not answer."""
    for member in dict.fromkeys(holder.member_id for holder in people if not holder.unreachable):
        key = f"told:{incident.id}:{run}:{member}"
        outbox.promise(
            session, "told", member, now=now, lane=Lane.NOTICE, subject=incident.id, key=key
        )


async def inform_recipients(
    session: AsyncSession, alert: Alert, know: Collection[int | None], *, now: datetime
) -> None:
    """Inform, once for each run, the recipients of an alert who are not paged.

    ``know``: members who hear of it anyway, and get no notice.
    """
    people = await informed_holders(
        session, alert.incident, alert.policy["recipients"], paged=not alert.quiet
    )
    others = [holder for holder in people if holder.member_id not in know]
    inform(session, alert.incident, others, run=alert.run, now=now)


async def informed_holders(
    session: AsyncSession, incident: Incident, recipients: Collection[str], *, paged: bool
) -> list[Holder]:
    """Return who is informed of an incident besides those paged, with a stand-in for a unit."""
    people = await role_holders.holders(session, incident.village_code)
    return told_beside(recipients, people, paged=paged)


async def paged_members(session: AsyncSession, alert: Alert) -> set[int]:
    """Return the members who were paged in the alert's present run, or are about to be."""
    await session.flush()
    of_run = Delivery.subject_id == alert.id, Delivery.run == alert.run
    pages = select(Delivery.recipient_id).where(Delivery.kind == "page", *of_run)
    return set(await session.scalars(pages))


async def members_with_card(session: AsyncSession, alert: Alert) -> set[int]:
    """Return the members who have an alert's card: they were paged for it, or have opened it."""
    return await paged_members(session, alert) | await alert_notifications.members_shown(
        session, alert
    )


async def show_photos(
    session: AsyncSession,
    alert: Alert,
    members: Collection[int],
    *,
    now: datetime,
    photos: Collection[int] | None = None,
    followed: bool = True,
) -> None:
    """Owe ``members`` the incident's pictures that they have not been shown yet.

    Their card is sent again below the pictures, so that its buttons stay in view; with ``followed``
    False the caller does that. ``photos``: the ids, if known.
    """
    if photos is None and members:
        photos = await pictures.ids(session, alert.incident_id)
    seen = await _shown(session, photos) if photos and members else set[str | None]()
    owed = dict[int, None]()
    for photo in photos or ():
        for member in members:
            key = f"photo:{photo}:{member}"
            if key not in seen:
                owed[member] = None
                outbox.promise(
                    session, "photo", member, now=now, lane=Lane.NOTICE, subject=photo, key=key
                )
    if owed and followed:
        await alert_notifications.show_below_photos(session, alert, owed, now=now)


async def _shown(session: AsyncSession, photos: Collection[int]) -> set[str | None]:
    """Return the keys of the promises by which these pictures were or will be shown."""
    shown = Delivery.kind == "photo", Delivery.subject_id.in_(photos)
    return set(await session.scalars(select(Delivery.promise_key).where(*shown)))


def _page(
    session: AsyncSession,
    alert: Alert,
    called: Collection[Holder],
    *,
    position: int,
    alarm: bool,
    now: datetime,
) -> None:
    """Owe each a page: always a new message, because an edit makes no sound."""
    more = _of_page(alert, alarm=alarm, now=now)
    for holder in called:
        outbox.promise(
            session,
            "page",
            holder.member_id,
            now=now,
            key=f"page:{alert.id}:{alert.run}:{position}:{holder.member_id}",
            run=alert.run,
            position=position,
            office=f"{holder.role}@{holder.region}",
            **more,
        )
    step: EventFacts = {"run": alert.run, "position": position}
    if called:
        step["people"] = len(called)
        record(session, alert, EventKind.PAGED, now=now, **step)
    else:
        record(session, alert, EventKind.NOBODY, now=now, **step)


def _of_page(alert: Alert, *, alarm: bool, now: datetime) -> dict[str, Any]:
    """Return what all pages of a step share.

    A member who was shown the alert before keeps one card of it: the older ones point to this page
    once it has arrived. When an alert begins there are none, so none are looked for.
    """
    marks = {"alarm": alarm, "newest": alert.started_at < now}
    shared = {"lane": Lane.URGENT, "priority": alert.priority, "subject": alert.id}
    return {name: True for name, is_so in marks.items() if is_so} | shared


def _anybody(policy: Policy, people: Collection[Holder]) -> bool:
    """Tell whether any step of the policy would page somebody now."""
    return bool(on_call([target for step in policy.steps for target in step.targets], [*people]))


async def _nobody_at_all(session: AsyncSession, alert: Alert, now: datetime) -> None:
    """Record that nobody can be reached; tell the reporter once a run: call 110, we keep trying."""
    before = await load_events(session, [alert.incident_id], [EventKind.UNREACHED])
    record(session, alert, EventKind.UNREACHED, now=now, run=alert.run)
    if all(line.run != alert.run for line in before):
        await reporter_notifications.notify_reporters(session, alert, "nobody", now=now)
        await status_edits.owe(session, alert.incident_id, now=now)
