"""Rows by the region to which they belong: those of any region are found without a search."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

from bot.domain.access import Level, level_of
from bot.places.region_filters import AFTER_DOT, EVERYWHERE, outermost

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

T = TypeVar("T")


class ByRegion(Generic[T]):
    """Rows by the codes of their regions, of which each may have several."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        """Group the rows, each with the code of its region."""
        self._rows: dict[str, list[T]] = defaultdict(list)
        for code, row in rows:
            self._rows[code].append(row)
        self._codes = sorted(self._rows)

    def __contains__(self, code: str) -> bool:
        """Tell whether a region has rows of its own."""
        return code in self._rows

    @property
    def codes(self) -> Sequence[str]:
        """Return the codes of the regions that have rows, in order."""
        return self._codes

    def at(self, codes: Iterable[str]) -> list[T]:
        """Return the rows of these very regions."""
        return [row for code in codes for row in self._rows.get(code, ())]

    def inside(self, regions: Collection[str]) -> list[T]:
        """Return the rows of these regions and of all that lies in them, each once, in order."""
        return self.at(code for region in sorted(_apart(regions)) for code in self._in(region))

    def _in(self, region: str) -> Sequence[str]:
        if region == EVERYWHERE:
            return self._codes
        if level_of(region) is Level.VILLAGE:
            return (region,)
        first = bisect_left(self._codes, region)
        return self._codes[first : bisect_left(self._codes, f"{region}{AFTER_DOT}", first)]


def _apart(regions: Collection[str]) -> Collection[str]:
    return regions if len(regions) == 1 else outermost(regions)
