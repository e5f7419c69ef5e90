"""What a check has found: how bad it is, what it is, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CheckState(StrEnum):
    """How bad it is, the harmless first. ``skipped``: not checked, since another check failed."""

    OK = "ok"
    SKIPPED = "skipped"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence that says what is (wrong), and one that says what to do."""

    state: CheckState
    said: str = ""
    mend: str = ""


class Skipped(Exception):
    """A check finds that it cannot check; the text says why, after "because"."""


def fine(said: str) -> Finding:
    """Return what is well and good to know."""
    return Finding(CheckState.OK, said)


def warning(said: str, mend: str) -> Finding:
    """Return what works, but should be looked after."""
    return Finding(CheckState.WARNING, said, mend)


def wrong(said: str, mend: str = "") -> Finding:
    """Return what keeps the bot from its work; where ``said`` names the mend, there is no other."""
    return Finding(CheckState.WRONG, said, mend)


def worst(findings: list[Finding]) -> CheckState:
    """Return the state of a check with these findings."""
    order = list(CheckState)
    return max((finding.state for finding in findings), key=order.index, default=CheckState.OK)
