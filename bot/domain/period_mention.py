"""Which days somebody means who asks for figures: "minggu lalu", "W46", "3-9 november".

Without a year the newest that has begun is meant. What is left of the words is a place.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from bot.domain import month_parts, newest_year, spoken_periods
from bot.domain import period_patterns as patterns
from bot.domain.calendar import Week
from bot.domain.period import Period, Unit
from bot.domain.period_patterns import MONTH_NUMBERS, ORDINALS, ROMAN

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

_MONTHS_BACK = 3  # of any three in a row one has 31 days
LONGEST = 200  # characters of which any are read


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period, and what stood around it. ``doubtful``: a bare number, which may be of a place.

    ``may_be_name``: a word that may as well be all of a place's name, as "Bulan" is.
    """

    period: Period
    rest: str
    doubtful: bool = False
    may_be_name: bool = False


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
    around = _without_links(rest.split())
    return PeriodMention(period, around, meaning is _bare, not around and meaning in _OF_A_WORD)


def tells_only_of_time(words: str) -> bool:
    """Tell whether nothing in these words can be a place: "awal", "minggu pertama", "9"."""
    return all(word.isdecimal() or word in patterns.OF_TIME for word in words.split())


def _without_links(words: list[str]) -> str:
    """Return words without those at either end that only lead to a place: "di", "for"."""
    while words and words[0] in patterns.LINKS:
        words = words[1:]
    while words and words[-1] in patterns.LINKS:
        words = words[:-1]
    return " ".join(words)


def _said(found: re.Match[str], *names: str) -> str | None:
    """Return the first of these groups that the words hold."""
    groups = found.groupdict()
    return next((groups[name] for name in names if groups.get(name)), None)


def _nth(said: str | None) -> int:
    """Return the number of "3", "iii", "ketiga", "third" or "3rd"."""
    text = said or ""
    return ROMAN.get(text) or ORDINALS.get(text) or int(text[:1])


def _week(found: re.Match[str], today: date) -> Period:
    number = int(_said(found, "number", "number_after") or 0)
    year = _said(found, "year", "year_before")
    return newest_year.of_year(year, lambda one: Period.of_week(Week(one, number)), today)


def _bare(found: re.Match[str], today: date) -> Period:
    return newest_year.newest(lambda year: Period.of_week(Week(year, int(found[0]))), today)


def _quarter(found: re.Match[str], today: date) -> Period:
    number = _nth(_said(found, "quarter", "quarter_before"))
    year = _said(found, "year", "year_before")
    return newest_year.of_year(year, lambda one: Period.of_quarter(one, number), today)


def _half(found: re.Match[str], today: date) -> Period:
    number = _nth(_said(found, "half", "half_short", "half_written"))
    year = _said(found, "year", "year_before", "year_short", "year_written")
    return newest_year.of_year(year, lambda one: Period.of_half(one, number), today)


def _month(found: re.Match[str], today: date) -> Period:
    number = MONTH_NUMBERS[found["month"]]
    return newest_year.of_year(found["year"], lambda year: Period.of_month(year, number), today)


def _month_of_last_year(found: re.Match[str], today: date) -> Period:
    return Period.of_month(today.year - 1, MONTH_NUMBERS[found["month"]])


def _written(found: re.Match[str], _: date) -> Period:
    return Period.parse(found[0])


def _year(found: re.Match[str], _: date) -> Period:
    return Period.of_year(int(found["year"]))


def _numbered_month(found: re.Match[str], today: date) -> Period:
    number = int(_said(found, "number", "number_after", "number_alone") or 0)
    year = _said(found, "year", "year_before", "year_alone")
    return newest_year.of_year(year, lambda one: Period.of_month(one, number), today)


def _months(found: re.Match[str], today: date) -> Period:
    """Return some months in a row; the first without a year is the last one before the other."""
    first, last = (MONTH_NUMBERS[found[name]] for name in ("m1", "m2"))

    def made(year: int) -> Period:
        said = found["y1"]
        earlier = newest_year.parse(said) if said else year - 1 if first > last else year
        since = Period.of_month(earlier, first)
        return Period(since.first, Period.of_month(year, last).last)

    return newest_year.of_year(found["y2"], made, today)


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
    return made(named) if named is not None else newest_year.newest(made, today)


def _days_of_month(found: re.Match[str], today: date) -> Period:
    number = MONTH_NUMBERS[found["m"]]

    def made(year: int) -> Period:
        first, last = (date(year, number, int(found[end])) for end in ("since", "d"))
        return Period(first, last)

    return newest_year.of_year(found["y"], made, today)


def _one_day(found: re.Match[str], today: date) -> Period:
    said = _day_of(found, "")
    whole = said.in_year(said.year) if said.year is not None else None
    if whole is not None:
        return Period(whole, whole)
    return newest_year.newest(lambda year: Period(said.in_year(year), said.in_year(year)), today)


def _since_day(found: re.Match[str], today: date) -> Period:
    return Period(_one_day(found, today).first, today)


def _days_alone(found: re.Match[str], today: date) -> Period:
    """Return days of which no month is named: the newest that have begun; not each month has 31."""
    first, last = int(found["since"]), int(found["d"] or found["since"])
    month = Period.around(Unit.MONTH, today)
    for _ in range(_MONTHS_BACK):
        with suppress(ValueError):
            days = Period(month.first.replace(day=first), month.first.replace(day=last))
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


# The more a form says, the earlier it is looked for.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Period]], ...] = (
    (patterns.DAYS, _days),
    (patterns.DAYS_OF_MONTH, _days_of_month),
    (patterns.DAYS_OF_ONE_MONTH, _days),
    (patterns.MONTHS, _months),
    (month_parts.WEEK, month_parts.week),
    (month_parts.WEEK_AFTER_ITS_MONTH, month_parts.week),
    (month_parts.PART, month_parts.part),
    (spoken_periods.WEEKDAY_OF_WEEK, spoken_periods.weekday_of_week),
    (spoken_periods.AGO, spoken_periods.ago),
    (spoken_periods.PAST_UNITS, spoken_periods.past_units),
    (patterns.MONTH_OF_LAST_YEAR, _month_of_last_year),
    (spoken_periods.SPOKEN, spoken_periods.spoken),
    (spoken_periods.PAST_UNIT, spoken_periods.past_unit),
    (spoken_periods.PAST_HOURS, spoken_periods.past_hours),
    (spoken_periods.DAYS_AGO, spoken_periods.days_ago),
    (spoken_periods.PAST_DAYS, spoken_periods.past_days),
    (patterns.WEEK, _week),
    (patterns.QUARTER, _quarter),
    (patterns.HALF, _half),
    (patterns.SINCE_DAY, _since_day),
    (patterns.ONE_DAY, _one_day),
    (patterns.WRITTEN_MONTH, _written),
    (patterns.NUMBERED_MONTH, _numbered_month),
    (patterns.NUMBERED_WEEK, _week),
    (patterns.MONTH, _month),
    (patterns.DAYS_ALONE, _days_alone),
    (spoken_periods.WEEKDAYS, spoken_periods.weekdays),
    (spoken_periods.SINCE_WEEKDAY, spoken_periods.since_weekday),
    (spoken_periods.WEEKDAY, spoken_periods.weekday),
    (spoken_periods.WEEKEND, spoken_periods.weekend),
    (spoken_periods.SPOKEN_DAY, spoken_periods.single),
    (patterns.YEAR, _year),
    (spoken_periods.ALONE, spoken_periods.alone),
    (patterns.NUMBER, _bare),
)
_OF_A_WORD = (spoken_periods.alone, spoken_periods.weekday)
