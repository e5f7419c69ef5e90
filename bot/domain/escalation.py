"""The escalation of an alert as pure transitions: page, acknowledge, renew, lapse, close.

No function here raises for a press that comes too late: the state stays as it is, and a
:class:`Stale` says why, so that the presser can be told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.domain.outcomes import MERGED
from bot.domain.policy import Policy, step_at

LAST_RESORT_EVERY = timedelta(minutes=30)


class AlertStatus(StrEnum):
    """Where an alert stands."""

    RECORDED = "recorded"  # pages nobody, and nobody has taken it
    OPEN = "open"  # paging
    ACKNOWLEDGED = "acknowledged"
    EN_ROUTE = "en_route"
    CLOSED = "closed"


HELD = (AlertStatus.ACKNOWLEDGED, AlertStatus.EN_ROUTE)  # somebody has it
UNDER_WAY = (AlertStatus.OPEN, *HELD)  # it paged somebody, and is not over


class Stale(StrEnum):
    """Why a press or a tick changed nothing."""

    OLD_CARD = "old_card"  # the card is of a run before the alert was reopened or moved
    ALREADY_ACKNOWLEDGED = "already_acknowledged"  # by somebody else
    ALREADY_YOURS = "already_yours"
    ALREADY_CLOSED = "already_closed"
    NOT_CLOSED = "not_closed"
    MERGED = "merged"  # its reports were moved to another incident
    NOT_YOURS = "not_yours"  # only the holder renews
    NOT_DUE = "not_due"  # an answer came first, or time has not


class Due(StrEnum):
    """What is to be done about an alert whose ``next_at`` has passed."""

    STEP = "step"
    ASK = "ask"
    LAPSE = "lapse"


@dataclass(frozen=True, slots=True)
class AlertState:
    """The columns of an alert that change.

    ``position``: the step that comes next, counted over all rounds. ``run`` counts from 1 and
    grows when the alert is reopened or moved. ``next_at``: when something is due (UTC); None:
    nothing is. ``asked``: the holder was asked "masih ditangani?" and has not answered. ``quiet``:
    it pages nobody until a further report does, and its holder has no lease. ``outcome``,
    ``closed_at``: how and when a closed one ended.
    """

    status: AlertStatus
    position: int
    run: int
    holder: int | None
    next_at: datetime | None
    asked: bool
    quiet: bool = False
    outcome: str | None = None
    closed_at: datetime | None = None

    @property
    def is_held(self) -> bool:
        """Tell whether somebody has acknowledged it, or is on the way."""
        return self.status in {AlertStatus.ACKNOWLEDGED, AlertStatus.EN_ROUTE}


class Transition(NamedTuple):
    """The state after, and where nothing changed: why."""

    state: AlertState
    stale: Stale | None = None


def start(now: datetime, *, run: int = 1, quiet: bool = False) -> AlertState:
    """Return a new alert: its first step is due at once; a quiet one has nothing due."""
    if quiet:
        return AlertState(AlertStatus.RECORDED, 0, run, None, None, asked=False, quiet=True)
    return AlertState(AlertStatus.OPEN, 0, run, None, now, asked=False)


def due(state: AlertState, now: datetime) -> Due | None:
    """Return what is due at ``now``, if anything."""
    if state.next_at is None or state.next_at > now:
        return None
    if state.status is AlertStatus.OPEN:
        return Due.STEP
    return Due.LAPSE if state.asked else Due.ASK


def advance(
    policy: Policy, state: AlertState, now: datetime, *, reached: bool = True
) -> Transition:
    """Advance one step; the next is due a delay from now, so that an outage causes no burst.

    The caller pages ``step_at(policy, state.position)`` of the state *before*. After a step that
    ``reached`` nobody the next is due at once. Once the steps are exhausted each one is a last
    resort, and the position counts on, so that no two of them share a position.
    """
    if due(state, now) is not Due.STEP:
        return Transition(state, Stale.NOT_DUE)
    step = step_at(policy, state.position)
    delay = step.delay if step else LAST_RESORT_EVERY
    at_once = step is not None and not reached
    next_at = now if at_once else now + delay
    return Transition(replace(state, position=state.position + 1, next_at=next_at))


def make_due(state: AlertState, now: datetime) -> Transition:
    """Make the next step of a paging alert due at once: there is somebody new to reach."""
    if state.status is not AlertStatus.OPEN or due(state, now):
        return Transition(state, Stale.NOT_DUE)
    return Transition(replace(state, next_at=now))


def suspend(state: AlertState) -> Transition:
    """Suspend an alert after a restore or an import: nothing is due until somebody takes it up.

    Nobody knows whether its holder still works on it, so it is released.
    """
    if state.next_at is None:
        return Transition(state, Stale.NOT_DUE)
    status = AlertStatus.OPEN if state.is_held else state.status
    return Transition(replace(state, status=status, holder=None, next_at=None, asked=False))


def shift_back(state: AlertState, now: datetime, *, by: timedelta) -> Transition:
    """Move ``next_at`` back by ``by``, the clock having been set back to ``now``."""
    if state.next_at is None or state.next_at <= now:
        return Transition(state, Stale.NOT_DUE)
    return Transition(replace(state, next_at=max(state.next_at - by, now)))


def skip_wait(state: AlertState, now: datetime, *, run: int, position: int) -> Transition:
    """Make the next step due at once: nobody whom the step at ``position`` paged can be reached.

    If a later step was taken, or somebody answered meanwhile, nothing changes.
    """
    is_newest = state.run == run and state.position == position + 1
    if state.status is not AlertStatus.OPEN or not is_newest or due(state, now):
        return Transition(state, Stale.NOT_DUE)
    return Transition(replace(state, next_at=now))


def acknowledge(
    policy: Policy, state: AlertState, now: datetime, *, by: int, run: int
) -> Transition:
    """Acknowledge the alert: nobody else is paged while the lease holds.

    From a holder who was asked whether they still work on it, it counts as yes.
    """
    if stale := stale_reason(state, by, run):
        return Transition(state, stale)
    if state.is_held and not state.asked:
        return Transition(state, Stale.ALREADY_YOURS)
    status = state.status if state.is_held else AlertStatus.ACKNOWLEDGED
    return Transition(_lease(policy, state, now, status, by))


def en_route(policy: Policy, state: AlertState, now: datetime, *, by: int, run: int) -> Transition:
    """Say that one is on the way; takes the alert where nobody has, and renews the lease."""
    if stale := stale_reason(state, by, run):
        return Transition(state, stale)
    if state.status is AlertStatus.EN_ROUTE and not state.asked:
        return Transition(state, Stale.ALREADY_YOURS)
    return Transition(_lease(policy, state, now, AlertStatus.EN_ROUTE, by))


def renew(policy: Policy, state: AlertState, now: datetime, *, by: int, run: int) -> Transition:
    """Answer "masih ditangani?" with yes: the lease begins anew."""
    if stale := stale_reason(state, by, run):
        return Transition(state, stale)
    if not state.is_held:
        return Transition(state, Stale.NOT_YOURS)
    renewed = _lease(policy, state, now, state.status, by)
    if state.next_at is None or renewed.next_at is None or state.asked:
        return Transition(renewed)
    is_second_tap = renewed.next_at - state.next_at < policy.grace
    return Transition(state, Stale.ALREADY_YOURS) if is_second_tap else Transition(renewed)


def ask_at_lease_end(policy: Policy, state: AlertState, now: datetime) -> Transition:
    """Ask the holder, once, whether they still work on it; the grace period runs from now."""
    if due(state, now) is not Due.ASK:
        return Transition(state, Stale.NOT_DUE)
    return Transition(replace(state, asked=True, next_at=now + policy.grace))


def lapse(state: AlertState, now: datetime) -> Transition:
    """Take the alert from a holder who did not answer: its next step is due at once."""
    if due(state, now) is not Due.LAPSE:
        return Transition(state, Stale.NOT_DUE)
    return force_lapse(state, now)


def force_lapse(state: AlertState, now: datetime) -> Transition:
    """Take the alert from its holder before the lease ends, since they can no longer answer it."""
    if not state.is_held:
        return Transition(state, Stale.NOT_DUE)
    if state.quiet:
        return Transition(start(now, run=state.run, quiet=True))
    return Transition(
        replace(state, status=AlertStatus.OPEN, holder=None, next_at=now, asked=False)
    )


def close(
    state: AlertState, now: datetime, outcome: str, *, by: int | None, run: int
) -> Transition:
    """Close it with an outcome. ``by`` None: not by the holder (the reporter's "Salah kirim").

    The holder is kept, as part of the history.
    """
    if stale := stale_reason(state, by, run):
        return Transition(state, stale)
    ended = replace(state, status=AlertStatus.CLOSED, next_at=None, asked=False)
    return Transition(replace(ended, outcome=outcome, closed_at=now))


def stale_reason(state: AlertState, by: int | None, run: int) -> Stale | None:
    """Return why a press no longer counts (an older run, or somebody was quicker), or None."""
    if state.run != run:
        return Stale.OLD_CARD
    if state.status is AlertStatus.CLOSED:
        return Stale.MERGED if state.outcome == MERGED else Stale.ALREADY_CLOSED
    if state.is_held and by is not None and by != state.holder:
        return Stale.ALREADY_ACKNOWLEDGED
    return None


def _lease(
    policy: Policy, state: AlertState, now: datetime, status: AlertStatus, by: int
) -> AlertState:
    next_at = None if state.quiet else now + policy.lease
    return replace(state, status=status, holder=by, next_at=next_at, asked=False)
