"""The figures of a week in some regions: what a summary and a weekly digest say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from bot.domain.calendar import Week
    from bot.domain.figures import Change, Comparison
    from bot.models import Region
    from bot.services.alerts.case_lists import Unfinished
    from bot.services.digests.place_queries import Place


CLOSED = "confidential"  # all confidential categories as one: a single one might tell of whom


@dataclass(frozen=True, slots=True)
class IncidentTotals:
    """Incidents against the week before. False alarms are named (of this week), not counted.

    Confidential ones are counted for their recipients alone; ``confidential_at_least``: of this
    week's others, in steps of five.

    ``villages`` and ``categories`` (at most five) have the most frequent first.
    """

    total: Change
    villages: Sequence[tuple[Place, Change]]
    categories: Sequence[tuple[str, Change]]
    classes: Sequence[tuple[str, Change]]
    no_incident: int
    mistaken: int
    confidential_at_least: int


@dataclass(frozen=True, slots=True)
class Answered:
    """How fast the week's incidents had their first human answer, and how many had one."""

    median: timedelta | None
    count: int


@dataclass(frozen=True, slots=True)
class Guarded:
    """Where nobody can answer: villages without an officer, unreachable staff, failed tests.

    ``missing``: villages without an officer, those with people in them first. ``unreachable``:
    how many officers and deputies Telegram does not reach, by the region of their post.
    """

    missing: Sequence[Place]
    unreachable: Sequence[tuple[Place, int]]
    unreachable_people: int
    tests_failed: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A week in some regions. ``unfinished``: now, whichever week it is.

    ``silent``: villages from which nothing came for seven days, neither a report nor word that all
    is well, while something had come in the four weeks before.
    """

    regions: Sequence[Region]
    week: Week
    zone: str
    comparison: Comparison
    happened: IncidentTotals
    answered: Answered
    unfinished: Unfinished
    guarded: Guarded
    silent: Sequence[Place]
