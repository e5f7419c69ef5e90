"""An alert passes on: to a new run, another village, another holder, or another incident.

Like those of :mod:`bot.domain.escalation` these transitions never raise for a press that comes too
late.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.escalation import AlertStatus, Stale, Transition, stale_reason, start
from bot.domain.outcomes import MERGED

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.escalation import AlertState


def reopen(state: AlertState, now: datetime, *, run: int) -> Transition:
    """Begin again from the first step, at once: the reporter says it is not over."""
    if state.run != run:
        return Transition(state, Stale.OLD_CARD)
    if state.outcome == MERGED:
        return Transition(state, Stale.MERGED)
    if state.status is not AlertStatus.CLOSED:
        return Transition(state, Stale.NOT_CLOSED)
    return Transition(start(now, run=state.run + 1, quiet=state.quiet))


def move(state: AlertState, now: datetime, *, by: int, run: int) -> Transition:
    """Begin again in the right village, at once: "Bukan wilayah saya"."""
    if stale := stale_reason(state, by, run):
        return Transition(state, stale)
    return Transition(start(now, run=state.run + 1, quiet=state.quiet))


def release(state: AlertState, now: datetime, *, by: int, run: int) -> Transition:
    """Begin again from the first step, at once: its holder hands it over ("Serahkan")."""
    if stale := stale_reason(state, by, run):
        return Transition(state, stale)
    if not state.is_held:
        return Transition(state, Stale.NOT_YOURS)
    return Transition(start(now, run=state.run + 1, quiet=state.quiet))


def reassign(state: AlertState, now: datetime, *, run: int, keeps_holder: bool) -> Transition:
    """Pass to whom another kind names, in a new run.

    Whoever holds it goes on where they read it still; else it begins at the first step, at once.
    """
    if stale := stale_reason(state, None, run):
        return Transition(state, stale)
    if state.is_held and keeps_holder:
        return Transition(replace(state, run=state.run + 1))
    return Transition(start(now, run=state.run + 1, quiet=state.quiet))


def begin_paging(state: AlertState, now: datetime) -> Transition:
    """Page from the first step, at once, for what paged nobody until now; a new run begins."""
    if not state.quiet or state.status is AlertStatus.CLOSED:
        return Transition(state, Stale.NOT_DUE)
    return Transition(start(now, run=state.run + 1))


def merge(state: AlertState, now: datetime) -> Transition:
    """End it as an incident of its own: what is said of it stands in another one from now on.

    The caller keeps how it stood, by which :func:`split` lets it go on.
    """
    if state.status is AlertStatus.CLOSED:
        return Transition(state, Stale.ALREADY_CLOSED)
    ended = replace(state, status=AlertStatus.CLOSED, next_at=None, asked=False)
    return Transition(replace(ended, outcome=MERGED, closed_at=now))


def split(state: AlertState, before: AlertState, now: datetime) -> Transition:
    """Go on as it stood ``before`` it was merged; what came due meanwhile is due at once."""
    if state.outcome != MERGED:
        return Transition(state, Stale.NOT_CLOSED)
    next_at = None if before.next_at is None else max(before.next_at, now)
    return Transition(replace(before, next_at=next_at, outcome=None, closed_at=None))
