"""What a period is called where its year has to stand with it: on pictures and documents."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.domain.calendar import Week
from bot.domain.period import Unit
from bot.locales import mark

if TYPE_CHECKING:
    from bot.domain.period import Period
    from bot.locales import Say

WEEK = mark("Minggu ke-{number}, {days}")
QUARTER = mark("Triwulan {number} tahun {year}")
HALF = mark("Semester {number} tahun {year}")
OF_ONE_MONTH = mark("{first}\u2013{last}")
SPAN = mark("{first} sampai {last}")


@lru_cache(maxsize=256)
def label(period: Period, say: Say) -> str:
    """Return its name: of a week with its days, of other days those alone."""
    if period.unit is Unit.WEEK:
        return say.plain(WEEK, number=Week.of(period.first).number, days=_days(period, say))
    if period.unit is Unit.MONTH:
        return say.month_of(period.first)
    if period.unit is Unit.QUARTER:
        number = (period.first.month + 2) // 3
        return say.plain(QUARTER, number=number, year=period.first.year)
    if period.unit is Unit.HALF:
        number = (period.first.month + 5) // 6
        return say.plain(HALF, number=number, year=period.first.year)
    return str(period.first.year) if period.unit is Unit.YEAR else _days(period, say)


def _days(period: Period, say: Say) -> str:
    if period.days == 1:
        return say.whole_date(period.first)
    first, last = period.first, period.last
    if (first.year, first.month) == (last.year, last.month):
        return say.plain(OF_ONE_MONTH, first=first.day, last=say.whole_date(last))
    begins = say.whole_date(first) if first.year != last.year else say.day_of_month(first)
    return say.plain(SPAN, first=begins, last=say.whole_date(last))
