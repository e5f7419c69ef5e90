"""The buttons below a summary: before and after, deeper, up and down, to the reports behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access, summary_target
from bot.domain.access import ANSWERING, PLANNERS
from bot.domain.calendar import Week
from bot.domain.period import Period, Unit
from bot.locales import mark
from bot.views import summary_files
from bot.views.card import Button, rows

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.summary_target import SummaryTarget
    from bot.locales import Say
    from bot.services.alerts.case_lookup import CaseReader
    from bot.services.digests.period_figures import PeriodFigures

WEEK, QUARTER = mark("Minggu ke-{number}"), mark("Triwulan {number}")
HALF = mark("Semester {number}")
BEFORE, AFTER = mark("Sebelumnya"), mark("Berikutnya")
DETAILS, FIGURES = mark("Rincian"), mark("Angka utama")
MORE, BACK = mark("Lainnya"), mark("Kembali")
RICH = mark("Tabel (Telegram baru)")
PLACES, REPORTS = mark("Tempat lain"), mark("Daftar laporan")


def below(
    figures: PeriodFigures, target: SummaryTarget, say: Say, reader: CaseReader
) -> tuple[tuple[Button, ...], ...]:
    """Return the rows below a view of a summary; ``target``: what is shown, its period named."""
    if target.view == summary_target.MORE:
        return rows(*_more(figures, target, say, reader))
    more = Button(say.plain(MORE), target.seen(summary_target.MORE).data)
    if target.view == summary_target.DETAILS:
        files = summary_files.buttons(say, target.place, str(figures.period))
        front = Button(say.plain(FIGURES), target.seen(summary_target.FRONT).data)
        return rows(*files, front, more)
    sideways = _sideways(figures.period, target, say, figures.zone, reader.now)
    details = Button(say.plain(DETAILS), target.seen(summary_target.DETAILS).data)
    return rows(*sideways, details, more)


def _sideways(
    period: Period, target: SummaryTarget, say: Say, zone: str, now: datetime
) -> list[Button]:
    """Return the buttons to the period before, and to the one after if that has begun."""
    before, after = period.previous(), period.following()
    buttons = [_to(target, before, f"◀ {_called(before, say, BEFORE)}")]
    if after.bounds(zone)[0] < now:
        buttons.append(_to(target, after, f"{_called(after, say, AFTER)} ▶"))
    return buttons


def _to(target: SummaryTarget, period: Period, label: str) -> Button:
    return Button(label, target._replace(period=period).data)


def _called(period: Period, say: Say, otherwise: str) -> str:
    """Return what a button calls a period."""
    if period.unit is Unit.WEEK:
        return say.plain(WEEK, number=Week.of(period.first).number)
    if period.unit is Unit.MONTH:
        return say.month_of(period.first)
    if period.unit is Unit.QUARTER:
        return say.plain(QUARTER, number=(period.first.month + 2) // 3)
    if period.unit is Unit.HALF:
        return say.plain(HALF, number=(period.first.month + 5) // 6)
    return str(period.first.year) if period.unit is Unit.YEAR else say.plain(otherwise)


def _more(
    figures: PeriodFigures, target: SummaryTarget, say: Say, reader: CaseReader
) -> list[Button]:
    buttons = []
    if figures.happened.parts or above(figures, reader) is not None:
        buttons.append(Button(say.plain(PLACES), target.seen(summary_target.PARTS).data))
    if access.may(reader.grants, ANSWERING, target.place):
        buttons.append(Button(say.plain(REPORTS), target.seen(summary_target.FIGURES).data))
    buttons.append(Button(say.plain(RICH), target.seen(summary_target.RICH).data))
    return [*buttons, back(target, say)]


def back(target: SummaryTarget, say: Say) -> Button:
    """Return the button to the figures themselves."""
    return Button(say.plain(BACK), target.seen(summary_target.FRONT).data)


def above(figures: PeriodFigures, reader: CaseReader) -> str | None:
    """Return the region above the one that is shown, "" for all one's own; None where none is.

    Only what a reader plans for is above.
    """
    own = {one.region for one in reader.grants if access.matches(one.role, PLANNERS)}
    if len(figures.regions) != 1:
        return None
    code = figures.regions[0].code
    higher = code.rpartition(".")[0]
    if higher and access.may(reader.grants, PLANNERS, higher):
        return higher
    return "" if own - {code} else None
