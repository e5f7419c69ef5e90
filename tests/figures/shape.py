"""The bot's figures in the shape of the reference, so that the two are compared by ``==``."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from tests.figures.reference import Counted

if TYPE_CHECKING:
    from datetime import timedelta

    from bot.domain.figures import Change
    from bot.services.digests.period_figures import PeriodFigures, Waits


def of(figures: PeriodFigures) -> Counted:
    """Return the figures as the reference has them."""
    counts, times, guarded = figures.happened, figures.times, figures.guarded
    wells, open_now = figures.situations, figures.unfinished
    return Counted(
        total=_pair(counts.total),
        villages={code: _pair(one) for code, one in counts.villages.items()},
        parts={place.code: _pair(one) for place, one in counts.parts},
        categories=[(code, _pair(one)) for code, one in counts.categories],
        classes={code: _pair(one) for code, one in counts.classes},
        no_incident=counts.no_incident,
        mistaken=counts.mistaken,
        false_reports=counts.false_reports,
        hidden=counts.confidential_at_least,
        hours=[list(day) for day in times.hours],
        trend=[(week.monday, n) for week, n in times.trend],
        answered=_waits(times.answered),
        closed=_waits(times.closed),
        unfinished=(open_now.open, open_now.unanswered, open_now.waiting, open_now.overdue),
        guarded=(
            guarded.villages,
            {place.code for place in guarded.missing},
            {place.code: n for place, n in guarded.unreachable},
            guarded.unreachable_people,
            guarded.tests_failed,
        ),
        silent={place.code for place in figures.silent},
        situations=(wells.total.now, wells.total.before, wells.villages),
        noteworthy=[one.ticket for one in figures.noteworthy],
    )


def differences(figures: PeriodFigures, expected: Counted) -> dict[str, tuple[Any, Any]]:
    """Return the figures that are others than expected, each with what it should be."""
    found = of(figures)
    both = {
        one.name: (getattr(found, one.name), getattr(expected, one.name)) for one in fields(found)
    }
    return {name: pair for name, pair in both.items() if pair[0] != pair[1]}


def _pair(change: Change) -> tuple[int, int]:
    return change.now, change.before


def _waits(waits: Waits) -> tuple[timedelta | None, timedelta | None, int]:
    return waits.median, waits.nearly_all, waits.count
