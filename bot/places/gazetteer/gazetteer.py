"""The villages that somebody may mean by what they typed, the likeliest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.places.gazetteer.name_index import NameIndex
from bot.places.gazetteer.name_parser import readings
from bot.places.gazetteer.search import Search, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable

SURE = 0.1  # costs at most so much: named in full, without a slip


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A region that may be meant."""

    code: str
    score: float  # 1: named in full, and near; the less, the less likely
    sure: bool  # named in full, without a slip


@dataclass(frozen=True, slots=True)
class Matches:
    """The likeliest regions, and how many are named in full by what was typed."""

    likeliest: tuple[NameMatch, ...]
    bearers: int


class Gazetteer:
    """Finds regions by name. Only read after it was made: any thread may ask."""

    def __init__(self, regions: Iterable[tuple[str, str]]) -> None:
        """Take the code and name of every region that there is today."""
        self._index = NameIndex(regions)

    def find(self, text: str, wanted: Wanted, limit: int) -> Matches:
        """Return the regions that ``text`` may mean.

        1. It is read in each way that it can be: a name, and what it lies in.
        2. For each way: the regions above that may be meant, then the names in them.
        3. The cost of a region is what its best reading costs, and how far it lies.
        """
        search = Search(self._index, wanted)
        for reading in readings(text):
            search.take(reading)
        found = search.found()
        likeliest = [
            NameMatch(one.code, round(1 / (1 + one.cost), 3), one.spoken <= SURE)
            for one in found[:limit]
        ]
        return Matches(tuple(likeliest), sum(one.spoken <= SURE for one in found))
