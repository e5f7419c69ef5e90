"""What the words around an alarming one say of it: when, where, how it ended, and whether it is so.

Each reading comes from a group of phrases of ``TriageWords``; nothing here knows a kind of report.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.matching import BRIDGES, PhraseIndex, PhraseMatch, is_negated, longest_first
from bot.domain.word_forms import END

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.triage_words import TriageWords

_CALM = {"no_threat", "harmless"}
_PASSED = BRIDGES | {"dan", "atau"}
# With one of these before or within it, what is told to be over goes on still.
_NOT_QUITE = frozenset("hampir nyaris ampir meh belum durung almost nearly".split())  # noqa: SIM905
REACH = 2  # so many words after "rawan" or "simulasi" still belong to it
_GROUPS = (
    *("no_threat", "harmless", "general", "unreal", "news", "asks", "here"),
    *("soon", "now", "past", "long_past", "handled", "night"),
)


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds the signals of one text."""

    calm: frozenset[int]  # positions at which nothing threatens
    void: frozenset[int]  # positions at which no incident is named
    told: Mapping[str, tuple[PhraseMatch, ...]]  # phrases by group, each once

    @property
    def is_unreal(self) -> bool:
        """Return whether feelings, sport, games or news are meant rather than a place nearby."""
        doubts = len(self.told["unreal"]) + len(self.told["news"])
        return doubts > len(self.told["here"]) or len(self.told["news"]) > 1

    @property
    def is_placed(self) -> bool:
        """Return whether it names a place, people nearby, that it goes on, or that it will."""
        return bool(self.told["here"] or self.told["now"] or self.told["soon"])

    @property
    def asks(self) -> bool:
        """Return whether it asks how something is done."""
        return bool(self.told["asks"])

    @property
    def ongoing(self) -> bool | None:
        """Return whether it says itself that it goes on; None: it says nothing of it."""
        told = self.told
        if told["handled"] or told["long_past"] or (told["past"] and not told["now"]):
            return False
        return True if told["now"] else None

    @property
    def is_handled(self) -> bool:
        """Return whether it says that it is dealt with: "sudah padam"."""
        return bool(self.told["handled"])

    @property
    def when(self) -> tuple[PhraseMatch, ...]:
        """Return the phrases by which it is judged to go on, or to be over."""
        told = self.told
        over = (*told["handled"], *told["long_past"])
        return over or told["now"] or told["past"]

    @property
    def is_at_night(self) -> bool:
        """Return whether it names an hour of the night."""
        return bool(self.told["night"])


class ContextReader:
    """Finds the groups of phrases in a text; built once."""

    def __init__(self, words: TriageWords) -> None:
        """Learn every group's phrases."""
        self.book = PhraseIndex(gap=1, slang=words.slang)
        self._groups: defaultdict[str, set[str]] = defaultdict(set)  # of each phrase
        for group in _GROUPS:
            phrases = getattr(words, group)
            self.book.add(phrases, affixes=group in {"no_threat", "harmless"})
            for phrase in phrases:
                self._groups[phrase].add(group)

    def read(self, words: Sequence[str]) -> Context:
        """Return what the words of a text say about each other."""
        told: defaultdict[str, dict[str, PhraseMatch]] = defaultdict(dict)
        calm: set[int] = set()
        void: set[int] = set()
        found = self.book.find(words)
        for match in found:
            groups = self._groups[match.phrase]
            reach = {*match.positions} if groups & _CALM else set()
            reach |= {*_after(words, match)} if "general" in groups else set()
            calm |= reach
            void |= reach if groups - {"no_threat"} else set()
        for match in longest_first(one for one in found if self._groups[one.phrase] - _CALM):
            unfinished = "handled" in self._groups[match.phrase] and _goes_on(words, match)
            for group in {"now"} if unfinished else self._groups[match.phrase]:
                told[group].setdefault(match.phrase, match)
        named = {group: tuple(told[group].values()) for group in _GROUPS}
        return Context(frozenset(calm), frozenset(void), named)


def _goes_on(words: Sequence[str], match: PhraseMatch) -> bool:
    """Tell whether it is all but over, or not yet: "api hampir padam", "belum bisa dipadamkan"."""
    first, last = match.positions[0], match.positions[-1]
    near = words[max(first - 1, 0) : last]
    return not _NOT_QUITE.isdisjoint(near) or is_negated(words, match)


def _after(words: Sequence[str], match: PhraseMatch) -> list[int]:
    """Return the positions that a word like "rawan" speaks of: the next few of its sentence."""
    reached: list[int] = []
    left = REACH
    for place in range(match.positions[-1] + 1, len(words)):
        if words[place] == END or not left:
            break
        reached.append(place)
        left -= words[place] not in _PASSED
    return reached
