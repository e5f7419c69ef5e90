"""Where a name is looked for: some spans of regions, each with what it costs to mean it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bot.places.gazetteer.shortlist import costs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.places.gazetteer.name_index import NameIndex

LOOKED_AT = 2000  # regions; in a larger scope the close names of the nation are taken first


class SearchScope:
    """Regions, as spans of places. In few each name is looked at, so that none is missed.

    The shortest names have no trigram left to be found by once a letter of them is wrong.
    """

    def __init__(self, index: NameIndex, spans: Sequence[tuple[range, float]]) -> None:
        """Take the spans with their costs; they may overlap."""
        self._index = index
        self._spans = spans
        self._few = sum(len(span) for span, _ in spans) <= LOOKED_AT
        self._names = self._each() if self._few else {}

    def meant(self, form: str) -> Iterator[tuple[int, float]]:
        """Yield the regions whose names are close to ``form``, with the cost to mean them."""
        if self._few:
            ats = list(self._names)
            names = [self._index.names.names[at] for at in ats]
            for which, cost in costs(form, names):
                for place, above in self._names[ats[which]]:
                    yield place, cost + above
            return
        for at, cost in self._index.names.close(form):
            for place in self._index.bearers(at):
                for span, above in self._spans:
                    if place in span:
                        yield place, cost + above

    def _each(self) -> dict[int, list[tuple[int, float]]]:
        """Return the names in the spans, each with the regions that bear it."""
        bearers: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        for span, above in self._spans:
            for place in span:
                for at in self._index.names_of(place):
                    bearers[at].append((place, above))
        return bearers
