"""One search: each reading of what was typed, the regions that it may mean, and their cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.access import Level, ancestors, region_at
from bot.places.gazetteer.enclosing_regions import EnclosingRegions
from bot.places.gazetteer.name_index import VILLAGE
from bot.places.gazetteer.name_parser import NamePart, Reading
from bot.places.gazetteer.scope import SearchScope
from bot.places.gazetteer.spelling import forms_of, spoken_forms, vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from bot.places.gazetteer.name_index import NameIndex

# What it costs to mean a region, in edits of the name; the least is the likeliest.
IN_FULL = 0.05  # "Tj Priok" for Tanjung Priok: the same name, were there not one spelt so
LESS = 1.0  # "Kampung Karuwisi" or "Karuwisi III" for Karuwisi
ANOTHER_KIND = 0.3  # "Desa Karuwisi", which is a kelurahan
RUN_TOGETHER = 0.2  # "karuwisipanakkukang", read as a name and what it lies in
# How much less likely is what lies far away, by how many levels are shared with whoever asks:
# what one's own regency has with a slip comes before what another province has to the letter.
FAR = (1.5, 1.25, 0.25, 0.0)  # nothing, the province, the regency, the district
TOLD = 0.1  # of that, where it was said in what it lies
SHORTEST_RUN, SHORTEST_PART = 8, 3  # letters that may be two names run together; of each of them


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which regions are asked for: of these levels, and where they lie."""

    levels: Collection[int] = (VILLAGE,)
    within: tuple[str, ...] | None = None  # codes in which alone they may lie; None: the nation
    near: str | None = None  # the region of whoever asks: what lies there is likelier


@dataclass(frozen=True, slots=True, order=True)
class ScoredRegion:
    """A region that may be meant: what it costs with its distance, and by its name alone."""

    cost: float
    spoken: float
    code: str


class Search:
    """Collects what each reading finds; a region keeps the best of what it costs."""

    def __init__(self, index: NameIndex, wanted: Wanted) -> None:
        """Search ``index`` for what is wanted."""
        self._index = index
        self._wanted = wanted
        self._above = EnclosingRegions(index)
        everywhere = [range(len(index))]
        self._within = everywhere if wanted.within is None else [*map(index.span, wanted.within)]
        self._near = ancestors(wanted.near) if wanted.near else ()
        self._found: dict[int, ScoredRegion] = {}

    def take(self, reading: Reading) -> None:
        """Look for a name where it is said to lie; where nothing is said, everywhere."""
        if not reading.above:
            self._everywhere(reading.name)
        elif regions := self._above.meant(reading.above):
            self._inside(reading.name, regions)
        for split in self._run_together(reading):
            if regions := self._above.meant(split.above):
                self._inside(split.name, regions, RUN_TOGETHER)

    def found(self) -> list[ScoredRegion]:
        """Return what was found, the likeliest first."""
        return sorted(self._found.values())

    def _everywhere(self, name: NamePart) -> None:
        """Look for a name of which nothing is said, and in one's own regency at each."""
        self._look(name, SearchScope(self._index, [(span, 0.0) for span in self._within]))
        if self._wanted.near and (regency := region_at(self._wanted.near, Level.REGENCY)):
            self._look(name, SearchScope(self._index, [(self._index.span(regency), 0.0)]))

    def _inside(self, name: NamePart, regions: Mapping[int, float], extra: float = 0.0) -> None:
        spans = [(self._index.span_at(place), cost + extra) for place, cost in regions.items()]
        self._look(name, SearchScope(self._index, spans), TOLD)

    def _look(self, name: NamePart, scope: SearchScope, far: float = 1.0) -> None:
        for form, extra in _forms(name).items():
            for place, cost in scope.meant(form):
                if self._is_wanted(place):
                    self._keep(place, cost + extra + self._strange(name.kind, place), far)

    def _is_wanted(self, place: int) -> bool:
        fits = self._index.levels[place] in self._wanted.levels
        return fits and any(place in span for span in self._within)

    def _strange(self, kind: str, place: int) -> float:
        return ANOTHER_KIND if kind and kind != self._index.kind(place) else 0.0

    def _keep(self, place: int, spoken: float, far: float) -> None:
        code = self._index.code(place)
        found = ScoredRegion(spoken + far * self._far(code), spoken, code)
        if place not in self._found or found < self._found[place]:
            self._found[place] = found

    def _far(self, code: str) -> float:
        if not self._near:
            return 0.0
        shared = sum(code.startswith(region) for region in self._near)
        return FAR[min(shared, len(FAR) - 1)]

    def _run_together(self, reading: Reading) -> Iterator[Reading]:
        """Yield the ways to part one long word into a name and what it lies in.

        One of the two must be spelt right: with one slip, that is so.
        """
        name, index = reading.name, self._index
        if len(name.said) != 1 or len(run := name.said[0]) < SHORTEST_RUN or run in index.names:
            return
        for cut in range(SHORTEST_PART, len(run) - SHORTEST_PART + 1):
            first, rest = run[:cut], run[cut:]
            if first in index.names or rest in index.ways:
                yield Reading(NamePart((first,), name.sign), (NamePart((rest,)), *reading.above))


def _forms(name: NamePart) -> dict[str, float]:
    """Return the forms of a name to look for, and what each adds to the cost."""
    plain, *others = spoken_forms(name.said)
    forms: dict[str, float] = {}
    for less in _less(name.said):
        forms |= dict.fromkeys(spoken_forms(less), LESS)
    for meant in vocabulary().nicknames.get(plain, ()):
        forms |= dict.fromkeys(forms_of(meant), IN_FULL)
    forms |= dict.fromkeys(others, IN_FULL)
    return forms | {plain: 0.0, "".join(name.whole): 0.0}


def _less(said: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield a name without what people add to it: a "Kampung" before it, a number after it."""
    if len(said) > 1 and said[0] in vocabulary().prefixes:
        yield said[1:]
    if len(said) > 1 and said[-1] in vocabulary().numbers:
        yield said[:-1]
