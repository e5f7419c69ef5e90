"""Which days somebody means who asks for figures: "minggu lalu", "W46", "3-9 november".

Without a year the newest that has begun is meant. What is left of the words is a place.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.domain import period_patterns as patterns
from bot.domain.calendar import Week
from bot.domain.period import Period
from bot.domain.period_patterns import MONTH_NUMBERS, NUMBERS, ROMAN, UNITS

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

_DAY = timedelta(days=1)
LONGEST = 200  # characters of which any are read


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period, and what stood around it. ``doubtful``: a bare number, which may be of a place."""

    period: Period
    rest: str
    doubtful: bool = False


def find(text: str, today: date) -> PeriodMention | None:
    """Return the period that ``text`` names, as of ``today``; None: it names none that there is.

    The period may lie in the future, where it says so itself.
    """
    plain = " ".join(text[:LONGEST].lower().split())
    matches = ((pattern.search(plain), meaning) for pattern, meaning in _FORMS)
    found, meaning = next(((one, what) for one, what in matches if one is not None), (None, _bare))
    if found is None:
        return None
    try:
        period = meaning(found, today)
    except (ValueError, OverflowError):
        return None  # the 31st of a month of 30, the week 53 of a year of 52
    rest = f"{plain[: found.start()]} {plain[found.end() :]}"
    return PeriodMention(period, " ".join(rest.split()), meaning is _bare)


def _spoken(found: re.Match[str], today: date) -> Period:
    unit = UNITS[found["unit"] or found["unit_after"]]
    period = Period.around(unit, today)
    which = found["which"] or found["which_before"]
    return period if which in {"ini", "this", "berjalan"} else period.previous()


def _ago(found: re.Match[str], today: date) -> Period:
    period = Period.around(UNITS[found["unit"]], today)
    for _ in range(_number(found["count"])):
        period = period.previous()
    return period


def _past_units(found: re.Match[str], today: date) -> Period:
    """Return so many weeks or months until today, with the one that runs."""
    period = Period.around(UNITS[found["unit"] or found["unit_after"]], today)
    for _ in range(_number(found["count"] or found["count_after"]) - 1):
        period = period.previous()
    return Period(period.first, today)


def _number(said: str) -> int:
    return NUMBERS[said] if said in NUMBERS else int(said)


def _past_days(found: re.Match[str], today: date) -> Period:
    count = int(found["count"] or found["count_after"])
    return Period(today - (count - 1) * _DAY, today)


def _single(found: re.Match[str], today: date) -> Period:
    ago = {"hari ini": 0, "today": 0, "kemarin": 1, "yesterday": 1, "kemarin lusa": 2}
    back = ago.get(" ".join(found[0].split()), 1)
    return Period(today - back * _DAY, today - back * _DAY)


def _newest(made: Callable[[int], Period], today: date) -> Period:
    """Return what is made of the newest year in which it has begun; not every year has it."""
    for year in (today.year + 1, today.year, today.year - 1):
        with suppress(ValueError):
            if (period := made(year)).first <= today:
                return period
    message = "it has not begun in two years"
    raise ValueError(message)


def _of_year(year: str | None, made: Callable[[int], Period], today: date) -> Period:
    return made(int(year)) if year is not None else _newest(made, today)


def _week(found: re.Match[str], today: date) -> Period:
    number, year = int(found["number"]), found["year"] or found["year_before"]
    return _of_year(year, lambda one: Period.of_week(Week(one, number)), today)


def _bare(found: re.Match[str], today: date) -> Period:
    return _newest(lambda year: Period.of_week(Week(year, int(found[0]))), today)


def _quarter(found: re.Match[str], today: date) -> Period:
    said, year = found["quarter"], found["year"] or found["year_before"]
    number = ROMAN[said] if said in ROMAN else int(said)
    return _of_year(year, lambda one: Period.of_quarter(one, number), today)


def _month(found: re.Match[str], today: date) -> Period:
    number = MONTH_NUMBERS[found["month"]]
    return _of_year(found["year"], lambda year: Period.of_month(year, number), today)


def _month_of_last_year(found: re.Match[str], today: date) -> Period:
    return Period.of_month(today.year - 1, MONTH_NUMBERS[found["month"]])


def _written(found: re.Match[str], _: date) -> Period:
    return Period.parse(found[0])


def _year(found: re.Match[str], _: date) -> Period:
    return Period.of_year(int(found["year"]))


def _numbered_month(found: re.Match[str], _: date) -> Period:
    return Period.of_month(int(found["year"]), int(found["number"]))


def _months(found: re.Match[str], today: date) -> Period:
    """Return some months in a row; the first without a year is the last one before the other."""
    first, last = (MONTH_NUMBERS[found[name]] for name in ("m1", "m2"))

    def made(year: int) -> Period:
        earlier = int(found["y1"] or (year - 1 if first > last else year))
        since = Period.of_month(earlier, first)
        return Period(since.first, Period.of_month(year, last).last)

    return _of_year(found["y2"], made, today)


def _days(found: re.Match[str], today: date) -> Period:
    """Return the days from one to another; a first day without month or year has the last's."""
    last = _day_of(found, "2")
    first = None if "bare" in found.groupdict() else _day_of(found, "1")

    def made(year: int) -> Period:
        until = last.in_year(year)
        if first is None:
            return Period(until.replace(day=int(found["bare"])), until)
        since = first.in_year(until.year)
        if since > until and first.year is None:
            since = first.in_year(until.year - 1)
        return Period(since, until)

    named = last.year or (first.year if first is not None else None)
    return made(named) if named is not None else _newest(made, today)


def _days_of_month(found: re.Match[str], today: date) -> Period:
    number = MONTH_NUMBERS[found["m"]]

    def made(year: int) -> Period:
        first, last = (date(year, number, int(found[end])) for end in ("since", "d"))
        return Period(first, last)

    return _of_year(found["y"], made, today)


def _one_day(found: re.Match[str], today: date) -> Period:
    said = _day_of(found, "")
    whole = said.in_year(said.year) if said.year is not None else None
    if whole is not None:
        return Period(whole, whole)
    return _newest(lambda year: Period(said.in_year(year), said.in_year(year)), today)


class _Day(NamedTuple):
    """A day as it was written: the year may be missing."""

    day: int
    month: int
    year: int | None

    def in_year(self, year: int) -> date:
        """Return it in a year, where it has none of its own."""
        return date(self.year or year, self.month, self.day)


def _day_of(found: re.Match[str], end: str) -> _Day:
    """Return the day whose groups end in ``end``, in whichever way it is written."""
    said = found.groupdict()
    if said[f"iso{end}"]:
        day = date.fromisoformat(said[f"iso{end}"])
        return _Day(day.day, day.month, day.year)
    way = next(way for way in ("f", "s", "", "e") if said[f"d{end}{way}"])
    month, year = said.get(f"m{end}{way}"), said.get(f"y{end}{way}")
    number = MONTH_NUMBERS[month] if month else int(said[f"n{end}{way}"])
    return _Day(int(said[f"d{end}{way}"]), number, int(year) if year else None)


# The more a form says, the earlier it is looked for.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Period]], ...] = (
    (patterns.DAYS, _days),
    (patterns.DAYS_OF_MONTH, _days_of_month),
    (patterns.DAYS_OF_ONE_MONTH, _days),
    (patterns.MONTHS, _months),
    (patterns.AGO, _ago),
    (patterns.PAST_UNITS, _past_units),
    (patterns.MONTH_OF_LAST_YEAR, _month_of_last_year),
    (patterns.SPOKEN, _spoken),
    (patterns.PAST_DAYS, _past_days),
    (patterns.WEEK, _week),
    (patterns.QUARTER, _quarter),
    (patterns.ONE_DAY, _one_day),
    (patterns.WRITTEN_MONTH, _written),
    (patterns.NUMBERED_MONTH, _numbered_month),
    (patterns.MONTH, _month),
    (patterns.SPOKEN_DAY, _single),
    (patterns.YEAR, _year),
    (patterns.NUMBER, _bare),
)
