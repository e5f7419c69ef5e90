"""Days counted together: a week, a month, a quarter, a semester, a year, or any days in a row."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.calendar import Week

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_DAY = timedelta(days=1)
_WEEK, _SATURDAY = 7, 5
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:-W(?P<week>\d\d)|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<month>\d\d))?"
    r"|(?P<first>\d{4}-\d\d-\d\d)(?:/(?P<last>\d{4}-\d\d-\d\d))?",
    re.ASCII,
)


class Unit(StrEnum):
    """What a period is one of; ``DAYS``: any number of days, one also."""

    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from ``first`` to ``last``, both of them counted."""

    first: date
    last: date
    unit: Unit = Unit.DAYS

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.last < self.first:
            message = f"a period cannot end on {self.last} and begin on {self.first}"
            raise ValueError(message)

    @classmethod
    def of_week(cls, week: Week) -> Period:
        """Return an ISO week, Monday to Sunday."""
        return cls(week.monday, week.sunday, Unit.WEEK)

    @classmethod
    def of_month(cls, year: int, month: int) -> Period:
        """Return a month. Raises ValueError where there is none such."""
        return cls._months(Unit.MONTH, date(year, month, 1))

    @classmethod
    def of_quarter(cls, year: int, quarter: int) -> Period:
        """Return three months; 1: from January on. Raises ValueError where there is none such."""
        return cls._months(Unit.QUARTER, date(year, 3 * quarter - 2, 1))

    @classmethod
    def of_half(cls, year: int, half: int) -> Period:
        """Return a semester, six months; 1: from January on. Raises ValueError for no such."""
        return cls._months(Unit.HALF, date(year, 6 * half - 5, 1))

    @classmethod
    def of_year(cls, year: int) -> Period:
        """Return January to December."""
        return cls._months(Unit.YEAR, date(year, 1, 1))

    @classmethod
    def around(cls, unit: Unit, day: date) -> Period:
        """Return the period of a unit in which ``day`` lies; of days it is that day alone."""
        if unit is Unit.WEEK:
            return cls.of_week(Week.of(day))
        if unit is Unit.DAYS:
            return cls(day, day)
        months = MONTHS_IN[unit]
        return cls._months(unit, date(day.year, (day.month - 1) // months * months + 1, 1))

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read what :meth:`__str__` writes. Raises ValueError for anything else."""
        found = _WRITTEN.fullmatch(text.strip().upper())
        if found is None:
            message = f"{text!r} is no period; write for example 2026-W47, 2026-11 or 2026-11-03"
            raise ValueError(message)
        said = found.groupdict()
        if said["first"]:
            first = date.fromisoformat(said["first"])
            return cls(first, date.fromisoformat(said["last"] or said["first"]))
        year = int(said["year"])
        makers: Mapping[str, Callable[[int], Period]] = {
            "week": lambda number: cls.of_week(Week(year, number)),
            "quarter": lambda number: cls.of_quarter(year, number),
            "half": lambda number: cls.of_half(year, number),
            "month": lambda number: cls.of_month(year, number),
        }
        named = next((name for name in makers if said[name]), None)
        return cls.of_year(year) if named is None else makers[named](int(said[named]))

    @classmethod
    def of_key(cls, key: str) -> Period:
        """Read what :attr:`key` holds. Raises ValueError for anything else."""
        unit = next((one for one in Unit if one[0] == key[:1]), None)
        first, _, more = key[1:].partition("+")
        if unit is None:
            message = f"{key!r} is no key of a period"
            raise ValueError(message)
        day = date.fromordinal(int(first, 16))
        if unit is not Unit.DAYS:
            return cls.around(unit, day)
        return cls(day, day + int(more or "0", 16) * _DAY)

    @classmethod
    def _months(cls, unit: Unit, first: date) -> Period:
        end = first.month + MONTHS_IN[unit] - 1
        return cls(first, date(first.year, end, monthrange(first.year, end)[1]), unit)

    @property
    def days(self) -> int:
        """Return of how many days it is."""
        return (self.last - self.first).days + 1

    @property
    def week(self) -> Week | None:
        """Return the week that it is, if it is one."""
        return Week.of(self.first) if self.unit is Unit.WEEK else None

    @property
    def key(self) -> str:
        """Return it in ten characters at most, for a button's data."""
        more = f"+{self.days - 1:x}" if self.unit is Unit.DAYS and self.days > 1 else ""
        return f"{self.unit[0]}{self.first.toordinal():x}{more}"

    def previous(self) -> Period:
        """Return the period before: the month before a month, as many days before some days."""
        if self.unit is Unit.DAYS:
            return Period(self.first - self.days * _DAY, self.first - _DAY)
        return Period.around(self.unit, self.first - _DAY)

    def following(self) -> Period:
        """Return the period after."""
        if self.unit is Unit.DAYS:
            return Period(self.last + _DAY, self.last + self.days * _DAY)
        return Period.around(self.unit, self.last + _DAY)

    @property
    def is_within_a_week(self) -> bool:
        """Tell whether it is some days, fewer than a week has."""
        return self.unit is Unit.DAYS and self.days < _WEEK

    @property
    def is_weekend(self) -> bool:
        """Tell whether it is a Saturday with its Sunday."""
        is_short = self.is_within_a_week and self.last - self.first == _DAY
        return is_short and self.first.weekday() == _SATURDAY

    def compared_with(self) -> Period:
        """Return the period before; of fewer days than a week the same weekdays a week before.

        On a Saturday other things happen than on a Friday.
        """
        if self.is_within_a_week:
            return Period(self.first - _WEEK * _DAY, self.last - _WEEK * _DAY)
        return self.previous()

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """Return its first moment in ``zone`` and the first moment after it, in UTC."""
        return _midnight(self.first, zone), _midnight(self.last + _DAY, zone)

    def __str__(self) -> str:
        """Return it as ``2026-W47``, ``2026-11``, ``2026-Q4``, ``2026-H2``, or by its days."""
        if (week := self.week) is not None:
            return str(week)
        year = f"{self.first.year:04}"
        named = {
            Unit.MONTH: f"{year}-{self.first.month:02}",
            Unit.QUARTER: f"{year}-Q{(self.first.month + 2) // 3}",
            Unit.HALF: f"{year}-H{(self.first.month + 5) // 6}",
            Unit.YEAR: year,
        }
        days = str(self.first) if self.days == 1 else f"{self.first}/{self.last}"
        return named.get(self.unit, days)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
