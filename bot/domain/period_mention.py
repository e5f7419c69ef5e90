"""Which days somebody means who asks for figures: "minggu lalu", "W46", "3-9 november".

Without a year the newest that has begun is meant. What is left of the words is a place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain import (
    month_parts,
    newest_year,
    open_periods,
    past_periods,
    period_pairs,
    spoken_periods,
    weekends,
    written_days,
)
from bot.domain import period_patterns as patterns
from bot.domain.calendar import Week
from bot.domain.period import Period
from bot.domain.period_patterns import MONTH_NUMBERS, WEEKDAY_NUMBERS, nth, said
from bot.domain.spoken_periods import NUMBERS

if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from datetime import date

    Meaning = Callable[[re.Match[str], date], Period]

LONGEST = 200  # characters of which any are read
_WRITTEN = patterns.pattern(  # of no code of a region: those are of dots
    r"[\d/-]+|(?:20\d\d-?)?(?:tw|[qwhs])\d+(?:[-/]?20\d\d)?"
)
WORDS = frozenset((*MONTH_NUMBERS, *WEEKDAY_NUMBERS, *spoken_periods.UNITS, *NUMBERS))


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
    begun = open_periods.begin_of(plain)
    if begun is not None and (found := _find(begun, today)) is not None:
        mention, meaning = found
        if meaning in _RANGES or mention.period.first > today:
            return mention
        period = Period(mention.period.first, today)
        return replace(mention, period=period, may_be_name=False)
    found = _find(plain, today)
    return found[0] if found is not None else None


def _find(plain: str, today: date) -> tuple[PeriodMention, Meaning] | None:
    """Return the period that is said most about, and how it was understood."""
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
    may_be_name = not around and meaning in _OF_A_WORD
    return PeriodMention(period, around, meaning is _bare, may_be_name), meaning


def tells_only_of_time(words: str) -> bool:
    """Tell whether nothing in these words can be a place: "awal", "minggu pertama", "9"."""
    return all(_is_of_time(word.strip(".,:-/")) for word in words.split())


def _is_of_time(word: str) -> bool:
    return not word or bool(_WRITTEN.fullmatch(word)) or word in patterns.OF_TIME or word in WORDS


def _without_links(words: list[str]) -> str:
    """Return words without those at either end that only lead to a place: "di", "for"."""
    while words and words[0] in patterns.LINKS:
        words = words[1:]
    while words and words[-1] in patterns.LINKS:
        words = words[:-1]
    return " ".join(words)


def _week(found: re.Match[str], today: date) -> Period:
    number = int(said(found, "number", "number_after") or 0)
    year = said(found, "year", "year_before")
    return newest_year.of_year(year, lambda one: Period.of_week(Week(one, number)), today)


def _bare(found: re.Match[str], today: date) -> Period:
    return newest_year.newest(lambda year: Period.of_week(Week(year, int(found[0]))), today)


def _quarter(found: re.Match[str], today: date) -> Period:
    number = nth(said(found, "quarter", "quarter_before"))
    year = said(found, "year", "year_before")
    return newest_year.of_year(year, lambda one: Period.of_quarter(one, number), today)


def _half(found: re.Match[str], today: date) -> Period:
    number = nth(said(found, "half", "half_told", "half_before", "half_short", "half_written"))
    year = said(found, "year", "year_before", "year_told", "year_short", "year_written")
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
    number = int(said(found, "number", "number_after", "number_alone") or 0)
    year = said(found, "year", "year_before", "year_alone")
    return newest_year.of_year(year, lambda one: Period.of_month(one, number), today)


# The more a form says, the earlier it is looked for.
_FORMS: tuple[tuple[re.Pattern[str], Meaning], ...] = (
    (patterns.DAYS, written_days.days),
    (patterns.DAYS_OF_MONTH, written_days.days_of_month),
    (patterns.DAYS_OF_ONE_MONTH, written_days.days),
    (patterns.MONTHS, period_pairs.months),
    (month_parts.WEEK, month_parts.week),
    (patterns.QUARTERS, period_pairs.quarters),
    (patterns.WEEKS, period_pairs.weeks),
    (month_parts.WEEK_AFTER_ITS_MONTH, month_parts.week),
    (month_parts.PART, month_parts.part),
    (weekends.WEEKEND, weekends.weekend),
    (patterns.WEEK_OF_DAY, written_days.week_of_day),
    (spoken_periods.WEEKDAY_OF_WEEK, spoken_periods.weekday_of_week),
    (spoken_periods.AGO, spoken_periods.ago),
    (past_periods.UNITS, past_periods.units),
    (patterns.MONTH_OF_LAST_YEAR, _month_of_last_year),
    (spoken_periods.SPOKEN, spoken_periods.spoken),
    (past_periods.UNIT, past_periods.unit),
    (past_periods.HOURS, past_periods.hours),
    (spoken_periods.DAYS_AGO, spoken_periods.days_ago),
    (past_periods.DAYS, past_periods.days),
    (patterns.WEEK, _week),
    (patterns.QUARTER, _quarter),
    (patterns.HALF, _half),
    (patterns.ONE_DAY, written_days.one_day),
    (patterns.WRITTEN_MONTH, _written),
    (patterns.NUMBERED_MONTH, _numbered_month),
    (patterns.NUMBERED_WEEK, _week),
    (patterns.MONTH, _month),
    (patterns.DAYS_ALONE, written_days.days_alone),
    (spoken_periods.WEEKDAYS, spoken_periods.weekdays),
    (spoken_periods.WEEKDAY, spoken_periods.weekday),
    (spoken_periods.SPOKEN_DAY, spoken_periods.single),
    (patterns.YEAR, _year),
    (spoken_periods.ALONE, spoken_periods.alone),
    (past_periods.UNITS_ALONE, past_periods.units),
    (patterns.NUMBER, _bare),
)
_RANGES = (
    *(written_days.days, written_days.days_of_month, spoken_periods.weekdays),
    *(period_pairs.months, period_pairs.quarters, period_pairs.weeks),
)
_OF_A_WORD = (spoken_periods.alone, spoken_periods.weekday)
