"""Days that are told from today: "minggu lalu", "2 hari yang lalu", "senin", "kemarin"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.domain.calendar import Week
from bot.domain.period import Period, Unit
from bot.domain.period_patterns import TO, WEEKDAY_NUMBERS, pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    Meaning = Callable[[re.Match[str], date], Period]

_DAY = timedelta(days=1)
_WEEK = 7  # days
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
SATURDAY, SUNDAY = 5, 6
_SPOKEN_NUMBERS = (
    *(("dua", "two"), ("tiga", "three"), ("empat", "four"), ("lima", "five"), ("enam", "six")),
    *(("tujuh", "seven"), ("delapan", "eight"), ("sembilan", "nine"), ("sepuluh", "ten")),
)
NUMBERS = {name: at for at, names in enumerate(_SPOKEN_NUMBERS, start=2) for name in names}
_SINGLE = {
    **dict.fromkeys(("hari ini", "today"), 0),
    **dict.fromkeys(("kemarin", "kemaren", "kmrn", "yesterday"), 1),
    **dict.fromkeys(("kemarin lusa", "kemarin dulu"), 2),
    **dict.fromkeys(("besok", "tomorrow"), -1),
    **dict.fromkeys(("lusa", "besok lusa"), -2),
}
RUNNING, COMING = ("ini", "berjalan", "this"), ("depan", "mendatang", "next")

UNIT = "|".join(UNITS)
NUMBER_WORDS = "|".join(NUMBERS)
HOW_MANY = rf"(?<![\d.])[1-9]\d?|\b(?:{NUMBER_WORDS})"
LAST = r"(?:yang\s+|yg\s+)?(?:lalu|kemarin|kemaren|kmrn|sebelumnya|terakhir)"
_WEEKDAY = rf"(?<!pasar )(?<!pekan )\b(?:hari\s+)?(?P<{{0}}>{'|'.join(WEEKDAY_NUMBERS)})\b"
_SUNDAY = r"(?<!pasar )(?<!pekan )\bhari\s+minggu\b"  # "minggu" alone is a week


SPOKEN = pattern(
    rf"(?<!pasar )(?<!hari )\b(?P<unit>{UNIT})\s+(?P<which>ini|berjalan|depan|mendatang|{LAST})\b"
    rf"|\b(?P<which_before>this|last|previous|next)\s+(?P<unit_after>{UNIT})\b"
)
AGO = pattern(
    rf"(?:(?P<count>{HOW_MANY})\s+|\b(?:se|a\s+|one\s+))(?P<unit>{UNIT})"
    r"\s+(?:(?:yang\s+|yg\s+)?(?:lalu|sebelumnya)|ago)\b"
)
DAYS_AGO = pattern(
    rf"(?:(?<![\d.])(?P<count>[1-9]\d{{0,2}}|{NUMBER_WORDS}))\s+(?:hari|days?)"
    r"\s+(?:(?:yang\s+|yg\s+)?lalu|ago)\b"
)
SPOKEN_DAY = pattern(
    r"\b(?:hari\s+ini|today|kemarin\s+(?:lusa|dulu)|kemarin|kemaren|kmrn|yesterday"
    r"|besok\s+lusa|besok|lusa|tomorrow)\b"
)
WEEKDAY_OF_WEEK = pattern(
    rf"(?:{_WEEKDAY.format('weekday')}|(?P<sunday>{_SUNDAY}))\s+(?:minggu|pekan|mgg)\s+"
    rf"(?P<which>ini|depan|{LAST})\b"
    rf"|{_WEEKDAY.format('weekday_before')}\s+(?P<which_after>this|last|next)\s+week\b"
)
WEEKDAYS = pattern(
    rf"{_WEEKDAY.format('first')}{TO}(?:{_WEEKDAY.format('last')}|(?P<sunday>minggu)\b)"
)
WEEKDAY = pattern(
    rf"(?:\b(?P<which_before>this|last|next)\s+)?"
    rf"(?:{_WEEKDAY.format('weekday')}|(?P<sunday>{_SUNDAY}))"
    rf"(?:\s+(?P<which>ini|depan|{LAST})\b)?"
)
ALONE = pattern(
    rf"\b(?P<long>triwulan|kuartal|quarter|semester)\b"
    rf"|^(?P<unit>{'|'.join((*UNITS, *_ADVERBS))})$"
)


def spoken(found: re.Match[str], today: date) -> Period:
    """Return the week, month ... that runs, the one before or the one to come."""
    period = Period.around(UNITS[found["unit"] or found["unit_after"]], today)
    which = found["which"] or found["which_before"]
    if which in RUNNING:
        return period
    return period.following() if which in COMING else period.previous()


def ago(found: re.Match[str], today: date) -> Period:
    """Return the week (the month ...) so many of them ago."""
    period = Period.around(UNITS[found["unit"]], today)
    for _ in range(number(found["count"])):
        period = period.previous()
    return period


def days_ago(found: re.Match[str], today: date) -> Period:
    """Return the day so many days ago."""
    return _one(today - number(found["count"]) * _DAY)


def single(found: re.Match[str], today: date) -> Period:
    """Return yesterday, today or tomorrow."""
    return _one(today - _SINGLE[" ".join(found[0].split())] * _DAY)


def weekday(found: re.Match[str], today: date) -> Period:
    """Return the newest such weekday; "last": before today; "this", "next": of that week."""
    which = found["which"] or found["which_before"]
    number = _weekday_number(found["weekday"])
    if which in (*RUNNING, *COMING):
        return _one(_of_week(today, number, which))
    return _one(newest_weekday(number, today if which is None else today - _DAY))


def weekday_of_week(found: re.Match[str], today: date) -> Period:
    """Return the weekday of this week, of the last or of the next."""
    number = _weekday_number(found["weekday"] or found["weekday_before"])
    return _one(_of_week(today, number, found["which"] or found["which_after"]))


def weekdays(found: re.Match[str], today: date) -> Period:
    """Return from one weekday to another, the newest of them that have begun."""
    first = newest_weekday(_weekday_number(found["first"]), today)
    return Period(first, first + (_weekday_number(found["last"]) - first.weekday()) % _WEEK * _DAY)


def alone(found: re.Match[str], today: date) -> Period:
    """Return what runs of a unit that is named alone."""
    said = found["long"] or found["unit"]
    return Period.around(UNITS.get(said) or _ADVERBS[said], today)


def number(said: str | None) -> int:
    """Return the number of "3" or "tiga"; one where none is said."""
    if said is None:
        return 1
    return NUMBERS[said] if said in NUMBERS else int(said)


def _one(day: date) -> Period:
    return Period(day, day)


def _weekday_number(said: str | None) -> int:
    """Return 0 for Monday; Sunday where it was said as "minggu", which is a week too."""
    return SUNDAY if said is None else WEEKDAY_NUMBERS[said]


def newest_weekday(number: int, until: date) -> date:
    """Return the newest day that is this weekday; 0: Monday."""
    return until - (until.weekday() - number) % _WEEK * _DAY


def _of_week(today: date, number: int, which: str) -> date:
    weeks = 0 if which in RUNNING else 1 if which in COMING else -1
    return Week.of(today).monday + (number + weeks * _WEEK) * _DAY
