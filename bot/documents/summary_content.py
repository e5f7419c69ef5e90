"""What pictures and documents of a summary show: names and numbers, wherever they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.figures import Change

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there were of something, and before; ``code``: of a region."""

    name: str
    now: int
    before: int = 0
    code: str = ""

    @property
    def change(self) -> Change:
        """Return both counts, as they are compared."""
        return Change(self.now, self.before)


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure that stands alone; None where there is none, as of a time that nobody waited."""

    label: str
    number: float | None


@dataclass(frozen=True, slots=True)
class NotedIncident:
    """A grave incident, without anybody's name or words; ``at``: by the clocks there.

    ``zone``: what those are called, "" where all of the summary has one.
    """

    ticket: str
    kind: str
    place: str
    at: datetime
    state: str
    zone: str = ""


@dataclass(frozen=True, slots=True)
class SummaryContent:
    """A period in some place, as its reader may know it.

    ``code``: of the place; of several ``regions``, of what all of them lie in, "" where it is none.
    ``place``, ``period``, ``compared`` and ``notes`` are sentences in the reader's language.
    ``totals``: incidents, then situation reports. ``weeks``: their Mondays, the oldest first;
    ``runs``: the last one is not over. ``parts``: the regions that lie in it, those without an
    incident too; ``around``: codes of regions that are drawn beside it without a figure.
    ``hours``: by weekday (Monday first) and hour. ``zone``: the name of the clocks there, by which
    it was ``made``.
    """

    place: str
    code: str
    first: date
    last: date
    period: str
    compared: str
    totals: Sequence[Counted]
    weeks: Sequence[tuple[date, int]]
    runs: bool
    categories: Sequence[Counted]
    classes: Sequence[Counted]
    parts: Sequence[Counted]
    around: Sequence[str]
    hours: Sequence[Sequence[int]]
    facts: Sequence[Fact]
    noted: Sequence[NotedIncident]
    notes: Sequence[str]
    made: datetime
    zone: str
    regions: int = 1

    @property
    def total(self) -> Counted:
        """Return the incidents."""
        return self.totals[0]
