"""From one month, week or quarter to another: "november - januari", "minggu 50 - 2", "q1 - q3"."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from bot.domain import newest_year
from bot.domain.calendar import Week
from bot.domain.period import Period
from bot.domain.period_patterns import MONTH_NUMBERS, nth, said

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

_DAY = timedelta(days=1)
_HALF_A_YEAR = timedelta(days=184)  # the longer of both


class PeriodEnd(NamedTuple):
    """The first or the last of what is named. ``order``: where it lies within any year."""

    order: tuple[int, ...]
    in_year: Callable[[int], Period]
    year: int | None


def months(found: re.Match[str], today: date) -> Period:
    """Return some months in a row."""

    def end(name: str, year: str) -> PeriodEnd:
        number = MONTH_NUMBERS[found[name]]
        return PeriodEnd((number,), lambda one: Period.of_month(one, number), _year(found[year]))

    return between(end("m1", "y1"), end("m2", "y2"), today)


def weeks(found: re.Match[str], today: date) -> Period:
    """Return some weeks in a row."""
    return _numbered(found, today, int, lambda year, number: Period.of_week(Week(year, number)))


def quarters(found: re.Match[str], today: date) -> Period:
    """Return some quarters in a row."""
    return _numbered(found, today, nth, Period.of_quarter)


def _numbered(
    found: re.Match[str],
    today: date,
    read: Callable[[str], int],
    made: Callable[[int, int], Period],
) -> Period:
    """Return some in a row of what is numbered within a year; either end may say its year."""

    def end(name: str) -> PeriodEnd:
        number, year = read(found[name]), said(found, f"year_{name}", f"year_before_{name}")
        return PeriodEnd((number,), lambda one: made(one, number), _year(year))

    return between(end("first"), end("last"), today)


def between(first: PeriodEnd, last: PeriodEnd, today: date) -> Period:
    """Return the days from one to the other; where no year is said, the newest that have begun.

    Where the second is the earlier, the year turned between them, or they were typed the wrong way
    round: what begins at most half a year before the other begins first, but for a whole year.
    Raises ValueError where both are of one year in which the second is so much the earlier: one of
    the years is wrong, and nobody knows which.
    """
    year = last.year if last.year is not None else first.year
    made = partial(_in_year, first, last)
    return made(year) if year is not None else newest_year.newest(made, today)


def _in_year(first: PeriodEnd, last: PeriodEnd, year: int) -> Period:
    """Return what lies between both, where a year that is not said is this one."""
    since, until = (one.year if one.year is not None else year for one in (first, last))
    if (since, first.order) <= (until, last.order):
        return Period(first.in_year(since).first, last.in_year(until).last)
    turned = _turned(first, last, since if first.year is not None else year - 1)
    if first.year is None or last.year is None:
        if turned is not None:
            return turned
    elif turned is not None and first.year == last.year and not _is_whole_year(turned):
        message = "the second is of a year later, or the first of a year earlier"
        raise ValueError(message)
    return Period(last.in_year(until).first, first.in_year(since).last)


def _turned(first: PeriodEnd, last: PeriodEnd, year: int) -> Period | None:
    """Return them across the turn of a year, where that is likelier than the other way round."""
    one, other = first.in_year(year), last.in_year(year + 1)
    turned = Period(one.first, other.last)
    is_near = other.first - one.first <= _HALF_A_YEAR
    return turned if is_near or _is_whole_year(turned) else None


def _is_whole_year(period: Period) -> bool:
    after = period.last + _DAY
    return (after.month, after.day) == (period.first.month, period.first.day)


def _year(text: str | None) -> int | None:
    return newest_year.parse(text) if text is not None else None
