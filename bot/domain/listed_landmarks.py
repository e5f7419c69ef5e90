"""Landmarks that an operator has listed: which of them a text names, and in which village it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.access import covers
from bot.domain.word_forms import END, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class ListedLandmark:
    """A place that people name. ``names``: as they write it; ``village``: the code of where it is.

    The first of its names is shown to people.
    """

    names: tuple[str, ...]
    village: str


def listed_in(
    text: str, listed: Iterable[ListedLandmark], *, region: str | None
) -> ListedLandmark | None:
    """Return the landmark of a region that a text names, by the longest of their names.

    None: there is none, or two villages have one of that name. ``region``: a code; None: anywhere.
    """
    words = _words(text)
    near = [one for one in listed if region is None or covers(region, one.village)]
    lengths = {one: _longest_named(words, one) for one in near}
    longest = max(lengths.values(), default=0)
    found = [one for one, length in lengths.items() if length == longest]
    return found[0] if longest and len({one.village for one in found}) == 1 else None


def _words(text: str) -> list[str]:
    """Return the words; a dot behind "psr." ends no sentence, and is no part of a name."""
    return [word for word in tokens(text) if word != END]


def _longest_named(words: Sequence[str], landmark: ListedLandmark) -> int:
    """Return how many words the longest of its names has that stands in the words; 0: none does."""
    names = (_words(name) for name in landmark.names)
    return max((len(name) for name in names if _stands_in(words, name)), default=0)


def _stands_in(words: Sequence[str], name: Sequence[str]) -> bool:
    places = range(len(words) - len(name) + 1)
    return any(words[place : place + len(name)] == name for place in places)
