"""An officer says what a report is about: it goes to whom that names, as urgently as that is.

What calls people goes on calling. Who may read it no more is seen to by the caller.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select, update

from bot.domain import alert_transfer, calendar, paging_rules
from bot.domain.category import Severity
from bot.domain.escalation import stale_reason
from bot.domain.oncall import called_at
from bot.domain.policy import from_document
from bot.domain.reclassification import offered
from bot.models import Delivery, Incident, Report, promise_data
from bot.services import audit
from bot.services.alerts import (
    alert_access,
    alert_notifications,
    alert_state,
    paging,
    reporter_notifications,
    similar_cards,
)
from bot.services.alerts.alert_events import EventKind, load_events, record
from bot.services.reports import report_authors
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.escalation import Stale
    from bot.models import Alert, AlertEvent
    from bot.services.alerts.alert_actions import AlertPress
    from bot.settings import Config

ACTION = "kind_changed"
KIND = EventKind.RECLASSIFIED


class NewKind(NamedTuple):
    """What an officer chose; ``calls``: it goes on, so that what called nobody does now."""

    code: str
    calls: bool = False


async def kinds(session: AsyncSession, incident: Incident, config: Config) -> Collection[str]:
    """Return the kinds to which an officer may change an incident."""
    return choices(incident, await load_events(session, [incident.id], [KIND]), config)


def choices(incident: Incident, events: Sequence[AlertEvent], config: Config) -> Collection[str]:
    """Return the kinds to which an officer may change an incident, by its loaded ``events``."""
    changes = [one.about for one in events if one.kind == KIND and one.about]
    came_as = changes[0] if changes else incident.category
    return offered(config.categories, incident.category, came_as)


async def reports_of(session: AsyncSession, incident_id: int) -> Sequence[Report]:
    """Return the reports of an incident, the oldest first."""
    of_it = select(Report).where(Report.incident_id == incident_id)
    return (await session.scalars(of_it.order_by(Report.created_at, Report.id))).all()


def may_call(
    alert: Alert, code: str, reports: Sequence[Report], *, config: Config, now: datetime
) -> bool:
    """Tell whether as this kind it would page people whom it has not paged yet."""
    local = calendar.local(now, alert.incident.village.zone).time()
    threat = any(one.threat for one in reports)
    kind = config.category(code)
    night = paging_rules.is_night(local)
    return alert.quiet and paging_rules.may_page(kind, threat=threat, night=night)


async def has_recipient(
    session: AsyncSession, incident: Incident, code: str, config: Config
) -> bool:
    """Tell whether anybody there works incidents of a kind."""
    wanted = Incident(category=code, severity=incident.severity)
    people = await role_holders.holders(session, incident.village_code)
    policy = paging.policy_snapshot(wanted, config)
    return alert_access.anybody_works(policy, people, incident.village_code)


async def change(
    session: AsyncSession,
    alert: Alert,
    press: AlertPress,
    to: NewKind,
    *,
    config: Config,
    now: datetime,
) -> Stale | None:
    """Change the kind of an incident and its reports (loaded). None: it is done.

    1. What pages stays as bad as it was, and whoever holds it goes on where they read it still.
    2. What has other recipients reaches them: they are paged, or told where it pages nobody.
       What called nobody and goes on pages from the first step.
    3. Where it has become worse, whoever was paged hears of it as of an addendum.
    4. Cards follow, those of the incident that it may be too.
    """
    if stale := stale_reason(alert_state.read(alert), None, press.run):
        return stale
    incident, before = alert.incident, alert.policy
    was, bad = incident.category, Severity(incident.severity)
    await _rename(session, alert, to, config)
    alert.policy = paging.policy_snapshot(incident, config)
    _note(session, alert, press, was, now=now)
    if (to.calls and alert.quiet) or _reads(before) != _reads(alert.policy):
        await notify_new_recipients(session, alert, press, calls=to.calls, now=now)
    elif not alert.quiet and Severity(incident.severity).rank > bad.rank:
        await notify_raised(session, alert, press, KIND, now=now)
    await edit_cards(session, alert, press, now=now)
    return None


def _note(
    session: AsyncSession, alert: Alert, press: AlertPress, was: str, *, now: datetime
) -> None:
    """Write down in the history and the audit what it ``was``, and who changed it."""
    incident = alert.incident
    record(session, alert, KIND, now=now, by=press.by, office=press.office, about=was)
    who, subject = f"member:{press.by}", f"incident:{incident.id}"
    audit.write(session, who, ACTION, subject, now, f"{was} -> {incident.category}")


def _reads(policy: alert_access.Policy) -> tuple[Sequence[str], bool]:
    return policy["recipients"], policy["confidential"]


async def _rename(session: AsyncSession, alert: Alert, to: NewKind, config: Config) -> None:
    """Write the kind down, and how bad its words are of that kind; what pages stays as bad."""
    incident, kind = alert.incident, config.category(to.code)
    reports = await reports_of(session, incident.id)
    text = reports[0].text if reports else ""
    guess = config.triage.classify(text)
    # Whoever lets it call has taken away what was in doubt.
    sure = replace(guess, is_doubtful=guess.is_doubtful and not to.calls)
    read = paging_rules.severity(sure, kind)
    worst = max(Severity(incident.severity), read, key=lambda one: one.rank)
    incident.category, incident.severity = to.code, read if alert.quiet else worst
    await session.flush()
    values = {"category": to.code} | ({"severity": read} if alert.quiet and not to.calls else {})
    await session.execute(update(Report).where(Report.incident_id == incident.id).values(**values))


async def notify_new_recipients(
    session: AsyncSession, alert: Alert, press: AlertPress, *, calls: bool, now: datetime
) -> None:
    """Page or inform the new kind's recipients; the holder keeps it if they may still read it."""
    state, had = alert_state.read(alert), await alert_notifications.members_shown(session, alert)
    asked = [(alert, member) for member in (state.holder, press.by) if member is not None]
    read = {member for _, member in await alert_access.readers(session, asked)}
    keeps = state.is_held and state.holder in read
    if calls and state.quiet:
        passed = alert_transfer.begin_paging(state, now).state
    else:
        passed = alert_transfer.reassign(state, now, run=press.run, keeps_holder=keeps).state
    alert_state.write(alert, passed)
    reporters = await report_authors.members_of(session, alert.incident_id)
    called = await paging.page_due_step(session, alert, now=now, reporters=reporters)
    if passed.is_held and not passed.quiet:
        called = await _first_called(session, alert) - had - reporters
        alert_notifications.notify_urgently(session, alert, called, KIND, now=now)
    know = called | reporters | await _told(session, alert.incident_id) | read
    await paging.inform_recipients(session, alert, know, now=now)
    await paging.show_photos(session, alert, called, now=now)
    if state.is_held and not passed.is_held:
        await reporter_notifications.notify_reporters(session, alert, "going_on", now=now)


async def _first_called(session: AsyncSession, alert: Alert) -> set[int]:
    """Return the members whom the first step of its policy pages."""
    people = await role_holders.holders(session, alert.incident.village_code)
    return {one.member_id for one in called_at(from_document(alert.policy), 0, people)}


async def _told(session: AsyncSession, incident_id: int) -> set[int]:
    """Return the members who were informed of an incident and still have that message."""
    told = select(Delivery).where(Delivery.kind == "told", Delivery.subject_id == incident_id)
    await session.flush()
    return {
        one.recipient_id
        for one in await session.scalars(told)
        if not promise_data.marks(one).withdrawn
    }


async def notify_raised(
    session: AsyncSession, alert: Alert, press: AlertPress, why: EventKind, *, now: datetime
) -> None:
    """Tell those who were paged, by a new message, that its severity was raised."""
    members = await paging.paged_members(session, alert) - {press.by}
    alert_notifications.notify_urgently(session, alert, members, why, now=now)


async def edit_cards(
    session: AsyncSession, alert: Alert, press: AlertPress, *, now: datetime
) -> None:
    """Edit its cards, and those of the similar incidents linked to it: they name its kind."""
    await similar_cards.edit(session, alert.incident, now=now)
    await alert_notifications.edit_cards(session, alert, now=now, but=press.own_card)
