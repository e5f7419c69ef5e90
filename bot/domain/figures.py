"""Numbers that compare a period with the one before, honestly: no percentage of nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.domain.period import Period

FEW = 10  # below it a count is "jumlah kecil": chance alone moves it, and no percentage is told
UNLISTED = "-"
_CLASS = re.compile(r"(IV|I{1,3})\b")
_WEEK = timedelta(days=7)
_MOMENT = timedelta(microseconds=1)  # what happens now has happened


@dataclass(frozen=True, slots=True)
class Change:
    """A count and what it was before."""

    now: int = 0
    before: int = 0

    @property
    def difference(self) -> int:
        """Return by how much it grew."""
        return self.now - self.before

    @property
    def percent(self) -> int | None:
        """Return the growth in percent of what it was; None where either is small, or nothing."""
        return None if self.is_small else percent(self.difference / self.before)

    @property
    def is_small(self) -> bool:
        """Tell whether one of the two is too small a number to conclude from."""
        return min(self.now, self.before) < FEW

    def __add__(self, other: Change) -> Change:
        """Return both together."""
        return Change(self.now + other.now, self.before + other.before)


@dataclass(frozen=True, slots=True)
class Span:
    """Moments from ``since`` on and before ``until``."""

    since: datetime
    until: datetime

    def __contains__(self, at: datetime) -> bool:
        """Tell whether a moment lies in it."""
        return self.since <= at < self.until

    def earlier(self, by: timedelta) -> Span:
        """Return the same span, ``by`` earlier."""
        return Span(self.since - by, self.until - by)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A period, and what it is compared with.

    One that still runs is compared with as much of the one before: half a week is no decline.
    Silence is looked for in seven full days, against the four weeks before them.
    """

    span: Span
    before: Span
    running: bool
    silence: Span
    usual: Span

    @classmethod
    def of(cls, period: Period, zone: str, now: datetime) -> Comparison:
        """Return it as it stands at ``now``. Raises ValueError for a period that has not begun."""
        since, until = period.bounds(zone)
        if now <= since:
            message = f"{period} has not begun"
            raise ValueError(message)
        span = Span(since, min(until, now + _MOMENT))
        silence = Span(span.until - _WEEK, span.until)
        usual = Span(silence.since - 4 * _WEEK, silence.since)
        return cls(span, _before(period, zone, span), now < until, silence, usual)


def _before(period: Period, zone: str, span: Span) -> Span:
    """Return what it is compared with; where it runs still, as much of that, if it has so much."""
    since, until = period.compared_with().bounds(zone)
    if span.until == period.bounds(zone)[1]:
        return Span(since, until)
    return Span(since, min(until, since + (span.until - span.since)))


def percent(ratio: float) -> int:
    """Return a ratio in percent, half of one as a whole one: as spreadsheets show it.

    By its shortest decimals, as they do: 0.575 is 58%, though its binary is a little less.
    """
    return int((100 * Decimal(repr(ratio))).quantize(Decimal(1), ROUND_HALF_UP))


def middle(spans: Collection[timedelta]) -> timedelta | None:
    """Return the median; None of nothing."""
    if not spans:
        return None
    return timedelta(seconds=round(median(span.total_seconds() for span in spans)))


def nearly_all(spans: Collection[timedelta]) -> timedelta | None:
    """Return the 90th percentile by nearest rank: nine of ten took no longer; None of nothing."""
    if not spans:
        return None
    return sorted(spans)[(9 * len(spans) + 9) // 10 - 1]


def police_class(text: str) -> str:
    """Return the first class named in a category's ``police_class``: I, II, III, IV or "-"."""
    found = _CLASS.match(text)
    return found[1] if found else UNLISTED
