"""Finds known phrases in a text: whole words, in many forms, with little between them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.words import END, forms, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NOT = "tidak tak tdk gak ga nggak ngga enggak bukan bkn tanpa belum blm nihil tena ora mboten teu"
_NEGATIONS = frozenset(_NOT.split())
_BRIDGES = frozenset({"ada", "adaji", "adanya", "terjadi", "lagi", "dalam"})  # tidak ada korban


class Match(NamedTuple):
    """A phrase as it stands in a text, with the positions of its words."""

    phrase: str
    positions: tuple[int, ...]

    @property
    def gaps(self) -> int:
        """Return how many other words stand between its own."""
        return self.positions[-1] - self.positions[0] + 1 - len(self.positions)


class Phrasebook:
    """Phrases, looked up by every form of their words: one look into a table for each word."""

    def __init__(self, *, gap: int = 0) -> None:
        """Let up to ``gap`` other words stand between two words of a phrase."""
        self._gap = gap
        self._known: defaultdict[str, set[str]] = defaultdict(set)
        self._beginning: defaultdict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        self._seen: set[str] = set()

    def add(self, phrases: Iterable[str], *, affixes: bool = True) -> None:
        """Learn phrases; with ``affixes``, in the forms of Indonesian too."""
        for phrase in phrases:
            words = tuple(tokens(phrase))
            if not words or phrase in self._seen:
                continue
            self._seen.add(phrase)
            self._beginning[words[0]].append((phrase, words))
            for word in words:
                for form in forms(word, affixes=affixes):
                    self._known[form].add(word)

    def find(self, text: Sequence[str]) -> list[Match]:
        """Return every phrase in the words of a text, in order of place."""
        known = self._known
        found: list[Match] = []
        for place, token in enumerate(text):
            if token in known:
                found.extend(self._at(text, place))
        return found

    def _at(self, text: Sequence[str], place: int) -> Iterable[Match]:
        for first in self._known[text[place]]:
            for phrase, words in self._beginning.get(first, ()):
                if positions := self._reach(text, place, words):
                    yield Match(phrase, positions)

    def _reach(self, text: Sequence[str], place: int, words: tuple[str, ...]) -> tuple[int, ...]:
        """Return where the words stand, beginning at ``place``; nothing where one is missing."""
        positions = [place]
        for word in words[1:]:
            following = self._next(text, positions[-1] + 1, word)
            if following is None:
                return ()
            positions.append(following)
        return tuple(positions)

    def _next(self, text: Sequence[str], begin: int, word: str) -> int | None:
        for place in range(begin, min(begin + self._gap + 1, len(text))):
            if text[place] == END:
                return None
            if word in self._known.get(text[place], ()):
                return place
        return None


def longest_first(matches: Iterable[Match]) -> list[Match]:
    """Return the matches that no longer one overlaps: "motor hilang" leaves no "hilang"."""
    taken: set[int] = set()
    kept = []
    for match in sorted(matches, key=lambda match: (-len(match.positions), match.gaps)):
        if taken.isdisjoint(match.positions):
            kept.append(match)
            taken.update(match.positions)
    return kept


def is_negated(text: Sequence[str], match: Match) -> bool:
    """Return whether "tidak", "bukan", "belum ada" or the like stands right before it."""
    before = match.positions[0] - 1
    if before > 0 and text[before] in _BRIDGES:
        before -= 1
    return before >= 0 and text[before] in _NEGATIONS
