"""A week's figures as a phone shows them: short lines, and no percentage of nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.domain.access import Level, level_of
from bot.domain.figures import Change
from bot.locales import counted, mark
from bot.services.digests.period_figures import CLOSED
from bot.views import compared_period, display_names, present_state
from bot.views.card import Markup
from bot.views.length import several
from bot.views.office import place_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.figures import Comparison
    from bot.domain.period import Period
    from bot.locales import Say
    from bot.models import Region
    from bot.services.digests.period_figures import (
        IncidentTotals,
        PeriodFigures,
        PeriodTotals,
        Waits,
    )
    from bot.services.digests.place_queries import Place
    from bot.settings import Config

LISTED = 10  # villages with incidents
NAMED = 5  # regions in the title

TITLE = mark("<b>Ringkasan {region}</b>")
INCIDENTS = mark("<b>Kejadian: {count}</b> (sebelumnya {before}{change})")
INCIDENTS_SAME = mark("<b>Kejadian: {count}</b> (sama dengan sebelumnya)")
BY_CATEGORY = mark("Menurut jenis:")
BY_REGION = mark("Menurut wilayah:")
BY_PART = {
    Level.VILLAGE: mark("Menurut desa/kelurahan:"),
    Level.DISTRICT: mark("Menurut kecamatan:"),
    Level.REGENCY: mark("Menurut kabupaten/kota:"),
    Level.PROVINCE: mark("Menurut provinsi:"),
}
BY_CLASS = mark("Menurut golongan:")
ENTRY = mark("- {what}: {count} ({difference})")
SMALL = mark("jumlah kecil")
SMALL_ONES = mark("Di bawah 10: jumlah kecil, tanpa persen.")
SAME = mark("tetap")
CLOSED_REPORTS = mark("Laporan rahasia")
# Gangguan kamtibmas as the police count them.
POLICE_CLASSES = {
    "I": mark("Kejahatan"),
    "II": mark("Pelanggaran"),
    "III": mark("Gangguan"),
    "IV": mark("Bencana"),
}
OTHER_CLASS = mark("Golongan lain")
FALSE_ALARMS = mark("Tidak dihitung: {no_incident} tidak ada kejadian, {mistaken} salah kirim.")
WITH_FALSE = mark(
    "Tidak dihitung: {no_incident} tidak ada kejadian, {mistaken} salah kirim, {false} laporan"
    " palsu."
)
CONFIDENTIAL = mark("Laporan rahasia, tidak dihitung di atas: sedikitnya {n}.")
ANSWERED = counted("Waktu jawab (nilai tengah): {span}, dari {n} panggilan")
NOT_ANSWERED = mark("Waktu jawab: belum ada data")
TESTS = mark("Uji panggilan tidak dijawab: {n}")
SILENT = counted("Tidak lagi memberi kabar (7 hari): {n} desa/kelurahan ({places})")
SO_FAR = counted(
    "Minggu ini sampai {until}: {n} kejadian (minggu sebelumnya sampai hari dan jam"
    " yang sama: {before}{change})"
)
SO_FAR_SAME = counted(
    "Minggu ini sampai {until}: {n} kejadian (sama dengan minggu sebelumnya sampai hari dan jam"
    " yang sama)"
)


def text(figures: PeriodFigures, say: Say, config: Config, *, listed: bool = False) -> Markup:
    """Return the figures with their title; ``listed``: a list above them says what is open."""
    unfinished = None if listed else figures.unfinished
    parts = (
        head(figures, say),
        Markup("\n").join(happened(figures.happened, say, config)),
        present_state.text(unfinished, figures.guarded, say, config),
    )
    return joined(parts, [answered(figures.times.answered, say), *of_the_period(figures, say)])


def joined(parts: tuple[str, str, str], beside: Sequence[str]) -> Markup:
    """Return a text of its title, what happened, and how it stands.

    ``beside``: lines below what happened. All are HTML already.
    """
    title, counts, present = parts
    below = "\n".join([counts, *beside])
    return Markup("\n\n".join(filter(None, (title, below, present))))


def head(figures: PeriodFigures, say: Say) -> Markup:
    """Return what is counted: where, when, and against what."""
    return heading(figures.regions, figures.period, figures.comparison, figures.zone, say)


def heading(
    regions: Sequence[Region], period: Period, compared: Comparison, zone: str, say: Say
) -> Markup:
    """Return the same of what is not counted yet; ``zone``: of the clocks that are told."""
    named = say(TITLE, region=_title(regions, say))
    until = say.moment(compared.span.until, zone) if compared.running else None
    return Markup("\n").join((named, compared_period.heading(period, say, until=until)))


def title(figures: PeriodFigures, say: Say) -> str:
    """Return what the regions are called together."""
    return _title(figures.regions, say)


def _title(regions: Sequence[Region], say: Say) -> str:
    return several([place_label(region) for region in regions], say, NAMED)


def happened(counts: IncidentTotals, say: Say, config: Config) -> list[Markup]:
    """Return what happened: in all, by police class, category and place."""
    sentence = INCIDENTS if counts.total.difference else INCIDENTS_SAME
    lines = [_total(sentence, counts.total, say)]
    classes = [(police_class(code, say), change) for code, change in counts.classes]
    lines += _table(BY_CLASS, classes, say)
    labelled = [(_category(code, say, config), change) for code, change in counts.categories]
    lines += _table(BY_CATEGORY, labelled, say)
    lines += _parts(counts, say)
    if any(
        change.is_small for _, change in (*counts.classes, *counts.categories, *_listed(counts))
    ):
        lines.append(say(SMALL_ONES))
    wrong = {"no_incident": counts.no_incident, "mistaken": counts.mistaken}
    if counts.false_reports:
        lines.append(say(WITH_FALSE, **wrong, false=counts.false_reports))
    elif any(wrong.values()):
        lines.append(say(FALSE_ALARMS, **wrong))
    if counts.confidential_at_least:
        lines.append(say(CONFIDENTIAL, n=say.number(counts.confidential_at_least)))
    return lines


def _parts(counts: IncidentTotals, say: Say) -> list[Markup]:
    """Return the places in the region that had incidents, the most frequent first."""
    some = _listed(counts)
    if not some:
        return []
    named = [(place.name, change) for place, change in some[:LISTED]]
    levels = {level_of(place.code) for place, _ in some}
    heading = BY_PART[levels.pop()] if len(levels) == 1 else BY_REGION
    return _table(heading, named, say, more=len(some) - LISTED)


def _listed(counts: IncidentTotals) -> list[tuple[Place, Change]]:
    some = [(place, change) for place, change in counts.parts if change != Change()]
    return sorted(some, key=lambda entry: (-entry[1].now, -entry[1].before))


def of_the_period(figures: PeriodFigures, say: Say) -> list[Markup]:
    """Return which calls went unheard in the period, and where nothing came from."""
    failed = figures.guarded.tests_failed
    lines = [say(TESTS, n=say.number(failed))] if failed else []
    return [*lines, *silent(figures.silent, say)]


def silent(places: Sequence[Place], say: Say) -> list[Markup]:
    """Return where nothing came from, in a line if there is such a place."""
    return (
        [say.many(*SILENT, len(places), places=present_state.names(places, say))] if places else []
    )


def so_far(totals: PeriodTotals, say: Say) -> Markup:
    """Return the running week's figures in one line."""
    until = say.moment(totals.comparison.span.until, totals.zone)
    total = totals.happened.total
    sentence = SO_FAR if total.difference else SO_FAR_SAME
    return say.many(*sentence, total.now, until=until, **_against(total, say))


@lru_cache(maxsize=1024)
def _total(sentence: str, change: Change, say: Say) -> Markup:
    return say(sentence, count=say.number(change.now), **_against(change, say))


def _against(change: Change, say: Say) -> dict[str, str]:
    """Return a figure of the week before, and by how much it changed since."""
    said = [_difference(change, say)]
    if change.percent is not None:
        said.append(f"{change.percent:+}%")
    if change.is_small:
        said.append(say.plain(SMALL))
    return {
        "before": say.number(change.before),
        "change": "".join(f", {part}" for part in said),
    }


def _difference(change: Change, say: Say) -> str:
    return f"{change.difference:+}" if change.difference else say.plain(SAME)


def growth(change: Change, say: Say) -> str:
    """Return the difference, and where both counts are large enough to mean it, the percentage."""
    told = change.percent if change.difference else None
    return _difference(change, say) + (f", {told:+}%" if told is not None else "")


def _table(
    heading: str, entries: Sequence[tuple[str, Change]], say: Say, *, more: int = 0
) -> list[Markup]:
    if not entries:
        return []
    lines = [_entry(what, change, say) for what, change in entries]
    rest = [say("- dan {n} lagi", n=say.number(more))] if more > 0 else []
    return [say(heading), *lines, *rest]


@lru_cache(maxsize=4096)  # a week of the nation has few different ones
def _entry(what: str, change: Change, say: Say) -> Markup:
    return say(ENTRY, what=what, count=say.number(change.now), difference=growth(change, say))


def answered(waits: Waits, say: Say) -> Markup:
    """Return how long a period's incidents waited for an answer."""
    if waits.median is None:
        return say(NOT_ANSWERED)
    return say.many(*ANSWERED, waits.count, span=say.duration(waits.median))


def _category(code: str, say: Say, config: Config) -> str:
    return say.plain(CLOSED_REPORTS) if code == CLOSED else display_names.label(config, code, say)


def police_class(code: str, say: Say) -> str:
    """Return what a class of incidents is called, after the police's own."""
    name = POLICE_CLASSES.get(code)
    return f"{code} {say.plain(name)}" if name else say.plain(OTHER_CLASS)
