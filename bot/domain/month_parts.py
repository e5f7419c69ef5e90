"""Parts of a month: "awal november", "akhir bulan lalu", "minggu kedua november", "mid may"."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain import newest_year
from bot.domain.period import Period, Unit
from bot.domain.period_patterns import MONTH_NUMBERS, NAMED_MONTH, ORDINALS, ROMAN, YEAR_OF

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    Made = Callable[[Period], Period]

_DAY = timedelta(days=1)
_WEEK, _THIRD = 7, 10  # days
# "Tengah" alone is half of a province's name.
_PARTS = {
    **dict.fromkeys(("awal", "permulaan", "early", "beginning of", "start of"), 0),
    **dict.fromkeys(("pertengahan", "mid", "middle of"), 1),
    **dict.fromkeys(("akhir", "penghujung", "late", "end of"), 2),
}
_REST = 2  # what is left of a month
_NUMBERS = {**ROMAN, **ORDINALS, "kelima": 5, "fifth": 5, "terakhir": 0, "last": 0}
_SAID = ("number", "number_after", "nth", "nth_before")  # groups, of which one is found
_OF = r"(?:of\s+|in\s+|the\s+|di\s+|pada\s+|bulan\s+)*"
_MONTH = (
    rf"{_OF}(?:{NAMED_MONTH.format('month')}(?:\s+{YEAR_OF.format('year')})?"
    r"|(?P<which>(?<=bulan )(?:ini|lalu|kemarin)|(?:this|last)\s+month)\b)"
)
PART = re.compile(
    rf"\b(?P<part>{'|'.join(_PARTS)})[\s-]+(?:{_MONTH}|bulan\b)",
    re.ASCII,
)
WEEK = re.compile(
    r"(?<!pasar )(?<!hari )\b(?:(?:minggu|pekan)\s*(?:(?:ke\s*)?-?\s*(?P<number>[1-5])"
    rf"|(?P<nth>{'|'.join(_NUMBERS)}))|week\s+(?P<number_after>[1-5])"
    rf"|(?P<nth_before>{'|'.join(_NUMBERS)}|[1-5](?:st|nd|rd|th))\s+week)\s+{_MONTH}",
    re.ASCII,
)
WEEK_AFTER_ITS_MONTH = re.compile(
    rf"\b{NAMED_MONTH.format('month')}(?:\s+{YEAR_OF.format('year')})?\s+"
    rf"(?:minggu|pekan|week)\s*(?:ke\s*-?\s*)?(?P<number>[1-5]|{'|'.join(_NUMBERS)})\b",
    re.ASCII,
)


def part(found: re.Match[str], today: date) -> Period:
    """Return the first ten days of a month, the next ten, or what is left."""
    number = _PARTS[found["part"]]

    def made(month: Period) -> Period:
        first = month.first + number * _THIRD * _DAY
        last = month.last if number == _REST else first + (_THIRD - 1) * _DAY
        return Period(first, last)

    return _of_month(found, made, today)


def week(found: re.Match[str], today: date) -> Period:
    """Return seven days of a month, from its first one on, or its last ones.

    Raises ValueError for a fifth where there is none.
    """
    groups = found.groupdict()
    said = next(groups[name] for name in _SAID if groups.get(name))
    number = _NUMBERS[said] if said in _NUMBERS else int(said[:1])

    def made(month: Period) -> Period:
        if not number:
            return Period(month.last - (_WEEK - 1) * _DAY, month.last)
        first = month.first + (number - 1) * _WEEK * _DAY
        return Period(first, min(first + (_WEEK - 1) * _DAY, month.last))

    return _of_month(found, made, today)


def _of_month(found: re.Match[str], made: Made, today: date) -> Period:
    """Return what is made of the month that was said; of none, of the one that runs."""
    if not found["month"]:
        month = Period.around(Unit.MONTH, today)
        before = found["which"] and not found["which"].startswith(("ini", "this"))
        return made(month.previous() if before else month)
    number = MONTH_NUMBERS[found["month"]]
    return newest_year.of_year(
        found["year"], lambda year: made(Period.of_month(year, number)), today
    )
