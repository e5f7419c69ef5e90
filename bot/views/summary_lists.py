"""Lists below a summary: the places in it and above it, and the figures that have reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.domain import summary_target
from bot.domain.access import Level, level_of
from bot.locales import mark
from bot.places import place_search
from bot.services.digests.period_figures import CLOSED
from bot.views import display_names, period_details, period_label, summary_buttons, weekly
from bot.views.card import MAX_BUTTONS, Button, Card, Markup, rows
from bot.views.length import LISTED, length, listed, whole_words
from bot.views.office import place_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.figures import Change
    from bot.domain.summary_target import SummaryTarget
    from bot.locales import Say
    from bot.services.alerts.case_lookup import CaseReader
    from bot.services.digests.period_figures import PeriodFigures
    from bot.services.digests.place_queries import Place
    from bot.settings import Config
    from bot.views.render_context import RenderContext

PER_PAGE = MAX_BUTTONS - 1
ROOM = 3000  # units for the entries; below them stands how any other is asked for
LABEL = 36

PLACES = mark("<b>Tempat: {region}</b>\n{period}. Tekan tempat yang ingin dilihat.")
FIGURES = mark("<b>Daftar laporan: {region}</b>\n{period}. Tekan angka yang ingin dibuka.")
TYPED = mark("Tempat lain: ketik /ringkasan dan namanya.")
ENTRY = mark("{number}. {what}: {count} ({difference})")
UP = mark("▲ {place}")
ALL_OWN = mark("▲ Semua wilayah saya")
NEXT = mark("Berikutnya")
INCIDENTS, GRAVE, UNFINISHED = mark("Semua kejadian"), mark("Menonjol"), mark("Belum selesai")

BY_CLOCKS = {
    summary_target.DAYS: mark("Menurut hari"),
    summary_target.HOURS: mark("Menurut jam"),
}


class _Entry(NamedTuple):
    """A line, and what its button says and leads to."""

    line: Markup
    label: str
    data: str


async def places(
    showing: RenderContext,
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
    up = await _up(showing, figures, target, say, reader)
    head = say(PLACES, region=weekly.title(figures, say), period=_called(figures, say))
    small = _small([change for _, change in parts], say)
    return _card(head, entries, target, say, up=up, tail=[*small, say(TYPED)])


async def _up(
    showing: RenderContext,
    figures: PeriodFigures,
    target: SummaryTarget,
    say: Say,
    reader: CaseReader,
) -> Button | None:
    code = summary_buttons.above(figures, reader)
    if code is None:
        return None
    region = await place_search.by_code(showing.session, code) if code else None
    named = say.plain(UP, place=place_label(region)) if region is not None else say.plain(ALL_OWN)
    to = target.seen(summary_target.FRONT)._replace(place=code or None)
    return Button(whole_words(named, LABEL), to.data)


def _place(number: int, place: Place, change: Change, target: SummaryTarget, say: Say) -> _Entry:
    to = target.seen(summary_target.FRONT)._replace(place=place.code)
    village = level_of(place.code) is Level.VILLAGE
    name = place.name if village else place.name.removeprefix("Kabupaten ")
    label = whole_words(f"{number}. {name}: {say.number(change.now)}", LABEL)
    return _Entry(_line(number, place.name, change, say), label, to.data)


def figures_with_reports(
    figures: PeriodFigures, target: SummaryTarget, say: Say, config: Config
) -> Card:
    """List the figures behind which there are reports; each opens them."""
    named = [(summary_target.ALL, say.plain(INCIDENTS), figures.happened.total)]
    for code, change in figures.happened.categories:
        name = code if code == CLOSED else ""
        label = say.plain(weekly.CLOSED_REPORTS) if name else display_names.label(config, code, say)
        named.append((code, label, change))
    named += [(code, weekly.police_class(code, say), one) for code, one in figures.happened.classes]
    shown = [entry for entry in named if entry[2].now]
    entries = [
        _Entry(
            _line(number, name, change, say),
            whole_words(f"{number}. {name}", LABEL),
            target.seen(summary_target.REPORTS, what=what).data,
        )
        for number, (what, name, change) in enumerate(shown, start=1)
    ]
    if figures.noteworthy:
        to = target.seen(summary_target.REPORTS, what=summary_target.GRAVE)
        entries.append(_plain(len(entries) + 1, say.plain(GRAVE), to.data))
    if figures.happened.total.now:
        entries += [
            _plain(number, say.plain(name), target.seen(view).data)
            for number, (view, name) in enumerate(BY_CLOCKS.items(), start=len(entries) + 1)
        ]
    to = target.seen(summary_target.REPORTS, what=summary_target.UNFINISHED)
    entries.append(_plain(len(entries) + 1, say.plain(UNFINISHED), to.data))
    tail = _small([change for _, _, change in shown], say)
    return _card(_head(figures, say), entries, target, say, tail=tail)


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
        _plain(number, name, target.seen(summary_target.REPORTS, what=what).data)
        for number, (what, name) in enumerate(shown, start=1)
    ]
    return _card(_head(figures, say), entries, target, say)


def _head(figures: PeriodFigures, say: Say) -> Markup:
    return say(FIGURES, region=weekly.title(figures, say), period=_called(figures, say))


def _plain(number: int, name: str, data: str) -> _Entry:
    line = Markup("{}. {}").format(number, name)
    return _Entry(line, f"{number}. {name}", data)


def _line(number: int, what: str, change: Change, say: Say) -> Markup:
    return say(
        ENTRY,
        number=number,
        what=what,
        count=say.number(change.now),
        difference=weekly.growth(change, say),
    )


def _small(changes: Sequence[Change], say: Say) -> list[Markup]:
    """Say that some numbers are small, where some are: nothing of nothing is no number."""
    some = any(one.is_small for one in changes if one.now or one.before)
    return [say(weekly.SMALL_ONES)] if some else []


def _called(figures: PeriodFigures, say: Say) -> str:
    return period_label.label(figures.period, say)


def _card(
    head: Markup,
    entries: Sequence[_Entry],
    target: SummaryTarget,
    say: Say,
    *,
    up: Button | None = None,
    tail: Sequence[Markup] = (),
) -> Card:
    """Lay out a page of entries; the last button turns the page, on the last one back.

    ``tail``: what stands below them, each by itself.
    """
    size = PER_PAGE - (up is not None)
    pages = max(-(-len(entries) // size), 1)
    page = min(target.page, pages - 1)
    shown = entries[page * size : (page + 1) * size]
    lines = listed([one.line for one in entries], say, room=min(ROOM, LISTED - length(head)))
    buttons = [up] if up is not None else []
    buttons += [Button(one.label, one.data) for one in shown]
    further = Button(say.plain(NEXT), target.seen(target.view, page + 1).data)
    buttons.append(further if page + 1 < pages else summary_buttons.back(target, say))
    parts = [head, Markup("\n").join(lines), *tail]
    return Card(Markup("\n\n").join(part for part in parts if part), rows(*buttons, width=1))
