"""What a period is compared with, as sentences name it: whatever shows figures says it alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.period import Unit
from bot.locales import counted, mark
from bot.views import period_label

if TYPE_CHECKING:
    from bot.domain.period import Period
    from bot.locales import Say

FULL = mark("{period}, dibanding {before}.")
RUNNING = mark("{period} (sampai {until}), dibanding {before} sampai hari dan jam yang sama.")
RUNNING_DAYS = mark("{period} (sampai {until}), dibanding {before} sampai jam yang sama.")
BEFORE = {
    Unit.WEEK: mark("minggu sebelumnya"),
    Unit.MONTH: mark("bulan sebelumnya"),
    Unit.QUARTER: mark("triwulan sebelumnya"),
    Unit.HALF: mark("semester sebelumnya"),
    Unit.YEAR: mark("tahun sebelumnya"),
}
WEEKDAY_BEFORE = mark("{day} sebelumnya")
WEEKEND_BEFORE = mark("akhir pekan sebelumnya")
SAME_DAYS_BEFORE = mark("hari yang sama minggu sebelumnya")
DAYS_BEFORE = counted("{n} hari sebelumnya")

# In documents, which name the days themselves.
COMPARED = mark("Dibanding periode sebelumnya: {before}.")
COMPARED_SO_FAR = mark("Dibanding periode sebelumnya ({before}), sampai hari dan jam yang sama.")
COMPARED_DAYS_SO_FAR = mark("Dibanding periode sebelumnya ({before}), sampai jam yang sama.")
SAME_DAYS = mark("Dibanding hari yang sama minggu sebelumnya: {before}.")
SAME_DAYS_SO_FAR = mark(
    "Dibanding hari yang sama minggu sebelumnya ({before}), sampai jam yang sama."
)


def heading(period: Period, say: Say, *, until: str | None) -> str:
    """Return the line of a period and what it is compared with; ``until``: it runs until now."""
    running = RUNNING if period.unit in BEFORE or period.is_weekend else RUNNING_DAYS
    named = {"period": period_label.label(period, say), "before": _before(period, say)}
    return say(FULL, **named) if until is None else say(running, **named, until=until)


def in_documents(period: Period, say: Say, *, runs: bool) -> str:
    """Return the same in a sentence that names the days."""
    if period.is_within_a_week:
        sentence = SAME_DAYS_SO_FAR if runs else SAME_DAYS
    elif runs:
        sentence = COMPARED_DAYS_SO_FAR if period.unit is Unit.DAYS else COMPARED_SO_FAR
    else:
        sentence = COMPARED
    return say.plain(sentence, before=period_label.label(period.compared_with(), say))


def _before(period: Period, say: Say) -> str:
    if period.unit in BEFORE:
        return say.plain(BEFORE[period.unit])
    if period.days == 1:
        return say.plain(WEEKDAY_BEFORE, day=say.weekday(period.first, whole=True))
    if period.is_weekend:
        return say.plain(WEEKEND_BEFORE)
    if period.is_within_a_week:
        return say.plain(SAME_DAYS_BEFORE)
    return say.many(*DAYS_BEFORE, period.days)
