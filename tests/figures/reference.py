"""Every figure of a period, counted again: plain loops over what happened, slow and obvious.

Nothing of what the bot counts with is used here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.figures.country import ZONES, parts_of
from tests.figures.reference_rules import (
    DAY,
    Country,
    Days,
    Reader,
    covers,
    local_day,
)
from tests.figures.reference_state import ReferenceState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bot.domain.category import Category
    from bot.domain.period import Period
    from tests.figures.history import History, Told, Worker

FALSE = ("no_incident", "mistaken", "false_report")
GRAVE = ("DARURAT", "TINGGI")
Pair = tuple[int, int]
Waited = tuple[timedelta | None, timedelta | None, int]  # median, nine of ten, how many


@dataclass(frozen=True)
class Counted:
    """The figures of a period in some regions, for a reader."""

    total: Pair
    villages: dict[str, Pair]
    parts: dict[str, Pair]
    categories: list[tuple[str, Pair]]
    classes: dict[str, Pair]
    no_incident: int
    mistaken: int
    false_reports: int
    hidden: int
    hours: list[list[int]]
    trend: list[tuple[date, int]]
    answered: Waited
    closed: Waited
    unfinished: tuple[int, int, int, int]
    guarded: tuple[int, set[str], dict[str, int], int, int]
    silent: set[str]
    situations: tuple[int, int, int]
    noteworthy: list[str]


class Reference:
    """A history, counted by hand for one reader in some regions."""

    def __init__(
        self, history: History, kinds: Mapping[str, Category], worker: Worker | None = None
    ) -> None:
        """Count for ``worker``, or for nobody in particular."""
        self.history = history
        self.country = Country(history)
        self.reader = Reader(worker, kinds, self.country)
        self.state = ReferenceState(history, self.country, self.reader)

    def counted(self, codes: Sequence[str], period: Period) -> Counted:
        """Return every figure of a period; ``codes``: none lies in another."""
        days = self._days(codes, period)
        all_of_it = [one for one in self.own(codes, days) if self.reader.counts(one[0])]
        real = [one for one in all_of_it if one[0].outcome not in FALSE]
        now = [told for told, here in real if here.has(told.at)]
        everything = [told for told, here in all_of_it if here.has(told.at)]
        outcomes = [told.outcome for told in everything]
        return Counted(
            total=_pair(real),
            villages=_grouped(real, lambda told: told.village),
            parts=self._parts(codes, real),
            categories=self._categories(real),
            classes=_grouped(real, lambda told: _class(self.reader.kind(told.kind))),
            no_incident=outcomes.count("no_incident"),
            mistaken=outcomes.count("mistaken"),
            false_reports=outcomes.count("false_report"),
            hidden=self._hidden(codes, period),
            hours=_hours([(told, here.zone) for told, here in real if here.has(told.at)]),
            trend=self._trend(codes, days),
            answered=_answered(everything),
            closed=_closed(everything),
            unfinished=self.state.unfinished(codes),
            guarded=self.state.guarded(codes, days),
            silent=self.state.silent(days),
            situations=self.state.situations(days),
            noteworthy=self._noteworthy(now, days),
        )

    def _hidden(self, codes: Sequence[str], period: Period) -> int:
        """Return how many are hidden from it, in steps of five; of chosen days none."""
        days = self._days(codes, period)
        unread = [
            told
            for told, here in self.own(codes, days)
            if here.has(told.at) and self.reader.hides(told)
        ]
        return 0 if period.unit == "days" else len(unread) - len(unread) % 5

    def behind(self, what: str, codes: Sequence[str], period: Period) -> set[str]:
        """Return the tickets that a figure counts and its reader may open.

        ``what``: "all", "grave", "confidential", a category, a class, a weekday (``d0``: Monday),
        or a quarter of the day (``h06``: from six on).
        """
        found = set()
        for told, here in self.own(codes, self._days(codes, period)):
            kind = self.reader.kind(told.kind)
            hidden = kind.confidential == "yes"
            meant = {"all", kind.code, _class(kind), *(["confidential"] if hidden else [])}
            there = told.at.astimezone(ZoneInfo(here.zone))
            meant |= {f"d{there.weekday()}", f"h{there.hour // 6 * 6:02}"}
            if told.severity in GRAVE and not hidden:
                meant.add("grave")
            real = told.outcome not in FALSE and here.has(told.at)
            if real and what in meant and self.reader.counts(told) and self.reader.opens(told):
                found.add(told.ticket)
        return found

    def _days(self, codes: Sequence[str], period: Period) -> dict[str, Days]:
        """Return the period in each region, where it has begun."""
        found = {code: Days.of(period, ZONES[code[:2]], self.history.now) for code in sorted(codes)}
        return {code: days for code, days in found.items() if days.begun}

    def own(self, codes: Sequence[str], days: Mapping[str, Days]) -> list[tuple[Told, Days]]:
        """Return what is an incident of its own in these regions, each once, with its clocks."""
        found = []
        for told in self.history.told:
            if told.into is not None or told.kind == "situasi_aman":
                continue
            where = [code for code in days if self.country.lies_in(told.village, code)]
            if where:
                found.append((told, days[where[0]]))
        del codes
        return found

    def _parts(self, codes: Sequence[str], real: Iterable[tuple[Told, Days]]) -> dict[str, Pair]:
        parts = parts_of(codes)
        if not parts:
            return {}
        counts = _grouped(
            real,
            lambda told: next((one for one in parts if covers(one, told.village)), told.village),
        )
        return dict.fromkeys(parts, (0, 0)) | counts

    def _categories(self, real: Iterable[tuple[Told, Days]]) -> list[tuple[str, Pair]]:
        def shown(told: Told) -> str:
            kind = self.reader.kind(told.kind)
            return "confidential" if kind.confidential == "yes" else kind.code

        found = _grouped(real, shown)
        return sorted(found.items(), key=lambda one: (-one[1][0], -one[1][1], one[0]))[:5]

    def _trend(self, codes: Sequence[str], days: Mapping[str, Days]) -> list[tuple[date, int]]:
        first = next(iter(days.values()))
        end = local_day(first.until() - timedelta(microseconds=1), first.zone)
        monday = end - end.weekday() * DAY
        counts = dict.fromkeys((monday - 7 * back * DAY for back in reversed(range(12))), 0)
        for told, here in self.own(codes, days):
            day = local_day(told.at, here.zone)
            week = day - day.weekday() * DAY
            real = told.outcome not in FALSE and self.reader.counts(told)
            if week in counts and real and (not here.runs or told.at <= here.now):
                counts[week] += 1
        return list(counts.items())

    def _noteworthy(self, now: Iterable[Told], days: Mapping[str, Days]) -> list[str]:
        """Return the gravest five, the newest first; of what is confidential none."""
        grave = [
            told
            for told in now
            if told.severity in GRAVE and self.reader.kind(told.kind).confidential != "yes"
        ]
        zones = list(dict.fromkeys(here.zone for here in days.values()))
        grave.sort(
            key=lambda told: (
                GRAVE.index(told.severity),
                -told.at.timestamp(),
                zones.index(ZONES[told.village[:2]]),
                told.number,
            )
        )
        return [told.ticket for told in grave[:5]]


def called(told: Told) -> bool:
    """Tell whether an incident called somebody, or was answered as one that does."""
    return not told.quiet


def _pair(entries: Iterable[tuple[Told, Days]]) -> Pair:
    listed = list(entries)
    return (
        sum(here.has(told.at) for told, here in listed),
        sum(here.had(told.at) for told, here in listed),
    )


def _grouped(entries: Iterable[tuple[Told, Days]], key: Callable[[Told], str]) -> dict[str, Pair]:
    found: dict[str, list[tuple[Told, Days]]] = {}
    for told, here in entries:
        if here.has(told.at) or here.had(told.at):
            found.setdefault(key(told), []).append((told, here))
    return {name: _pair(some) for name, some in found.items()}


def _class(kind: Category) -> str:
    first = kind.police_class.replace("/", " ").split(" ")[0]
    return first if first in {"I", "II", "III", "IV"} else "-"


def _hours(entries: Iterable[tuple[Told, str]]) -> list[list[int]]:
    table = [[0] * 24 for _ in range(7)]
    for told, zone in entries:
        there = told.at.astimezone(ZoneInfo(zone))
        table[there.weekday()][there.hour] += 1
    return table


def _answered(told: Sequence[Told]) -> Waited:
    return _waits([one.answered_at - one.at for one in told if one.answered_at and called(one)])


def _closed(told: Sequence[Told]) -> Waited:
    ended = [one for one in told if called(one) and one.outcome != "mistaken"]
    return _waits([one.closed_at - one.at for one in ended if one.closed_at])


def _waits(spans: list[timedelta]) -> Waited:
    if not spans:
        return None, None, 0
    ordered = sorted(spans)
    half = len(ordered) // 2
    middle = ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
    least = next(nth for nth in range(1, len(ordered) + 1) if 10 * nth >= 9 * len(ordered))
    return timedelta(seconds=round(middle.total_seconds())), ordered[least - 1], len(ordered)
