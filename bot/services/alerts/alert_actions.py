"""What officers do with an alert: each act is on the state that the pressed card showed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import update

from bot.domain import alert_transfer, escalation
from bot.domain.escalation import Stale
from bot.domain.outcomes import NO_INCIDENT
from bot.domain.policy import from_document
from bot.models import Report
from bot.services import audit
from bot.services.alerts import (
    alert_notifications,
    alert_state,
    paging,
    relay,
    reporter_notifications,
    similar_cards,
    supervisor_review,
)
from bot.services.alerts.alert_events import EventKind, load_events, record, record_and_return

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.escalation import AlertState, Transition
    from bot.models import Alert, AlertEvent, Region
    from bot.services.alerts.alert_events import EventFacts
    from bot.settings import Config


@dataclass(frozen=True, slots=True)
class AlertPress:
    """Who pressed, in which office (``role@region``), on a card of which run.

    ``saw_holder``: the card showed that somebody holds the alert. ``card``: its message, which
    whoever handles the press brings up to date.
    """

    by: int
    office: str | None
    run: int
    saw_holder: bool = False
    card: int | None = None

    @property
    def own_card(self) -> tuple[int, int] | None:
        """Return member and message of the pressed card."""
        return (self.by, self.card) if self.card is not None else None


async def acknowledge(
    session: AsyncSession, alert: Alert, press: AlertPress, *, now: datetime
) -> Stale | None:
    """Take the alert: nobody else is paged while the lease holds. None: it is done."""
    policy, state = from_document(alert.policy), alert_state.read(alert)
    taken = escalation.acknowledge(policy, state, now, by=press.by, run=press.run)
    return await _answer(session, alert, press, taken, EventKind.ACKNOWLEDGED, now)


async def en_route(
    session: AsyncSession, alert: Alert, press: AlertPress, *, now: datetime
) -> Stale | None:
    """Say that one is on the way; where somebody else holds it, as help, without taking it over."""
    policy, state = from_document(alert.policy), alert_state.read(alert)
    going = escalation.en_route(policy, state, now, by=press.by, run=press.run)
    if going.stale is Stale.ALREADY_ACKNOWLEDGED:
        return await _help(session, alert, press, now)
    return await _answer(session, alert, press, going, EventKind.EN_ROUTE, now)


async def renew(
    session: AsyncSession, alert: Alert, press: AlertPress, *, now: datetime
) -> Stale | None:
    """Answer "masih ditangani?" with yes: the lease begins anew."""
    policy, state = from_document(alert.policy), alert_state.read(alert)
    renewed = escalation.renew(policy, state, now, by=press.by, run=press.run)
    if renewed.stale is None:
        alert_state.write(alert, renewed.state)
        record(session, alert, EventKind.RENEWED, now=now, by=press.by, office=press.office)
        await alert_notifications.edit_cards(session, alert, now=now, but=press.own_card)
    return renewed.stale


async def close(
    session: AsyncSession,
    alert: Alert,
    press: AlertPress,
    outcome: str,
    *,
    now: datetime,
    why: str | None = None,
) -> Stale | None:
    """Close the alert with an outcome of OUTCOMES, NO_INCIDENT or FALSE_REPORT (``why``).

    Somebody else than the holder may, but not by a card that did not show the holder yet.
    """
    by = None if press.saw_holder else press.by
    closed = escalation.close(alert_state.read(alert), now, outcome, by=by, run=press.run)
    if closed.stale is not None:
        return closed.stale
    kind = EventKind.NO_INCIDENT if outcome == NO_INCIDENT else EventKind.CLOSED
    act = record_and_return(session, alert, kind, now=now, by=press.by, **_facts(press, why))
    _audit(session, alert, press, outcome, why, now)
    alert_state.write(alert, closed.state)
    alert_state.note_first_answer(alert.incident, now)
    await alert_notifications.edit_cards(session, alert, now=now, but=press.own_card)
    await similar_cards.edit(session, alert.incident, now=now)
    await _tell_end(session, alert, kind, press, outcome, now=now)
    if supervisor_review.is_doubtful(alert, outcome):
        await _have_reviewed(session, alert, act, press, now=now)
    return None


async def _tell_end(
    session: AsyncSession,
    alert: Alert,
    kind: EventKind,
    press: AlertPress,
    outcome: str,
    *,
    now: datetime,
) -> None:
    """Tell its reporters, and whoever it was passed on to, that it is over."""
    result = None if kind == EventKind.NO_INCIDENT else outcome
    await reporter_notifications.notify_reporters(
        session, alert, kind, now=now, outcome=result, by=press.office
    )
    await relay.tell_end(session, alert, now=now)


async def _have_reviewed(
    session: AsyncSession, alert: Alert, act: AlertEvent, press: AlertPress, *, now: datetime
) -> None:
    village, office = alert.incident.village_code, press.office
    await supervisor_review.notify_supervisors(
        session, alert, act, office=office, village=village, now=now
    )


def _audit(
    session: AsyncSession,
    alert: Alert,
    press: AlertPress,
    outcome: str,
    why: str | None,
    now: datetime,
) -> None:
    """Write down who called a report false, and why; any other outcome stands in its history."""
    if why is not None:
        subject = f"incident:{alert.incident_id}"
        audit.write(session, f"member:{press.by}", outcome, subject, now, why)


def _facts(press: AlertPress, why: str | None) -> EventFacts:
    """Return what stands with a closing: who did it as what, and why it is called false."""
    facts: EventFacts = {"office": press.office}
    if why is not None:
        facts["about"] = why
    return facts


async def move(
    session: AsyncSession,
    alert: Alert,
    press: AlertPress,
    village: Region,
    *,
    config: Config,
    now: datetime,
) -> Stale | None:
    """Hand it to the village where it happened, and page there at once ("Bukan wilayah saya").

    1. The incident and its reports are the new village's, by the policy as it stands now.
    2. Old cards show where it went, and their readers and the reporter are told.
    3. A new run begins: presses on cards of the old one change nothing any more.
    """
    moved = alert_transfer.move(alert_state.read(alert), now, by=press.by, run=press.run)
    if moved.stale is not None:
        return moved.stale
    old = alert.incident.village_code
    alert.policy = paging.policy_snapshot(alert.incident, config)
    act, paged = await hand_to(session, alert, moved.state, village, press, now=now)
    await alert_notifications.notify_paged(session, alert, "moved", now=now, but={*paged, press.by})
    await reporter_notifications.notify_reporters(session, alert, "moved", now=now)
    await paging.show_photos(session, alert, paged, now=now)
    await paging.inform_recipients(session, alert, paged, now=now)
    if supervisor_review.is_beyond(old, village.code):
        await supervisor_review.notify_supervisors(
            session, alert, act, office=press.office, village=old, now=now
        )
    return None


async def hand_to(
    session: AsyncSession,
    alert: Alert,
    state: AlertState,
    village: Region,
    press: AlertPress,
    *,
    now: datetime,
) -> tuple[AlertEvent, set[int]]:
    """Let a new run begin in a village; return the line of it, and who was paged."""
    act = record_and_return(
        session,
        alert,
        EventKind.MOVED,
        now=now,
        by=press.by,
        run=state.run,
        from_village=alert.incident.village_code,
        to_village=village.code,
    )
    await _place(session, alert, village)
    alert_state.write(alert, state)
    paged = await paging.page_due_step(session, alert, now=now)
    await alert_notifications.edit_cards(session, alert, now=now, but=press.own_card)
    await similar_cards.edit(session, alert.incident, now=now)
    return act, paged


def outdated(alert: Alert, press: AlertPress) -> Stale | None:
    """Tell why a card offers nothing any more, or None."""
    return escalation.stale_reason(alert_state.read(alert), None, press.run)


def movable(alert: Alert, press: AlertPress, now: datetime) -> Stale | None:
    """Tell why an alert cannot be handed to another village, or None."""
    return alert_transfer.move(alert_state.read(alert), now, by=press.by, run=press.run).stale


async def _answer(
    session: AsyncSession,
    alert: Alert,
    press: AlertPress,
    answer: Transition,
    kind: EventKind,
    now: datetime,
) -> Stale | None:
    if answer.stale is not None:
        return answer.stale
    alert_state.write(alert, answer.state)
    record(session, alert, kind, now=now, by=press.by, office=press.office)
    alert_state.note_first_answer(alert.incident, now)
    await alert_notifications.edit_cards(session, alert, now=now, but=press.own_card)
    await reporter_notifications.notify_reporters(session, alert, kind, now=now, by=press.office)
    return None


async def _help(
    session: AsyncSession, alert: Alert, press: AlertPress, now: datetime
) -> Stale | None:
    """Note, once a run, that somebody comes to help the holder."""
    opened = (EventKind.HELP, EventKind.REOPENED, EventKind.RESUMED, EventKind.MOVED)
    before = await load_events(session, [alert.incident_id], opened)
    for line in reversed(before):
        if line.kind != EventKind.HELP:
            break
        if line.member_id == press.by:
            return Stale.ALREADY_YOURS
    record(session, alert, EventKind.HELP, now=now, by=press.by, office=press.office)
    await alert_notifications.edit_cards(session, alert, now=now, but=press.own_card)
    await reporter_notifications.notify_reporters(
        session, alert, EventKind.EN_ROUTE, now=now, by=press.office
    )
    return None


async def _place(session: AsyncSession, alert: Alert, village: Region) -> None:
    alert.incident.village, alert.incident.village_code = village, village.code
    await session.flush()
    await session.execute(
        update(Report)
        .where(Report.incident_id == alert.incident_id)
        .values(village_code=village.code)
    )
