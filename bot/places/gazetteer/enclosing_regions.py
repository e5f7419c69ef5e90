"""The enclosing regions that a text names: districts, regencies, provinces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.places.gazetteer.name_index import VILLAGE
from bot.places.gazetteer.shortlist import allowed
from bot.places.gazetteer.spelling import forms, forms_of, spoken_forms, vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.places.gazetteer.name_index import NameIndex
    from bot.places.gazetteer.name_parser import NamePart

MOST_MEANT = 40  # regions that one word may mean, the likeliest first
WITHIN_REACH = 1.5  # edits by which one of them may be worse than the best
ANOTHER_KIND = 0.3  # "Kab. Bandung" where the city is meant


class EnclosingRegions:
    """Reads what one message says of where a place lies; remembers what it has looked up."""

    def __init__(self, index: NameIndex) -> None:
        """Look up in ``index``."""
        self._index = index
        self._meant: dict[tuple[str, tuple[str, ...]], dict[int, float]] = {}
        self._in_a_row: dict[tuple[str, tuple[str, ...]], dict[int, float]] = {}

    def meant(self, parts: Sequence[NamePart]) -> Mapping[int, float]:
        """Return the regions that lie in all of what the parts name, with the cost to mean them.

        They may be named in any order; each part may name several in a row.
        """
        found: Mapping[int, float] | None = None
        for part in parts:
            here = self._several(part.sign, part.said)
            found = here if found is None else self._both(found, here)
        return found or {}

    def _several(self, sign: str, said: tuple[str, ...]) -> Mapping[int, float]:
        """Return what words mean that name one region, or one and then what it lies in."""
        key = sign, said
        if key not in self._in_a_row:
            self._in_a_row[key] = self._parted(sign, said)
        return self._in_a_row[key]

    def _parted(self, sign: str, said: tuple[str, ...]) -> dict[int, float]:
        found = dict(self._one(sign, said))
        for count in range(1, len(said)):
            first = self._one(sign, said[:count])
            rest = self._several("", said[count:]) if first else {}
            _merge(found, self._both(first, rest))
        return _likely(found)

    def _one(self, sign: str, said: tuple[str, ...]) -> Mapping[int, float]:
        key = sign, said
        if key not in self._meant:
            self._meant[key] = self._looked_up(sign, said)
        return self._meant[key]

    def _looked_up(self, sign: str, said: tuple[str, ...]) -> dict[int, float]:
        found: dict[int, float] = {}
        for form in self._forms(sign, said):
            for at, cost in self._index.ways.close(form):
                name = self._index.ways.names[at]
                _merge(found, dict.fromkeys(self._regions(name), cost))
        return _likely({place: cost + self._strange(sign, place) for place, cost in found.items()})

    def _forms(self, sign: str, said: tuple[str, ...]) -> list[str]:
        """Return the forms to look for; those of what a nickname stands for come first."""
        known, kinds = vocabulary().nicknames, vocabulary().kinds
        found = [form for name in known.get("".join(said), ()) for form in forms_of(name)]
        found += spoken_forms(said)
        if len(said) > 1 and said[0] in kinds:
            found += spoken_forms(said[1:])
        if sign:
            found += forms((sign, *said))
        return [form for form in dict.fromkeys(found) if allowed(form) < len(form)]

    def _regions(self, name: str) -> list[int]:
        at = self._index.names.place(name)
        levels = self._index.levels
        places = self._index.bearers(at) if at is not None else ()
        return [place for place in places if levels[place] != VILLAGE]

    def _strange(self, sign: str, place: int) -> float:
        kind = vocabulary().kinds.get(sign)
        return ANOTHER_KIND if kind and kind != self._index.kind(place) else 0.0

    def _both(self, some: Mapping[int, float], others: Mapping[int, float]) -> dict[int, float]:
        """Return the smaller of each two regions of which one lies in the other."""
        spans = [(place, self._index.span_at(place), cost) for place, cost in others.items()]
        found: dict[int, float] = {}
        for first, first_cost in some.items():
            inside = self._index.span_at(first)
            for second, span, second_cost in spans:
                if second in inside or first in span:
                    _merge(found, {max(first, second): first_cost + second_cost})
        return _likely(found)


def _merge(into: dict[int, float], more: Mapping[int, float]) -> None:
    for place, cost in more.items():
        if cost < into.get(place, float("inf")):
            into[place] = cost


def _likely(found: Mapping[int, float]) -> dict[int, float]:
    if not found:
        return {}
    reach = min(found.values()) + WITHIN_REACH
    likely = sorted((cost, place) for place, cost in found.items() if cost <= reach)
    return {place: cost for cost, place in likely[:MOST_MEANT]}
