"""A closing that is not the end: taken back by whoever closed it, or opened again later."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.escalation import AlertStatus, Stale, Transition, acknowledge, start
from bot.domain.outcomes import MERGED

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.escalation import AlertState
    from bot.domain.policy import Policy

# So long whoever closed it takes it back as if nothing had been: a slip of the finger.
TAKEN_BACK_WITHIN = timedelta(minutes=10)


def take_back(policy: Policy, state: AlertState, now: datetime, *, run: int) -> Transition:
    """Undo a closing: who held it holds it again; what nobody held pages on from where it was."""
    if stale := _late(state, run):
        return Transition(state, stale)
    state = replace(state, outcome=None, closed_at=None)
    if state.holder is not None:
        held = replace(state, status=AlertStatus.ACKNOWLEDGED, asked=True)
        return acknowledge(policy, held, now, by=state.holder, run=run)
    if state.quiet:
        return Transition(start(now, run=run, quiet=True))
    return Transition(replace(state, status=AlertStatus.OPEN, next_at=now))


def take_up(policy: Policy, state: AlertState, now: datetime, *, by: int, run: int) -> Transition:
    """Open it again for oneself: whoever does holds it, and nobody is paged. A new run begins."""
    if stale := _late(state, run):
        return Transition(state, stale)
    begun = start(now, run=run + 1, quiet=state.quiet)
    return acknowledge(policy, begun, now, by=by, run=begun.run)


def overrule(state: AlertState, now: datetime) -> Transition:
    """Begin again from the first step, wherever it stands: who stands above undoes what was done.

    Never stale: the caller tells whether what is undone is still the newest.
    """
    return Transition(start(now, run=state.run + 1, quiet=state.quiet))


def _late(state: AlertState, run: int) -> Stale | None:
    if state.run != run:
        return Stale.OLD_CARD
    if state.outcome == MERGED:
        return Stale.MERGED
    return None if state.status is AlertStatus.CLOSED else Stale.NOT_CLOSED
