"""What stands behind the totals of a period: its days and hours, waits, weeks, coverage."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.domain import calendar
from bot.domain.escalation import AlertStatus
from bot.domain.summary_target import QUARTER_DAY
from bot.locales import counted, mark
from bot.views import display_names
from bot.views.card import Markup
from bot.views.results import RESULTS, STATES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.calendar import Week
    from bot.locales import Say
    from bot.services.digests.period_figures import (
        Noteworthy,
        PeriodFigures,
        SituationTotals,
        Times,
        Waits,
    )
    from bot.settings import Config

_MONDAY = date(2024, 1, 1)
TELLING = 3  # incidents in one hour of the week: fewer are chance

WHEN = mark("<b>Hari dan jam</b>")
DAYS = mark("Hari: {days}")
HOURS = mark("Jam: {hours}")
PEAK = counted("Paling sering: {day} {first}-{last}, {n} kejadian")
WEEKS = mark("<b>12 minggu sampai {day}</b>\n{counts} (minggu ke-{first} sampai ke-{last})")
RUNS = mark("Minggu terakhir belum selesai.")
WAITED = mark("<b>Waktu</b>")
ANSWERED = mark("Sampai dijawab: nilai tengah {middle}, 9 dari 10 paling lama {most}")
CLOSED = mark("Sampai selesai: nilai tengah {middle}, 9 dari 10 paling lama {most}")
OF = counted("dari {n} panggilan kepada petugas")
NO_WAITS = mark("Belum ada data.")
COVERAGE = mark("<b>Cakupan</b>")
VILLAGES = counted(
    "Desa/kelurahan: {n}, tanpa Bhabinkamtibmas: {missing}, tidak lagi memberi kabar: {silent}"
)
SITUATIONS = mark("Laporan aman: {count} (sebelumnya {before}), dari {villages} desa/kelurahan")
NO_SITUATIONS = mark("Laporan aman: tidak ada")
NOTED = mark("<b>Kejadian menonjol</b>")
NOTED_LINE = mark("- {at}: {what}, {where}, {state}")


def text(figures: PeriodFigures, say: Say, config: Config, now: datetime) -> Markup:
    """Return the details, without a title."""
    this_week = calendar.this_week(now, figures.zone)
    parts = [
        _when(figures.times, say),
        _weeks(figures.times, say, this_week),
        _waits(figures.times, say),
        _coverage(figures, say),
        _noted(figures.noteworthy, say, config),
    ]
    return Markup("\n\n").join(Markup("\n").join(lines) for lines in parts if lines)


def _when(times: Times, say: Say) -> list[Markup]:
    """Return the days and the quarters of the day; the hour that stands out, if one does."""
    by_day = [sum(hours) for hours in times.hours]
    if not sum(by_day):
        return []
    days = ", ".join(f"{weekday(day, say)} {n}" for day, n in enumerate(by_day))
    quarters = range(0, 24, QUARTER_DAY)
    in_quarters = ", ".join(f"{hours(first)}: {within(times, first)}" for first in quarters)
    lines = [say(WHEN), say(DAYS, days=days), say(HOURS, hours=in_quarters)]
    most, day, hour = max(
        (n, -day, -hour) for day, row in enumerate(times.hours) for hour, n in enumerate(row)
    )
    if most >= TELLING:
        named = {"day": weekday(-day, say), "first": say.hour(-hour), "last": say.hour(1 - hour)}
        lines.append(say.many(*PEAK, most, **named))
    return lines


def within(times: Times, first: int) -> int:
    """Return how many came in the quarter of the day that begins at an hour."""
    return sum(sum(row[first : first + QUARTER_DAY]) for row in times.hours)


def hours(first: int) -> str:
    """Return what the quarter of the day is called that begins at an hour."""
    return f"{first:02}-{first + QUARTER_DAY:02}"


def weekday(day: int, say: Say) -> str:
    """Return what a weekday is called in short; 0: Monday."""
    return say.weekday(_MONDAY + timedelta(days=day))


def _weeks(times: Times, say: Say, this_week: Week) -> list[Markup]:
    counts = ", ".join(say.number(n) for _, n in times.trend)
    first, last = times.trend[0][0], times.trend[-1][0]
    day = say.whole_date(last.sunday)
    weeks = say(WEEKS, day=day, counts=counts, first=first.number, last=last.number)
    return [weeks, *([say(RUNS)] if last == this_week else [])]


def _waits(times: Times, say: Say) -> list[Markup]:
    lines = [
        line
        for sentence, waits in ((ANSWERED, times.answered), (CLOSED, times.closed))
        for line in _wait(sentence, waits, say)
    ]
    return [say(WAITED), *(lines or [say(NO_WAITS)])]


def _wait(sentence: str, waits: Waits, say: Say) -> list[Markup]:
    if waits.median is None or waits.nearly_all is None:
        return []
    spans = {"middle": say.duration(waits.median), "most": say.duration(waits.nearly_all)}
    return [Markup("{} ({})").format(say(sentence, **spans), say.many(*OF, waits.count))]


def _coverage(figures: PeriodFigures, say: Say) -> list[Markup]:
    guarded = figures.guarded
    lacks = {
        "missing": say.number(len(guarded.missing)),
        "silent": say.number(len(figures.silent)),
    }
    villages = say.many(*VILLAGES, guarded.villages, **lacks)
    return [say(COVERAGE), villages, _situations(figures.situations, say)]


def _situations(situations: SituationTotals, say: Say) -> Markup:
    total = situations.total
    if not total.now and not total.before:
        return say(NO_SITUATIONS)
    return say(
        SITUATIONS,
        count=say.number(total.now),
        before=say.number(total.before),
        villages=say.number(situations.villages),
    )


def _noted(noted: Sequence[Noteworthy], say: Say, config: Config) -> list[Markup]:
    if not noted:
        return []
    return [say(NOTED), *(_noted_line(one, say, config) for one in noted)]


def _noted_line(one: Noteworthy, say: Say, config: Config) -> Markup:
    over = one.outcome is not None
    state = (
        RESULTS.get(one.outcome or "", RESULTS["other"])
        if over
        else STATES[AlertStatus(one.status)]
    )
    return say(
        NOTED_LINE,
        at=say.moment(one.opened_at, one.zone),
        what=display_names.label(config, one.category, say),
        where=one.place.name,
        state=say.plain(state).lower(),
    )
