"""Dates as the village counts them: zones, ISO weeks, night watches, the hours of digests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# What Indonesians call their zones; a person reads "22.15 WITA", never an offset.
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# A watch ends at 04.00, and its log is often written on the way home; none begins before dawn.
WATCH_ENDS = time(6)
_DAY = timedelta(days=1)
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_HOUR = re.compile(r"([01]\d|2[0-3])[:.]([0-5]\d)", re.ASCII)


def abbreviation(zone: str) -> str:
    """Return WIB, WITA or WIT; another zone keeps its own name."""
    return ZONES.get(zone, zone)


def local(at: datetime, zone: str) -> datetime:
    """Return the moment ``at`` (aware) as the clocks of ``zone`` show it."""
    return at.astimezone(ZoneInfo(zone))


def watch_date(at: datetime, zone: str) -> date:
    """Return the date to which a night watch at ``at`` belongs: that on which it began."""
    here = local(at, zone)
    return here.date() - _DAY if here.time() < WATCH_ENDS else here.date()


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week, Monday to Sunday. Raises ValueError for a week that the year has not."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Refuse week 53 of a year of 52."""
        date.fromisocalendar(self.year, self.number, 1)

    @classmethod
    def parse(cls, text: str) -> Week:
        """Read ``2026-W47``. Raises ValueError with what to write instead."""
        found = _WEEK.fullmatch(text.strip().upper())
        try:
            return cls(int(found[1]), int(found[2])) if found else cls(0, 0)
        except ValueError:
            message = f"{text!r} is no week; write the year and the ISO week, for example 2026-W47"
            raise ValueError(message) from None

    @classmethod
    def of(cls, day: date) -> Week:
        """Return the week in which ``day`` lies."""
        iso = day.isocalendar()
        return cls(iso.year, iso.week)

    @property
    def monday(self) -> date:
        """Return its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """Return its last day."""
        return self.monday + 6 * _DAY

    def previous(self) -> Week:
        """Return the week before."""
        return Week.of(self.monday - _DAY)

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """Return its first moment in ``zone`` and the first moment after it, in UTC."""
        return _moment(self.monday, time(), zone), _moment(self.monday + 7 * _DAY, time(), zone)

    def __str__(self) -> str:
        """Return it as ``2026-W47``."""
        return f"{self.year:04}-W{self.number:02}"


def this_week(now: datetime, zone: str) -> Week:
    """Return the week that runs in ``zone``."""
    return Week.of(local(now, zone).date())


def last_full_week(now: datetime, zone: str) -> Week:
    """Return the newest week that is over in ``zone``."""
    return this_week(now, zone).previous()


def next_daily(after: datetime, at: time, zone: str) -> datetime:
    """Return the first ``at`` o'clock in ``zone`` later than ``after``, in UTC."""
    today = local(after, zone).date()
    due = _moment(today, at, zone)
    return due if due > after else _moment(today + _DAY, at, zone)


def next_weekly(after: datetime, weekday: int, at: time, zone: str) -> datetime:
    """Return the first such weekday (0: Monday) and hour in ``zone`` after ``after``, in UTC."""
    today = local(after, zone).date()
    day = today + (weekday - today.weekday()) % 7 * _DAY
    due = _moment(day, at, zone)
    return due if due > after else _moment(day + 7 * _DAY, at, zone)


def parse_daily(text: str) -> time:
    """Read ``06:00``. Raises ValueError with what to write instead."""
    found = _HOUR.fullmatch(text.strip())
    if found is None:
        message = f'{text!r} is no hour of the day; write for example "06:00"'
        raise ValueError(message)
    return time(int(found[1]), int(found[2]))


def parse_weekly(text: str) -> tuple[int, time]:
    """Read ``Monday 07:00`` as weekday (0: Monday) and hour. Raises ValueError otherwise."""
    day, _, hour = text.strip().partition(" ")
    if day.capitalize() not in WEEKDAYS:
        message = (
            f'{text!r} does not begin with an English weekday; write for example "Monday 07:00"'
        )
        raise ValueError(message)
    return WEEKDAYS.index(day.capitalize()), parse_daily(hour)


def _moment(day: date, at: time, zone: str) -> datetime:
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
