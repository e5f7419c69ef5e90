"""A shortlist of similar names: by trigrams, then by edit distance.

To compare 63,000 names with what was typed takes 6 to 12 ms; to compare those few hundred that
share one of its rarest trigrams takes a quarter of a millisecond and loses none that are close.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# One edit breaks at most four trigrams (two letters that changed places); a close name has at
# least one of the seven rarest where there was one edit, and most often where there were two.
RAREST = 7
SHORTEST_START, SHORTEST_PART = 3, 4  # letters by which a longer name may be meant
MOST_LONGER = 300  # names that begin with, or contain, what was typed: more say nothing
# What it costs to mean a longer name, in edits: "Karu" for Karuwisi, "Sei Dadap" for a plantation.
BEGINS, CONTAINS, PER_LETTER = 1.0, 1.6, 0.02


class Shortlist:
    """Distinct names in letters and digits alone, in order. A name is known by its place in it."""

    def __init__(self, names: Iterable[str]) -> None:
        """Sort the names and note the trigrams of each."""
        self.names = sorted(set(names))
        grams: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for place, name in enumerate(self.names):
            for gram in _trigrams(name):
                grams[gram].append(place)
        self._grams = dict(grams)

    def place(self, name: str) -> int | None:
        """Return where a name stands, spelt exactly so."""
        found = bisect_left(self.names, name)
        return found if self.names[found : found + 1] == [name] else None

    def __contains__(self, name: str) -> bool:
        return self.place(name) is not None

    def close(self, typed: str) -> Iterator[tuple[int, float]]:
        """Yield the names near to what was typed, with what it costs to mean them, in edits.

        A name may come twice: close by edits, and longer than what was typed.
        """
        pool = self._pool(typed)
        near = process.extract(
            typed,
            [self.names[place] for place in pool],
            scorer=OSA.distance,
            score_cutoff=allowed(typed),
            limit=None,
        )
        for _, distance, at in near:
            yield pool[at], float(distance)
        for place in (*self._starting(typed), *self._containing(typed)):
            if (cost := longer(typed, self.names[place])) is not None:
                yield place, cost

    def _pool(self, typed: str) -> list[int]:
        """Return the places of the names that share one of the rarest trigrams."""
        known = [self._grams[gram] for gram in _trigrams(typed) if gram in self._grams]
        pool: set[int] = set()
        for places in sorted(known, key=len)[:RAREST]:
            pool.update(places)
        return list(pool)

    def _starting(self, typed: str) -> range:
        if len(typed) < SHORTEST_START:
            return range(0)
        first = bisect_left(self.names, typed)
        return range(first, bisect_left(self.names, typed + "~"))[:MOST_LONGER]

    def _containing(self, typed: str) -> Sequence[int]:
        """Return where names are that have all of it inside: each trigram of it is in them."""
        inner = [typed[start : start + 3] for start in range(len(typed) - 2)]
        if len(typed) < SHORTEST_PART or not all(gram in self._grams for gram in inner):
            return ()
        rarest = min((self._grams[gram] for gram in inner), key=len)
        return [place for place in rarest if typed in self.names[place]][:MOST_LONGER]


def costs(typed: str, names: Sequence[str]) -> Iterator[tuple[int, float]]:
    """Yield for a few names, each of which is looked at, its index and the cost to mean it."""
    near = process.extract(
        typed, names, scorer=OSA.distance, score_cutoff=allowed(typed), limit=None
    )
    for _, distance, at in near:
        yield at, float(distance)
    if len(typed) >= SHORTEST_START:
        for at, name in enumerate(names):
            if (cost := longer(typed, name)) is not None:
                yield at, cost


def allowed(typed: str) -> int:
    """Return how many slips in so many letters still are a slip: more is another name."""
    return 1 + (len(typed) >= 5) + (len(typed) >= 10)  # noqa: PLR2004 - letters


def longer(typed: str, name: str) -> float | None:
    """Return the cost to mean a name of which only a part was typed; None where it is no part."""
    if len(name) <= len(typed) or typed not in name:
        return None
    rest = PER_LETTER * (len(name) - len(typed))
    if name.startswith(typed):
        return BEGINS + rest
    return CONTAINS + rest if len(typed) >= SHORTEST_PART else None


def _trigrams(name: str) -> set[str]:
    padded = f"  {name} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}
