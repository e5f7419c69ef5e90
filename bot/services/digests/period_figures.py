"""The figures of a period in some regions: whatever tells of them reads them here alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, timedelta

    from bot.domain.calendar import Week
    from bot.domain.figures import Change, Comparison
    from bot.domain.period import Period
    from bot.models import Region
    from bot.services.alerts.case_lists import Unfinished
    from bot.services.digests.place_queries import Place


CLOSED = "confidential"  # all confidential categories as one: a single one might tell of whom


@dataclass(frozen=True, slots=True)
class IncidentTotals:
    """Incidents against the period before. False alarms are named (of this one), not counted.

    Confidential ones are counted for their recipients alone; ``confidential_at_least``: of this
    period's others, in steps of five, for whoever counts all that is not confidential.

    ``villages``: those with an incident, by code, in no order, and their names.
    ``categories``: the five most frequent at most, the most frequent first. ``parts``: of the
    regions directly below the one (its districts, its villages), or of several regions each of
    them, in the order of their codes, those without an incident too; of a village none.
    """

    total: Change
    villages: Mapping[str, Change]
    names: Mapping[str, str]
    parts: Sequence[tuple[Place, Change]]
    categories: Sequence[tuple[str, Change]]
    classes: Sequence[tuple[str, Change]]
    no_incident: int
    mistaken: int
    false_reports: int
    confidential_at_least: int


@dataclass(frozen=True, slots=True)
class PeriodTotals:
    """What happened in a period alone; ``zone``: by whose clocks it is compared."""

    zone: str
    comparison: Comparison
    happened: IncidentTotals


@dataclass(frozen=True, slots=True)
class Waits:
    """How long some incidents waited: the median, what nine of ten took at most, how many."""

    median: timedelta | None
    nearly_all: timedelta | None
    count: int


@dataclass(frozen=True, slots=True)
class Times:
    """When the period's incidents came, and how long they waited.

    ``hours``: by weekday (Monday first) and hour of the clocks there. ``trend``: twelve weeks, the
    last is that in which the period ends, or that runs. ``answered``, ``closed``: from the report
    until the first human answer, until the end; of what called somebody, and was not taken back.
    """

    hours: Sequence[Sequence[int]]
    trend: Sequence[tuple[Week, int]]
    answered: Waits
    closed: Waits


@dataclass(frozen=True, slots=True)
class SituationTotals:
    """Situation reports ("aman") against the period before; from how many villages."""

    total: Change
    villages: int


@dataclass(frozen=True, slots=True)
class Noteworthy:
    """A grave incident that is not confidential: what, where, when, and how it stands.

    ``zone``: of the clocks there.
    """

    ticket: str
    category: str
    severity: str
    status: str
    outcome: str | None
    place: Place
    zone: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Guarded:
    """Where nobody can answer: villages without an officer, unreachable staff, failed tests.

    ``villages``: how many there are. ``missing``: those without an officer, those with people in
    them first. ``unreachable``: how many officers and deputies Telegram does not reach, by the
    region of their post.
    """

    villages: int
    missing: Sequence[Place]
    unreachable: Sequence[tuple[Place, int]]
    unreachable_people: int
    tests_failed: int


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """A period in some regions. ``unfinished``: now, whichever period it is.

    ``silent``: villages from which nothing came for seven days, neither a report nor word that all
    is well, while something had come in the four weeks before, for whoever counts all that is not
    confidential there; of what is, see :mod:`silence_queries`. ``noteworthy``: the gravest first.
    """

    regions: Sequence[Region]
    period: Period
    zone: str
    comparison: Comparison
    happened: IncidentTotals
    times: Times
    unfinished: Unfinished
    guarded: Guarded
    silent: Sequence[Place]
    situations: SituationTotals
    noteworthy: Sequence[Noteworthy]
