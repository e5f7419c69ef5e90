"""Days that are told from today: "minggu lalu", "7 hari terakhir", "senin", "since monday"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.domain.calendar import Week
from bot.domain.period import Period, Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    Meaning = Callable[[re.Match[str], date], Period]

_DAY = timedelta(days=1)
_WEEK = 7  # days
_HOURS = 24  # of a day
UNITS = {
    **dict.fromkeys(("minggu", "mgg", "pekan", "weeks", "week"), Unit.WEEK),
    **dict.fromkeys(("bulan", "bln", "months", "month"), Unit.MONTH),
    **dict.fromkeys(("triwulan", "kuartal", "quarters", "quarter"), Unit.QUARTER),
    **dict.fromkeys(("semester", "smt"), Unit.HALF),
    **dict.fromkeys(("tahun", "thn", "years", "year"), Unit.YEAR),
}
# A word alone that says how much is told of: all of it would be a place elsewhere ("Padang Bulan").
_ADVERBS = {
    **dict.fromkeys(("mingguan", "weekly"), Unit.WEEK),
    **dict.fromkeys(("bulanan", "monthly"), Unit.MONTH),
    **dict.fromkeys(("triwulanan", "quarterly"), Unit.QUARTER),
    **dict.fromkeys(("tahunan", "yearly", "annual"), Unit.YEAR),
}
_WEEKDAYS = (
    *("senin monday", "selasa tuesday", "rabu wednesday", "kamis thursday"),
    *("jumat jum'at jumaat friday", "sabtu saturday", "ahad sunday"),
)
_WEEKDAY_NUMBERS = {name: at for at, names in enumerate(_WEEKDAYS) for name in names.split()}
SATURDAY, SUNDAY = 5, 6
_SPOKEN_NUMBERS = (
    *(("dua", "two"), ("tiga", "three"), ("empat", "four"), ("lima", "five"), ("enam", "six")),
    *(("tujuh", "seven"), ("delapan", "eight"), ("sembilan", "nine"), ("sepuluh", "ten")),
)
NUMBERS = {name: at for at, names in enumerate(_SPOKEN_NUMBERS, start=2) for name in names}
_PAST_DAYS = {Unit.WEEK: _WEEK, Unit.MONTH: 30, Unit.YEAR: 365}  # of "the past month"
_SINGLE = {
    **dict.fromkeys(("hari ini", "today"), 0),
    **dict.fromkeys(("kemarin", "kemaren", "kmrn", "yesterday"), 1),
    **dict.fromkeys(("kemarin lusa", "kemarin dulu"), 2),
    **dict.fromkeys(("besok", "tomorrow"), -1),
    **dict.fromkeys(("lusa", "besok lusa"), -2),
}
_RUNNING, _COMING = ("ini", "berjalan", "this"), ("depan", "mendatang", "next")

_UNIT = "|".join(UNITS)
_WORDS = "|".join(NUMBERS)
_HOW_MANY = rf"(?<![\d.])[1-9]\d?|\b(?:{_WORDS})"
_LAST = r"(?:yang\s+|yg\s+)?(?:lalu|kemarin|kemaren|kmrn|sebelumnya|terakhir)"
_NEWEST = r"(?:terakhir|ini|belakangan)"
_WEEKDAY = rf"(?<!pasar )(?<!pekan )\b(?:hari\s+)?(?P<{{0}}>{'|'.join(_WEEKDAY_NUMBERS)})\b"
_SUNDAY = r"(?<!pasar )(?<!pekan )\bhari\s+minggu\b"  # "minggu" alone is a week
_SINCE = r"\b(?:sejak|since|mulai|terhitung\s+mulai)\s+"
_TO = r"\s*(?:-|s\.?\s?/?d\.?|sampai(?:\s+dengan)?|hingga|to|until|till|through)\s*"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII)


SPOKEN = _pattern(
    rf"(?<!pasar )(?<!hari )\b(?P<unit>{_UNIT})\s+(?P<which>ini|berjalan|depan|mendatang|{_LAST})\b"
    rf"|\b(?P<which_before>this|last|previous|next)\s+(?P<unit_after>{_UNIT})\b"
)
AGO = _pattern(
    rf"(?:(?P<count>{_HOW_MANY})\s+|\b(?:se|a\s+|one\s+))(?P<unit>{_UNIT})"
    r"\s+(?:(?:yang\s+|yg\s+)?(?:lalu|sebelumnya)|ago)\b"
)
PAST_UNITS = _pattern(
    rf"(?P<count>{_HOW_MANY})\s+(?P<unit>{_UNIT})\s+(?:terakhir|belakangan)\b"
    rf"|\b(?:last|past)\s+(?P<count_after>{_HOW_MANY})\s+(?P<unit_after>{_UNIT})\b"
)
PAST_UNIT = _pattern(
    rf"\bse(?P<unit>minggu|pekan|bulan|tahun)(?:\s+{_NEWEST})?\b"
    r"|\bpast\s+(?P<unit_after>week|month|year)\b"
)
PAST_DAYS = _pattern(
    rf"(?:(?<![\d.])(?P<count>[1-9]\d{{0,2}}|{_WORDS}))\s+(?:hari|days?)"
    rf"(?:\s+{_NEWEST})?\b(?!\s+(?:(?:yang|yg)\s+)?(?:lalu|ago)\b)"
    rf"|\b(?:last|past)\s+(?P<count_after>[1-9]\d{{0,2}}|{_WORDS})\s+days?\b"
)
PAST_HOURS = _pattern(  # of whole days: the figures of a few hours are no summary
    rf"\b(?P<count>24|48|72)\s*(?:jam|hours?)\s+{_NEWEST}\b"
    r"|\b(?:last|past)\s+(?P<count_after>24|48|72)\s+hours\b"
)
DAYS_AGO = _pattern(
    rf"(?:(?<![\d.])(?P<count>[1-9]\d{{0,2}}|{_WORDS}))\s+(?:hari|days?)"
    r"\s+(?:(?:yang\s+|yg\s+)?lalu|ago)\b"
)
SPOKEN_DAY = _pattern(
    r"\b(?:hari\s+ini|today|kemarin\s+(?:lusa|dulu)|kemarin|kemaren|kmrn|yesterday"
    r"|besok\s+lusa|besok|lusa|tomorrow)\b"
)
WEEKDAY_OF_WEEK = _pattern(
    rf"(?:{_WEEKDAY.format('weekday')}|(?P<sunday>{_SUNDAY}))\s+(?:minggu|pekan|mgg)\s+"
    rf"(?P<which>ini|depan|{_LAST})\b"
    rf"|{_WEEKDAY.format('weekday_before')}\s+(?P<which_after>this|last|next)\s+week\b"
)
WEEKDAYS = _pattern(
    rf"{_WEEKDAY.format('first')}{_TO}(?:{_WEEKDAY.format('last')}|(?P<sunday>minggu)\b)"
)
SINCE_WEEKDAY = _pattern(rf"{_SINCE}(?:hari\s+)?{_WEEKDAY.format('weekday')}")
WEEKDAY = _pattern(
    rf"(?:\b(?P<which_before>this|last|next)\s+)?"
    rf"(?:{_WEEKDAY.format('weekday')}|(?P<sunday>{_SUNDAY}))"
    rf"(?:\s+(?P<which>ini|depan|{_LAST})\b)?"
)
WEEKEND = _pattern(r"\b(?:akhir\s+(?:pekan|minggu)|weekend)\b")
ALONE = _pattern(
    rf"\b(?P<long>triwulan|kuartal|quarter|semester)\b"
    rf"|^(?P<unit>{'|'.join((*UNITS, *_ADVERBS))})$"
)


def spoken(found: re.Match[str], today: date) -> Period:
    """Return the week, month ... that runs, the one before or the one to come."""
    period = Period.around(UNITS[found["unit"] or found["unit_after"]], today)
    which = found["which"] or found["which_before"]
    if which in _RUNNING:
        return period
    return period.following() if which in _COMING else period.previous()


def ago(found: re.Match[str], today: date) -> Period:
    """Return the week (the month ...) so many of them ago."""
    period = Period.around(UNITS[found["unit"]], today)
    for _ in range(_number(found["count"])):
        period = period.previous()
    return period


def past_units(found: re.Match[str], today: date) -> Period:
    """Return so many weeks until today, or months with the one that runs.

    On a Monday the week that runs is a day long: weeks begin on any day.
    """
    unit = UNITS[found["unit"] or found["unit_after"]]
    count = _number(found["count"] or found["count_after"])
    if unit is Unit.WEEK:
        return _last_days(count * _PAST_DAYS[unit], today)
    period = Period.around(unit, today)
    for _ in range(count - 1):
        period = period.previous()
    return Period(period.first, today)


def past_unit(found: re.Match[str], today: date) -> Period:
    """Return the seven days (30, 365) until today: "the past week" begins on any day."""
    return _last_days(_PAST_DAYS[UNITS[found["unit"] or found["unit_after"]]], today)


def past_days(found: re.Match[str], today: date) -> Period:
    """Return so many days until today."""
    return _last_days(_number(found["count"] or found["count_after"]), today)


def _last_days(count: int, today: date) -> Period:
    return Period(today - (count - 1) * _DAY, today)


def past_hours(found: re.Match[str], today: date) -> Period:
    """Return the days in which the past 24 hours lie (48, 72): today, and as many before it."""
    hours = int(found["count"] or found["count_after"])
    return Period(today - hours // _HOURS * _DAY, today)


def days_ago(found: re.Match[str], today: date) -> Period:
    """Return the day so many days ago."""
    return _one(today - _number(found["count"]) * _DAY)


def single(found: re.Match[str], today: date) -> Period:
    """Return yesterday, today or tomorrow."""
    return _one(today - _SINGLE[" ".join(found[0].split())] * _DAY)


def weekday(found: re.Match[str], today: date) -> Period:
    """Return the newest such weekday; "last": before today; "this", "next": of that week."""
    which = found["which"] or found["which_before"]
    number = _weekday_number(found["weekday"])
    if which in (*_RUNNING, *_COMING):
        return _one(_of_week(today, number, which))
    return _one(_newest(number, today if which is None else today - _DAY))


def weekday_of_week(found: re.Match[str], today: date) -> Period:
    """Return the weekday of this week, of the last or of the next."""
    number = _weekday_number(found["weekday"] or found["weekday_before"])
    return _one(_of_week(today, number, found["which"] or found["which_after"]))


def weekdays(found: re.Match[str], today: date) -> Period:
    """Return from one weekday to another, the newest of them that have begun."""
    first = _newest(_weekday_number(found["first"]), today)
    return Period(first, first + (_weekday_number(found["last"]) - first.weekday()) % _WEEK * _DAY)


def since_weekday(found: re.Match[str], today: date) -> Period:
    """Return the days from the newest such weekday until today."""
    return Period(_newest(_weekday_number(found["weekday"]), today), today)


def weekend(_: re.Match[str], today: date) -> Period:
    """Return the newest Saturday and its Sunday."""
    saturday = _newest(SATURDAY, today)
    return Period(saturday, saturday + _DAY)


def alone(found: re.Match[str], today: date) -> Period:
    """Return what runs of a unit that is named alone."""
    said = found["long"] or found["unit"]
    return Period.around(UNITS.get(said) or _ADVERBS[said], today)


def _number(said: str | None) -> int:
    if said is None:
        return 1
    return NUMBERS[said] if said in NUMBERS else int(said)


def _one(day: date) -> Period:
    return Period(day, day)


def _weekday_number(said: str | None) -> int:
    """Return 0 for Monday; Sunday where it was said as "minggu", which is a week too."""
    return SUNDAY if said is None else _WEEKDAY_NUMBERS[said]


def _newest(number: int, until: date) -> date:
    return until - (until.weekday() - number) % _WEEK * _DAY


def _of_week(today: date, number: int, which: str) -> date:
    weeks = 0 if which in _RUNNING else 1 if which in _COMING else -1
    return Week.of(today).monday + (number + weeks * _WEEK) * _DAY
