"""So many days, weeks or months until today: "7 hari terakhir", "past week", "2 bulan terakhir"."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.domain import spoken_periods as spoken
from bot.domain.period import MONTHS_IN, Period, Unit
from bot.domain.period_patterns import pattern, said
from bot.domain.spoken_periods import HOW_MANY, NUMBER_WORDS
from bot.domain.spoken_periods import UNITS as UNIT_NAMES

if TYPE_CHECKING:
    import re

_DAY = timedelta(days=1)
_WEEK = 7  # days
_HOURS = 24  # of a day
_NEWEST = r"(?:terakhir|ini|belakangan)"


UNITS = pattern(
    rf"(?P<count>{HOW_MANY})\s+(?P<unit>{spoken.UNIT})\s+(?:terakhir|belakangan)\b"
    rf"|\b(?:last|past)\s+(?P<count_after>{HOW_MANY})\s+(?P<unit_after>{spoken.UNIT})\b"
)
UNITS_ALONE = pattern(rf"(?P<count>{HOW_MANY})\s+(?P<unit>{spoken.UNIT})\b(?!\s*(?:ke\b|[-\d]))")
UNIT = pattern(
    rf"\bse(?P<unit>minggu|pekan|bulan|tahun)(?:\s+{_NEWEST})?\b"
    r"|\bpast\s+(?P<unit_after>week|month|year)\b"
)
DAYS = pattern(
    rf"(?:(?<![\d.])(?P<count>[1-9]\d{{0,2}}|{NUMBER_WORDS}))\s*(?:hari|days?)"
    rf"(?:\s+{_NEWEST})?\b(?!\s+(?:(?:yang|yg)\s+)?(?:lalu|ago)\b)"
    rf"|\b(?:last|past)\s+(?P<count_after>[1-9]\d{{0,2}}|{NUMBER_WORDS})\s+days?\b"
)
HOURS = pattern(  # of whole days: the figures of a few hours are no summary
    rf"\b(?P<count>24|48|72)\s*(?:jam|hours?)\s+{_NEWEST}\b"
    r"|\b(?:last|past)\s+(?P<count_after>24|48|72)\s+hours\b"
)


def units(found: re.Match[str], today: date) -> Period:
    """Return so many weeks or months until today, as long on each day of them.

    On a Monday the week that runs is a day long, on the first the month is.
    """
    count = spoken.number(said(found, "count", "count_after"))
    return _until(today, _unit(found), count)


def unit(found: re.Match[str], today: date) -> Period:
    """Return one week (month, year) until today: "the past week" begins on any day."""
    return _until(today, _unit(found), 1)


def days(found: re.Match[str], today: date) -> Period:
    """Return so many days until today."""
    return _last_days(spoken.number(found["count"] or found["count_after"]), today)


def hours(found: re.Match[str], today: date) -> Period:
    """Return the days in which the past 24 hours lie (48, 72): today, and as many before it."""
    count = int(found["count"] or found["count_after"])
    return Period(today - count // _HOURS * _DAY, today)


def _unit(found: re.Match[str]) -> Unit:
    return UNIT_NAMES[said(found, "unit", "unit_after") or ""]


def _until(today: date, unit: Unit, count: int) -> Period:
    if unit is Unit.WEEK:
        return _last_days(count * _WEEK, today)
    year, month = divmod(12 * today.year + today.month - 1 - count * MONTHS_IN[unit], 12)
    day = min(today.day, monthrange(year, month + 1)[1])
    return Period(date(year, month + 1, day) + _DAY, today)


def _last_days(count: int, today: date) -> Period:
    return Period(today - (count - 1) * _DAY, today)
