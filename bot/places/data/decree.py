"""A decree as an operator writes it down: what it does to the regions, a line for each.

    from 2026-12-01
    add 73.71.09.1090 Karuwisi Raya
    pass 73.71.09.1001 73.71.09.1090
    end 73.71.09.1001
    rename 73.71.09.1002 Panaikang Indah

``pass OLD NEW``: what lay in OLD lies in NEW from then on, wholly if OLD ends, else in part. So a
split adds a region and passes the old one to it; a merger passes several to one, and ends them; a
new number adds, passes and ends. A province is added with its zone: ``add 97 WIT Papua Timur``.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from bot.domain.calendar import ZONES
from bot.places.data import PROVINCE, REGENCY, RegionRow, outlined, parse_outline
from bot.places.data.decrees import CodeChange, Nation

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

_ZONES = {name: zone for zone, name in ZONES.items()}
NO_DAY = "no line says from which day it holds; write first: from 2026-12-01"
_CODE = re.compile(r"\d\d(?:\.\d\d(?:\.\d\d(?:\.[123]\d{3})?)?)?", re.ASCII)


class BadDecreeError(ValueError):
    """Lines that cannot be taken. ``lines``: the number of each, from 1, and why."""

    def __init__(self, lines: Iterable[tuple[int, str]]) -> None:
        """Name them in their order."""
        self.lines = sorted(lines)
        super().__init__("; ".join(f"line {number}: {why}" for number, why in self.lines))


class _BadLineError(ValueError):
    """Why one line cannot be taken."""


def decreed(text: str, nation: Iterable[RegionRow], known: Collection[str]) -> Nation:
    """Return the nation after the decree that ``text`` writes down.

    ``nation``: the regions of today; ``known``: every code that there ever was. What the decree
    asks for and is so already changes nothing. Raises BadDecreeError.
    """
    decree = _Decree(nation, known)
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if words := line.partition("#")[0].split():
            decree.take(number, words)
    return decree.nation()


class _Decree:
    """The regions as the lines change them, one after the other."""

    def __init__(self, nation: Iterable[RegionRow], known: Collection[str]) -> None:
        rows = list(nation)
        self._names = {row.code: row.name for row in rows}
        self._zones = {row.code: row.zone for row in rows if row.level == PROVINCE}
        self._known = known
        self._day: date | None = None
        self._passed: list[tuple[int, str, str]] = []
        self._ends: dict[str, int] = {}
        self._bad: list[tuple[int, str]] = []
        self._verbs: dict[str, Callable[[int, list[str]], None]] = {
            "from": self._from,
            "add": self._add,
            "rename": self._rename,
            "pass": self._pass,
            "end": self._end,
        }

    def take(self, number: int, words: list[str]) -> None:
        """Do what a line says, or note why it cannot be done."""
        verb, *others = words
        try:
            self._verbs.get(verb, _unknown)(number, others)
        except _BadLineError as bad:
            self._bad.append((number, str(bad)))

    def nation(self) -> Nation:
        """Return what came out of it. Raises BadDecreeError where a line could not be taken."""
        self._look_at_what_ends()
        self._look_at_what_passes()
        if self._day is None:
            self._bad.append((1, NO_DAY))
        if self._bad or self._day is None:
            raise BadDecreeError(self._bad)
        code_changes = tuple(CodeChange(self._day, old, new) for _, old, new in self._passed)
        return Nation(self._day, tuple(parse_outline(self._outline())), code_changes)

    def _outline(self) -> Iterable[str]:
        for code in sorted(self._names, key=lambda code: code.split(".")):
            yield outlined(code, self._names[code], self._zones.get(code, ""))

    def _from(self, _: int, words: list[str]) -> None:
        if self._day is not None:
            raise _BadLineError(f"it holds from {self._day} already")
        try:
            (written,) = words
            self._day = date.fromisoformat(written)
        except ValueError:
            raise _BadLineError("that is no day; write: from 2026-12-01") from None

    def _add(self, _: int, words: list[str]) -> None:
        code, *name = _coded(words)
        if _level(code) == PROVINCE:
            if not name or name[0] not in _ZONES:
                raise _BadLineError(f"a province has a zone; write: add {code} WIB, WITA or WIT")
            self._zones[code] = _ZONES[name.pop(0)]
        elif code.rpartition(".")[0] not in self._names:
            raise _BadLineError(f"{code} lies in {code.rpartition('.')[0]}, which there is not")
        said = _named(code, name)
        if self._names.setdefault(code, said) != said:
            raise _BadLineError(f"{code} is there, and is called {self._names[code]}; rename it")

    def _rename(self, _: int, words: list[str]) -> None:
        code, *name = _coded(words)
        self._must_be(code)
        self._names[code] = _named(code, name)

    def _pass(self, number: int, words: list[str]) -> None:
        old, *others = _coded(words)
        new, *rest = _coded(others)
        if rest:
            raise _BadLineError("two codes pass, the old one and the new; write a line for each")
        if old == new or _level(old) != _level(new):
            raise _BadLineError(f"{old} cannot pass to {new}: they must be two of one level")
        self._passed.append((number, old, new))

    def _end(self, number: int, words: list[str]) -> None:
        code, *rest = _coded(words)
        if rest:
            raise _BadLineError("one code ends; write a line for each")
        if code not in self._known:
            self._must_be(code)
        self._ends[code] = number
        self._names.pop(code, None)

    def _look_at_what_ends(self) -> None:
        """Nothing may be left in a region that ended."""
        left = {code.rpartition(".")[0]: code for code in self._names}
        for code, number in self._ends.items():
            if code in left and code not in self._names:
                self._bad.append((number, f"{code} cannot end: {left[code]} lies in it still"))

    def _look_at_what_passes(self) -> None:
        for number, old, new in self._passed:
            if old not in self._names and old not in self._known:
                self._bad.append((number, f"there never was a region {old}"))
            if new not in self._names:
                self._bad.append((number, f"there is no region {new} to pass to; add it"))

    def _must_be(self, code: str) -> None:
        if code not in self._names:
            raise _BadLineError(f"there is no region {code} today")


def _unknown(_: int, __: list[str]) -> None:
    raise _BadLineError("a line begins with from, add, rename, pass or end")


def _coded(words: list[str]) -> list[str]:
    """Return words that begin with a code."""
    if not words or _CODE.fullmatch(words[0]) is None:
        said = repr(words[0]) if words else "nothing"
        raise _BadLineError(f"{said} is no code; write it like 73, 73.71 or 73.71.09.1001")
    return words


def _named(code: str, words: list[str]) -> str:
    if not words:
        raise _BadLineError(f"{code} has no name; write it behind the code")
    if _level(code) == REGENCY and words[0] not in {"Kabupaten", "Kota"}:
        raise _BadLineError(f"the name of {code} begins with Kabupaten or Kota")
    return " ".join(words)


def _level(code: str) -> int:
    return code.count(".") + 1
