"""Escalation policies: who is paged in which order, and what an alert takes along of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.domain.access import OFFICERS, ON_CALL, Level, Role, is_unit, matches, valid_role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_DURATION = re.compile(r"(\d{1,6})([smhd])", re.ASCII)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def parse_duration(text: str) -> timedelta:
    """Read ``90s``, ``5m``, ``2h`` or ``7d``. Raises ValueError with what is allowed."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        message = f'{text!r} is no duration; write for example "90s", "5m", "2h" or "7d"'
        raise ValueError(message)
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


@dataclass(frozen=True, slots=True)
class Step:
    """Who is paged together, and how long until the next step."""

    targets: tuple[str, ...]
    delay: timedelta


@dataclass(frozen=True, slots=True)
class Policy:
    """The steps, run once and ``repeat`` times again; then comes the last resort.

    ``lease``: how long an acknowledgement holds without progress. ``grace``: how long the holder
    has to answer "masih ditangani?" at its end.
    """

    name: str
    steps: tuple[Step, ...]
    repeat: int
    lease: timedelta
    grace: timedelta


@lru_cache(maxsize=256)  # asked for each alert and each post of whoever opens a list
def target_role(target: str) -> tuple[str, Level | None]:
    """Read a target: ``supervisor@district`` is a role at a level, ``officer`` at any.

    Raises ValueError with what is allowed.
    """
    role, at, level = target.partition("@")
    if not valid_role(role):
        message = f"{target!r} is no role; there are {', '.join(Role)} and unit:NAME"
        raise ValueError(message)
    if at and level not in tuple(Level):
        message = f"{target!r} names no level; after the @ write {', '.join(Level)}"
        raise ValueError(message)
    return role, Level(level) if at else None


def step_at(policy: Policy, position: int) -> Step | None:
    """Return the step at ``position``, counted over all rounds from 0; None: exhausted."""
    if is_exhausted(policy, position):
        return None
    return policy.steps[position % len(policy.steps)]


def is_exhausted(policy: Policy, position: int) -> bool:
    """Return whether every round of the steps is over: the last resort's turn."""
    return position >= len(policy.steps) * (policy.repeat + 1)


def for_recipients(policy: Policy, recipients: Sequence[str]) -> Policy:
    """Return the policy as an alert of a category with these recipients follows it.

    Where they lack ``officer``, those who work it (:func:`working`) stand in the place of
    ``officer`` and ``deputy``. A unit beside the officer is paged at step one. Supervisors and what
    else the operator wrote stay. A step left without anybody is dropped. Where all are supervisors
    they alone stand in every step: nobody below them hears of it.
    """
    if all(target_role(target)[0] == Role.SUPERVISOR for target in recipients):
        steps = tuple(replace(step, targets=_once(recipients)) for step in policy.steps)
    elif Role.OFFICER in recipients:
        steps = _with_units(policy.steps, recipients)
    else:
        steps = tuple(_stand_in(step, working(recipients)) for step in policy.steps)
    return replace(policy, steps=tuple(step for step in steps if step.targets))


def working(recipients: Sequence[str]) -> tuple[str, ...]:
    """Return the recipients who work a report: the police among them, or else all.

    Whoever is named beside the police is told of it.
    """
    police = tuple(one for one in recipients if matches(target_role(one)[0], ON_CALL))
    return police or tuple(recipients)


def told_once(recipients: Sequence[str], *, paged: bool) -> tuple[str, ...]:
    """Return the recipients who are told of a report, once, rather than paged.

    Where nothing pages, everybody is told but the officers, who read of it in the digest.
    Where recipients stand in for the officer, those who do are paged already.
    """
    if paged and Role.OFFICER not in recipients:
        return _once(role for role in recipients if role not in working(recipients))
    told = (role for role in recipients if role not in OFFICERS)
    return _once(role for role in told if not (paged and is_unit(role)))


def to_document(policy: Policy) -> dict[str, Any]:
    """Return the policy as plain data (seconds), for an alert to keep."""
    return {
        "name": policy.name,
        "repeat": policy.repeat,
        "lease": policy.lease.total_seconds(),
        "grace": policy.grace.total_seconds(),
        "steps": [
            {"targets": list(step.targets), "delay": step.delay.total_seconds()}
            for step in policy.steps
        ],
    }


def from_document(document: Mapping[str, Any]) -> Policy:
    """Return the policy that :func:`to_document` wrote down."""
    return Policy(
        name=document["name"],
        repeat=document["repeat"],
        lease=timedelta(seconds=document["lease"]),
        grace=timedelta(seconds=document["grace"]),
        steps=tuple(
            Step(tuple(step["targets"]), timedelta(seconds=step["delay"]))
            for step in document["steps"]
        ),
    )


def _with_units(steps: Sequence[Step], recipients: Sequence[str]) -> tuple[Step, ...]:
    units = tuple(role for role in recipients if is_unit(role))
    first = replace(steps[0], targets=_once((*steps[0].targets, *units)))
    return first, *steps[1:]


def _stand_in(step: Step, recipients: Sequence[str]) -> Step:
    targets: list[str] = []
    for target in step.targets:
        targets.extend(recipients if target_role(target)[0] in OFFICERS else (target,))
    return replace(step, targets=_once(targets))


def _once(roles: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(roles))
