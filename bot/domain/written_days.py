"""Days that are named by their date: "3 november", "3-9 november", "tgl 1 sampai 7"."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from bot.domain import newest_year, period_pairs
from bot.domain.period import Period, Unit
from bot.domain.period_pairs import PeriodEnd
from bot.domain.period_patterns import MONTH_NUMBERS
from bot.domain.spoken_periods import SUNDAY

if TYPE_CHECKING:
    import re

_MONTHS_BACK = 3  # of any three in a row one has 31 days


def days(found: re.Match[str], today: date) -> Period:
    """Return the days from one to another; a first day without month or year has the last's."""
    last = _day_of(found, "2")
    if "bare" not in found.groupdict():
        return period_pairs.between(_day_of(found, "1").end, last.end, today)

    def made(year: int) -> Period:
        until = last.in_year(year)
        return _between(until.replace(day=int(found["bare"])), until)

    return made(last.year) if last.year is not None else newest_year.newest(made, today)


def _between(one: date, other: date) -> Period:
    """Return the days between two, in whichever order they were typed."""
    return Period(min(one, other), max(one, other))


def days_of_month(found: re.Match[str], today: date) -> Period:
    """Return the days of a month that stands before both of them."""
    number = MONTH_NUMBERS[found["m"]]

    def made(year: int) -> Period:
        return _between(*(date(year, number, int(found[end])) for end in ("since", "d")))

    return newest_year.of_year(found["y"], made, today)


def one_day(found: re.Match[str], today: date) -> Period:
    """Return the day that is named."""
    said = _day_of(found, "")
    whole = said.in_year(said.year) if said.year is not None else None
    if whole is not None:
        return Period(whole, whole)
    return newest_year.newest(lambda year: Period(said.in_year(year), said.in_year(year)), today)


def week_of_day(found: re.Match[str], today: date) -> Period:
    """Return the week in which a day lies; "minggu 15 november" is a Sunday where that day is."""
    day = one_day(found, today)
    is_sunday = found[0].startswith("minggu") and not found["linked"]
    return (
        day if is_sunday and day.first.weekday() == SUNDAY else Period.around(Unit.WEEK, day.first)
    )


def days_alone(found: re.Match[str], today: date) -> Period:
    """Return days of which no month is named: the newest that have begun; not each month has 31."""
    first, last = int(found["since"]), int(found["d"] or found["since"])
    month = Period.around(Unit.MONTH, today)
    for _ in range(_MONTHS_BACK):
        with suppress(ValueError):
            days = _between(*(month.first.replace(day=day) for day in (first, last)))
            if days.first <= today:
                return days
        month = month.previous()
    message = "no month has these days"
    raise ValueError(message)


class _Day(NamedTuple):
    """A day as it was written: the year may be missing."""

    day: int
    month: int
    year: int | None

    def in_year(self, year: int) -> date:
        """Return it in a year, where it has none of its own."""
        return date(self.year or year, self.month, self.day)

    @property
    def end(self) -> PeriodEnd:
        """Return it as one end of a period."""
        return PeriodEnd((self.month, self.day), self._alone, self.year)

    def _alone(self, year: int) -> Period:
        day = date(year, self.month, self.day)
        return Period(day, day)


def _day_of(found: re.Match[str], end: str) -> _Day:
    """Return the day whose groups end in ``end``, in whichever way it is written."""
    said = found.groupdict()
    if said[f"iso{end}"]:
        day = date.fromisoformat(said[f"iso{end}"].replace("/", "-"))
        return _Day(day.day, day.month, day.year)
    way = next(way for way in ("f", "t", "s", "", "e") if said[f"d{end}{way}"])
    month, year = said.get(f"m{end}{way}"), said.get(f"y{end}{way}")
    number = MONTH_NUMBERS[month] if month else int(said[f"n{end}{way}"])
    return _Day(int(said[f"d{end}{way}"]), number, newest_year.parse(year) if year else None)
