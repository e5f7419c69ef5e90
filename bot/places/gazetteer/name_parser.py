"""Parses what somebody typed: a name, the kind of place, and where it lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.place_names import words
from bot.places.gazetteer.spelling import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_WORDS, MOST_PARTS = 8, 5  # more is no name of a place
_PARTING = re.compile(r"[,;()\n]|\s[-\u2013]\s")
_BRACKETS = re.compile(r"[()]")  # "Sukamaju (Depok)", but "Kurau (Timur)" is one name
_GLUED = re.compile(
    r"(?<=[a-z])(?=(?:kec|kab|kel|prov)\.)", re.IGNORECASE
)  # "SukamajuKec.Cilodong"
# Words that always begin a new part: "karuwisi kec panakkukang". "Kota" does not: it is part of
# too many names.
_PARTS_ALWAYS = frozenset(
    {
        *("kelurahan", "kel", "kecamatan", "kec", "kabupaten", "kab"),
        *("provinsi", "propinsi", "prov"),
    }
)

# Which part is the name: the smallest. "Kota Baru, Kec. Anu" is no city.
_RANK = {"kelurahan": 0, "desa": 0, "": 1, "kecamatan": 2, "kota": 2, "kabupaten": 3, "provinsi": 4}


@dataclass(frozen=True, slots=True)
class NamePart:
    """Some words in a row; ``sign`` is the word before them that says what they name."""

    said: tuple[str, ...]
    sign: str = ""

    @property
    def kind(self) -> str:
        """Return the kind of place that the sign stands for, as ``kecamatan``, or nothing."""
        return vocabulary().kinds.get(self.sign, "")

    @property
    def whole(self) -> tuple[str, ...]:
        """Return all the words: "Desa Baru" may be the name itself."""
        return (self.sign, *self.said) if self.sign else self.said


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read what was typed: a name, and what it lies in, part by part."""

    name: NamePart
    above: tuple[NamePart, ...] = ()


def readings(text: str) -> list[Reading]:
    """Return the ways to read what was typed; all of it as the name comes first.

    1. Commas, and words like "Kec.", part it.
    2. The part that is said to be a village is the name; else one of which nothing is said; else
       the smallest.
    3. Without a sign any number of the last words of the name may say where it lies.
    """
    text = _GLUED.sub(" ", text)
    found = _read(text)
    return [*_read(_BRACKETS.sub(" ", text)), *found] if _BRACKETS.search(text) else found


def _read(text: str) -> list[Reading]:
    parts = [part for segment in _PARTING.split(text) for part in _parts(words(segment))]
    if not 0 < len(parts) <= MOST_PARTS or any(len(part.whole) > MOST_WORDS for part in parts):
        return []
    smallest = min(_RANK[part.kind] for part in parts)
    found = []
    for name in parts:
        if _RANK[name.kind] == smallest:
            above = tuple(part for part in parts if part is not name)
            found += [Reading(name, above), *_splits(name, above)]
    return found


def _parts(said: Sequence[str]) -> Iterator[NamePart]:
    """Yield the parts of words without a comma between them."""
    start = 0
    for at in range(1, len(said) + 1):
        if at == len(said) or said[at] in _PARTS_ALWAYS:
            yield from _part(said[start:at])
            start = at


def _part(said: Sequence[str]) -> Iterator[NamePart]:
    between = vocabulary().between
    while len(said) > 1 and said[0] in between:
        said = said[1:]
    if not said:
        return
    has_sign = len(said) > 1 and said[0] in vocabulary().kinds
    yield NamePart(tuple(said[1:]), said[0]) if has_sign else NamePart(tuple(said))


def _splits(name: NamePart, above: tuple[NamePart, ...]) -> Iterator[Reading]:
    for count in range(len(name.said) - 1, 0, -1):
        rest = tuple(_part(name.said[count:]))
        yield Reading(NamePart(name.said[:count], name.sign), rest + above)
