"""What a check has found: how bad it is, what it is, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How bad it is, the harmless first. ``skipped``: not checked, since another check failed."""

    OK = "ok"
    SKIPPED = "skipped"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence that says what is (wrong), and one that says what to do."""

    state: State
    said: str = ""
    mend: str = ""


class Skipped(Exception):
    """A check finds that it cannot check; the text says why, after "because"."""


def fine(said: str) -> Finding:
    """Return what is well and good to know."""
    return Finding(State.OK, said)


def warning(said: str, mend: str) -> Finding:
    """Return what works, but should be looked after."""
    return Finding(State.WARNING, said, mend)


def wrong(said: str, mend: str = "") -> Finding:
    """Return what keeps the bot from its work; where ``said`` names the mend, there is no other."""
    return Finding(State.WRONG, said, mend)


def worst(findings: list[Finding]) -> State:
    """Return the state of a check with these findings."""
    order = list(State)
    return max((finding.state for finding in findings), key=order.index, default=State.OK)
