"""Finds known phrases in a text: whole words, in many forms, with little between them."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.word_forms import END, forms, tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

_NOT = """
    tidak tak tdk gak ga nggak ngga enggak bukan bkn tanpa belum blm nihil jangan batal no not
    tena taena teai teng ora mboten ojo dudu durung teu heunteu henteu sanes ulah moal de degaga
"""
_NEGATIONS = frozenset(_NOT.split())
BRIDGES = frozenset(  # tidak ada korban, tidak pernah terjadi pencurian
    """
    ada adaji adanya terjadi lagi dalam yang pernah jadi ji mi itu ini kok sih a an any ono
    ana aya gaga niak main mau perlu usah
    """.split()  # noqa: SIM905
)
_CALLED = frozenset({"pak", "bu", "mbok"})  # "pak de" is an uncle; "de" alone is "not" in Bugis
_MOST_BRIDGES = 3
_MANY, _OFTEN_ENOUGH = 200, 8  # in a text of so many known words, each counts so often


class PhraseMatch(NamedTuple):
    """A phrase as it stands in a text, with the positions of its words.

    ``bent``: how many of them stand in another form than the phrase has.
    """

    phrase: str
    positions: tuple[int, ...]
    bent: int = 0

    @property
    def gaps(self) -> int:
        """Return how many other words stand between its own."""
        return self.positions[-1] - self.positions[0] + 1 - len(self.positions)


class PhraseIndex:
    """Phrases, looked up by every form of their words: one look into a table for each word."""

    def __init__(self, *, gap: int = 0, slang: Mapping[str, str] | None = None) -> None:
        """Let up to ``gap`` other words stand between two words of a phrase.

        ``slang``: what was made of the texts' words, so that phrases of such words are found.
        """
        self._gap, self._slang = gap, slang or {}
        self._words: dict[str, tuple[str, ...]] = {}  # of each phrase, as they were learnt
        self._learnt: set[str] = set()
        self._known: defaultdict[str, list[str]] = defaultdict(list)  # form to words, exact first
        self._openers: defaultdict[str, list[str]] = defaultdict(list)  # first word to phrases

    @property
    def forms(self) -> Collection[str]:
        """Return every form in which one of its words may stand in a text."""
        return self._known.keys()

    @cached_property
    def _opening(self) -> frozenset[str]:
        """Return every form with which a phrase may begin; learning more forgets it."""
        openers = self._openers.keys()
        return frozenset(
            form for form, words in self._known.items() if not openers.isdisjoint(words)
        )

    def add(self, phrases: Iterable[str], *, affixes: bool = True) -> None:
        """Learn phrases; with ``affixes``, in the forms of Indonesian too."""
        self.__dict__.pop("_opening", None)
        for phrase in phrases:
            if phrase in self._words:
                continue
            plain = tokens(phrase)
            if len(plain) > 1:  # a single one is a phrase of its own in full
                plain = [self._slang.get(word, word) for word in plain]
            words = tuple(self._learn(word, affixes=affixes) for word in plain)
            if words:
                self._words[phrase] = words
                self._openers[words[0]].append(phrase)

    def _learn(self, word: str, *, affixes: bool) -> str:
        """Return the name under which a word is known; no text holds an apostrophe."""
        name = word if affixes else f"{word}'"
        if name not in self._learnt:
            self._learnt.add(name)
            for form in forms(word, affixes=affixes):
                known = self._known[form]
                known.insert(0 if form == word else len(known), name)
        return name

    def find(self, text: Sequence[str]) -> list[PhraseMatch]:
        """Return the phrases in the words of a text, in order of place."""
        places = self._places(text)
        if not places:
            return []
        present = {word for token in set(text) for word in self._known.get(token, ())}
        return [
            PhraseMatch(phrase, positions, self._bent(text, positions, phrase))
            for place in places
            for opener in self._known[text[place]]
            for phrase in self._openers.get(opener, ())
            if present.issuperset(self._words[phrase])
            and (positions := self._reach(text, place, self._words[phrase]))
        ]

    def _bent(self, text: Sequence[str], positions: tuple[int, ...], phrase: str) -> int:
        words = zip(positions, self._words[phrase], strict=True)
        return sum(text[at] != word.removesuffix("'") for at, word in words)

    def _places(self, text: Sequence[str]) -> list[int]:
        """Return where a phrase may begin."""
        places = [place for place, token in enumerate(text) if token in self._opening]
        return places if len(places) <= _MANY else self._first_few(text, places)

    def _first_few(self, text: Sequence[str], places: Sequence[int]) -> list[int]:
        """Leave out what a text says again and again, so that the work stays bounded."""
        said: Counter[str] = Counter()
        few: list[int] = []
        for place in places:
            said[text[place]] += 1
            if said[text[place]] <= _OFTEN_ENOUGH:
                few.append(place)
        return few

    def _reach(self, text: Sequence[str], place: int, words: tuple[str, ...]) -> tuple[int, ...]:
        """Return where the words stand, from ``place`` on; nothing where one is missing."""
        positions: tuple[int, ...] = (place,)
        for word in words[1:]:
            following = self._next(text, positions[-1] + 1, word)
            if following is None:
                return ()
            positions = (*positions, following)
        return positions

    def _next(self, text: Sequence[str], begin: int, word: str) -> int | None:
        for place in range(begin, min(begin + self._gap + 1, len(text))):
            if text[place] == END:
                return None
            if word in self._known.get(text[place], ()):
                return place
        return None


def place(match: PhraseMatch) -> int:
    """Return where it begins: for sorting."""
    return match.positions[0]


def longest_first(matches: Iterable[PhraseMatch]) -> list[PhraseMatch]:
    """Return the matches that no longer one overlaps: "motor hilang" leaves no "hilang".

    Of two as long that overlap, what stands as it was learnt: "ada pencurian motor" is theft of a
    motorcycle, not "ada pencuri".
    """
    taken: set[int] = set()
    kept = []
    for match in sorted(matches, key=lambda match: (-len(match.positions), match.gaps, match.bent)):
        if taken.isdisjoint(match.positions):
            kept.append(match)
            taken.update(match.positions)
    return kept


def is_negated(text: Sequence[str], match: PhraseMatch) -> bool:
    """Return whether "tidak", "bukan", "belum ada" or the like stands right before it."""
    before = match.positions[0] - 1
    for _ in range(_MOST_BRIDGES):
        if before <= 0 or text[before] not in BRIDGES:
            break
        before -= 1
    called = before > 0 and text[before] == "de" and text[before - 1] in _CALLED
    return before >= 0 and text[before] in _NEGATIONS and not called
