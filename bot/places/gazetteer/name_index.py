"""Every region by its code and by the forms of its name, in a few megabytes.

A region is known by its place among all codes in order, so that what lies in a region is a range.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from bot.domain.place_names import bare
from bot.places.gazetteer.shortlist import Shortlist
from bot.places.gazetteer.spelling import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

VILLAGE, DISTRICT, REGENCY = 4, 3, 2
_DIGITS = {1: 10**8, 2: 10**6, 3: 10**4, 4: 1}  # of a code of so many parts, as one number
_FIRST_CITY = 71  # of the regencies of a province; those before it are kabupaten


class NameIndex:
    """Names to places and back. Built once from what the database holds; then only read."""

    def __init__(self, regions: Iterable[tuple[str, str]]) -> None:
        """Take the code and name of every region that people may mean."""
        ordered = sorted((_number(code), code.count(".") + 1, name) for code, name in regions)
        self._codes = array("Q", [number for number, _, _ in ordered])
        self.levels = bytes(level for _, level, _ in ordered)
        bearers: defaultdict[str, list[int]] = defaultdict(list)
        for place, (_, level, name) in enumerate(ordered):
            for form in _forms(level, name):
                bearers[form].append(place)
        self.names = Shortlist(bearers)
        self.ways = Shortlist(
            form
            for form, places in bearers.items()
            if any(self.levels[place] != VILLAGE for place in places)
        )
        self._bearers = _Lists(bearers[name] for name in self.names.names)
        self._names_of = _Lists(self._turned())

    def __len__(self) -> int:
        return len(self._codes)

    def bearers(self, at: int) -> Sequence[int]:
        """Return the places of the regions whose name stands at ``at`` among the names."""
        return self._bearers[at]

    def names_of(self, place: int) -> Sequence[int]:
        """Return where the forms of a region's name stand among the names."""
        return self._names_of[place]

    def span(self, code: str) -> range:
        """Return the places of a region and of everything in it; empty where there is none."""
        first = _number(code)
        size = _DIGITS[code.count(".") + 1]
        return range(bisect_left(self._codes, first), bisect_right(self._codes, first + size - 1))

    def span_at(self, place: int) -> range:
        """Return the places of a region, by its own place, and of everything in it."""
        size = _DIGITS[self.levels[place]]
        return range(place, bisect_right(self._codes, self._codes[place] + size - 1))

    def code(self, place: int) -> str:
        """Return the code of a place, with its dots."""
        return _written(self._codes[place], self.levels[place])

    def kind(self, place: int) -> str:
        """Return what a region is: kelurahan, desa, kecamatan, kabupaten, kota, provinsi.

        The digits tell: a kelurahan's own part begins with 1, a city's with 7.
        """
        number = self._codes[place]
        if self.levels[place] == VILLAGE:
            return "kelurahan" if number % 10_000 // 1000 == 1 else "desa"
        if self.levels[place] == REGENCY:
            return "kota" if number // _DIGITS[REGENCY] % 100 >= _FIRST_CITY else "kabupaten"
        return "kecamatan" if self.levels[place] == DISTRICT else "provinsi"

    def _turned(self) -> Iterator[list[int]]:
        """Yield for each region where the forms of its name stand."""
        of: defaultdict[int, list[int]] = defaultdict(list)
        for at in range(len(self.names.names)):
            for place in self._bearers[at]:
                of[place].append(at)
        return (of[place] for place in range(len(self)))


class _Lists:
    """Many short lists of numbers, end to end: an object for each would weigh four times more."""

    def __init__(self, lists: Iterable[Iterable[int]]) -> None:
        self._ends, self._all = array("I", [0]), array("I")
        for one in lists:
            self._all.extend(one)
            self._ends.append(len(self._all))

    def __getitem__(self, at: int) -> Sequence[int]:
        return self._all[self._ends[at] : self._ends[at + 1]]


def _forms(level: int, name: str) -> list[str]:
    found = forms_of(name)
    return list(dict.fromkeys((bare(name), *found))) if level == REGENCY else found


def _number(code: str) -> int:
    parts = code.split(".")
    return int("".join(parts)) * _DIGITS[len(parts)]


def _written(number: int, level: int) -> str:
    digits = f"{number:010}"
    parts = digits[:2], digits[2:4], digits[4:6], digits[6:]
    return ".".join(parts[:level])
