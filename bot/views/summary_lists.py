"""Lists below a summary: the places in it and above it, and the figures that have reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import summary_target
from bot.domain.access import Level, level_of
from bot.locales import mark
from bot.places import place_search
from bot.services.digests.period_figures import CLOSED
from bot.views import (
    display_names,
    period_details,
    period_label,
    summary_buttons,
    summary_page,
    weekly,
)
from bot.views.card import Button
from bot.views.length import whole_words
from bot.views.office import place_label
from bot.views.summary_page import SummaryEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.figures import Change
    from bot.domain.summary_target import SummaryTarget
    from bot.locales import Say
    from bot.services.alerts.case_lookup import CaseReader
    from bot.services.digests.period_figures import PeriodFigures
    from bot.services.digests.place_queries import Place
    from bot.settings import Config
    from bot.views.card import Card, Markup
    from bot.views.render_context import RenderContext

LABEL = 36

PLACES = mark("<b>Tempat: {region}</b>\n{period}. Tekan tempat yang ingin dilihat.")
FIGURES = mark("<b>Daftar laporan: {region}</b>\n{period}. Tekan angka yang ingin dibuka.")
TYPED = mark("Tempat lain: ketik /ringkasan dan namanya.")
UP = mark("▲ {place}")
ALL_OWN = mark("▲ Semua wilayah saya")
INCIDENTS, GRAVE = mark("Semua kejadian"), mark("Kejadian menonjol")
UNFINISHED = mark("Laporan yang belum selesai")

BY_CLOCKS = {
    summary_target.DAYS: mark("Menurut hari"),
    summary_target.HOURS: mark("Menurut jam"),
}


async def places(
    context: RenderContext,
    figures: PeriodFigures,
    target: SummaryTarget,
    say: Say,
    reader: CaseReader,
) -> Card:
    """List what lies in a region, the most incidents first, above it the way up."""
    parts = sorted(figures.happened.parts, key=lambda entry: (-entry[1].now, -entry[1].before))
    entries = [
        _place(number, place, change, target, say)
        for number, (place, change) in enumerate(parts, start=1)
    ]
    up = await _up(context, figures, target, say, reader)
    head = say(PLACES, region=weekly.title(figures, say), period=_called(figures, say))
    small = summary_page.small([change for _, change in parts], say)
    return summary_page.card(head, entries, target, say, up=up, tail=[*small, say(TYPED)])


async def _up(
    context: RenderContext,
    figures: PeriodFigures,
    target: SummaryTarget,
    say: Say,
    reader: CaseReader,
) -> Button | None:
    code = summary_buttons.above(figures, reader)
    if code is None:
        return None
    region = await place_search.by_code(context.session, code) if code else None
    named = say.plain(UP, place=place_label(region)) if region is not None else say.plain(ALL_OWN)
    to = target.seen(summary_target.FRONT)._replace(place=code or None)
    return Button(whole_words(named, LABEL), to.data)


def _place(
    number: int, place: Place, change: Change, target: SummaryTarget, say: Say
) -> SummaryEntry:
    to = target.seen(summary_target.FRONT)._replace(place=place.code)
    village = level_of(place.code) is Level.VILLAGE
    name = place.name if village else place.name.removeprefix("Kabupaten ")
    label = whole_words(f"{number}. {name}: {say.number(change.now)}", LABEL)
    return SummaryEntry(summary_page.line(number, place.name, change, say), label, to.data)


def figures_with_reports(
    figures: PeriodFigures, target: SummaryTarget, say: Say, config: Config
) -> Card:
    """List the figures behind which there are reports; each opens them."""
    shown = [entry for entry in _counted(figures, say, config) if entry[2].now]
    entries = [
        SummaryEntry(
            summary_page.line(number, name, change, say),
            whole_words(f"{number}. {name}", LABEL),
            target.seen(summary_target.REPORTS, what=what).data,
        )
        for number, (what, name, change) in enumerate(shown, start=1)
    ]
    if figures.noteworthy:
        to = target.seen(summary_target.REPORTS, what=summary_target.GRAVE)
        entries.append(summary_page.plain(len(entries) + 1, say.plain(GRAVE), to.data))
    if figures.happened.total.now:
        entries += [
            summary_page.plain(number, say.plain(name), target.seen(view).data)
            for number, (view, name) in enumerate(BY_CLOCKS.items(), start=len(entries) + 1)
        ]
    to = target.seen(summary_target.REPORTS, what=summary_target.UNFINISHED)
    entries.append(summary_page.plain(len(entries) + 1, say.plain(UNFINISHED), to.data))
    tail = summary_page.small([change for _, _, change in shown], say)
    return summary_page.card(_head(figures, say), entries, target, say, tail=tail)


def _counted(figures: PeriodFigures, say: Say, config: Config) -> Iterator[tuple[str, str, Change]]:
    """Yield what is counted, what it is called, and how much of it there is."""
    yield summary_target.ALL, say.plain(INCIDENTS), figures.happened.total
    for code, change in figures.happened.categories:
        if code == CLOSED:
            yield code, say.plain(weekly.CLOSED_REPORTS), change
        else:
            yield code, display_names.label(config, code, say), change
    for code, change in figures.happened.classes:
        yield code, weekly.police_class(code, say), change


def figures_by_clocks(figures: PeriodFigures, target: SummaryTarget, say: Say) -> Card:
    """List how many there were on each weekday, or in each quarter of the day; each opens them."""
    times = figures.times
    if target.view == summary_target.DAYS:
        counts = {
            what: (period_details.weekday(day, say), sum(times.hours[day]))
            for what, day in summary_target.ON_DAY.items()
        }
    else:
        counts = {
            what: (period_details.hours(first), period_details.within(times, first))
            for what, first in summary_target.IN_HOURS.items()
        }
    shown = [(what, f"{name}: {say.number(n)}") for what, (name, n) in counts.items() if n]
    entries = [
        summary_page.plain(number, name, target.seen(summary_target.REPORTS, what=what).data)
        for number, (what, name) in enumerate(shown, start=1)
    ]
    return summary_page.card(_head(figures, say), entries, target, say)


def _head(figures: PeriodFigures, say: Say) -> Markup:
    return say(FIGURES, region=weekly.title(figures, say), period=_called(figures, say))


def _called(figures: PeriodFigures, say: Say) -> str:
    return period_label.label(figures.period, say)
