"""The columns in which an alert's state stands: written here and nowhere else.

What comes next is a transition of :mod:`bot.domain.escalation` (or of :mod:`bot.domain.reopening`,
for what was closed); :func:`write` puts down what it returned.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import update
from sqlalchemy.orm.attributes import set_committed_value

from bot.domain import escalation
from bot.domain.escalation import AlertState, AlertStatus
from bot.models import Alert, Incident, new_id
from bot.models.new_rows import new_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.ext.asyncio import AsyncSession


def read(alert: Alert) -> AlertState:
    """Return an alert's state. ``alert.incident`` is loaded."""
    return AlertState(
        status=AlertStatus(alert.status),
        position=alert.position,
        run=alert.run,
        holder=alert.holder_id,
        next_at=alert.next_at,
        asked=alert.asked,
        quiet=alert.quiet,
        outcome=alert.incident.outcome,
        closed_at=alert.incident.closed_at,
    )


def write(alert: Alert, state: AlertState) -> None:
    """Write a state down, in the alert and, for whoever counts, in its incident (loaded)."""
    for column, value in columns(state).items():
        setattr(alert, column, value)
    write_unopened(alert.incident, state)


def columns(state: AlertState) -> Mapping[str, Any]:
    """Return what stands in the columns of an alert in this state."""
    return {
        "status": state.status,
        "position": state.position,
        "run": state.run,
        "holder_id": state.holder,
        "next_at": state.next_at,
        "asked": state.asked,
        "quiet": state.quiet,
    }


def to_json(state: AlertState) -> dict[str, Any]:
    """Return a state as JSON, to be kept while it is another's."""
    due = None if state.next_at is None else state.next_at.isoformat()
    return {**columns(state), "next_at": due}


def from_json(kept: Mapping[str, Any]) -> AlertState:
    """Return the state that :func:`to_json` wrote down."""
    due = kept["next_at"]
    return AlertState(
        status=AlertStatus(kept["status"]),
        position=kept["position"],
        run=kept["run"],
        holder=kept["holder_id"],
        next_at=None if due is None else datetime.fromisoformat(due),
        asked=kept["asked"],
        quiet=kept["quiet"],
    )


def read_unopened(incident: Incident) -> AlertState:
    """Return the state of what paged nobody and nobody has opened: it has no alert yet."""
    begun = escalation.start(incident.opened_at, quiet=True)
    if incident.status != AlertStatus.CLOSED:
        return begun
    over = replace(begun, status=AlertStatus.CLOSED, outcome=incident.outcome)
    return replace(over, closed_at=incident.closed_at)


def write_unopened(incident: Incident, state: AlertState) -> None:
    """Write down the state of what has no alert."""
    incident.status = state.status
    incident.outcome, incident.closed_at = state.outcome, state.closed_at


def create(
    session: AsyncSession,
    incident: Incident,
    policy: dict[str, Any],
    state: AlertState,
    *,
    priority: int = 0,
    now: datetime,
) -> Alert:
    """Return an incident's new alert in the state in which it begins."""
    alert = new_row(
        Alert,
        {"incident": incident},
        id=new_id(),
        incident_id=incident.id,
        policy=policy,
        version=1,
        started_at=now,
        priority=priority,
        **columns(state),
    )
    set_committed_value(incident, "alert", alert)
    session.add(alert)
    write_unopened(incident, state)
    return alert


async def claim(session: AsyncSession, alert_id: int, now: datetime) -> bool:
    """Take what is due of an alert, so that no other process does. False: nothing is due.

    What was due stays so, from ``now``: the state is another only by the transition that follows.
    """
    claimed = (
        update(Alert)
        .where(Alert.id == alert_id, Alert.status != AlertStatus.CLOSED, Alert.next_at <= now)
        .values(next_at=now)
        .returning(Alert.id)
    )
    return await session.scalar(claimed) is not None


def note_first_answer(incident: Incident, now: datetime) -> None:
    """Write down that a human answered; only the first counts."""
    if incident.answered_at is None:
        incident.answered_at = now
