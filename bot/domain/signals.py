"""Which kinds a text names, by the phrases of each in ``config/categories.toml``."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.category import SOCIAL_GROUP, Category
from bot.domain.matching import PhraseIndex, PhraseMatch, is_negated, longest_first, place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.context import Context

_WORD, _REGIONAL, _WEAK = 1.0, 0.8, 0.3
_EACH_FURTHER_WORD, _EACH_GAP = 0.5, 0.2
_DECIDES = 0.5  # a kind with no single signal of this weight is an alternative at most
FEWEST_VAGUE = 4  # words; in a longer text without place or time one word decides nothing
SHORT = 2  # letters: of a particle


@dataclass(frozen=True, slots=True)
class Named:
    """What the phrases of one text name."""

    scores: Mapping[str, float]  # by kind
    sure: frozenset[str]  # kinds of which one signal alone may decide
    reasons: Mapping[str, Sequence[PhraseMatch]]  # by kind

    @property
    def kinds(self) -> list[str]:
        """Return what it names, the likeliest first; of equals, what stands earlier in it."""
        return sorted(self.scores, key=lambda code: -self.scores[code])


class Signals:
    """Finds the phrases of every kind; built once."""

    def __init__(
        self, categories: Sequence[Category], slang: Mapping[str, str] | None = None
    ) -> None:
        """Learn the phrases of each kind, and how surely they name it."""
        self.book = PhraseIndex(gap=2, slang=slang)
        self._weights: defaultdict[str, dict[str, float]] = defaultdict(dict)  # by phrase and kind
        self._social = {category.code for category in categories if category.group == SOCIAL_GROUP}
        for category in categories:
            self._learn(category)

    def _learn(self, category: Category) -> None:
        kinds = (
            (category.words, _WORD, True),
            (category.regional_words, _REGIONAL, False),
            (category.weak_words, _WEAK, False),
        )
        for phrases, weight, affixes in kinds:
            self.book.add(phrases, affixes=affixes)
            for phrase in phrases:
                self._weights[phrase].setdefault(category.code, weight)

    def find(self, words: Sequence[str], context: Context, *, threat: bool) -> Named:
        """Add up the signals, each phrase once: repeating a word makes nothing likelier."""
        unreal = context.is_unreal or context.asks
        vague = not (threat or context.is_placed) and _is_long(words)
        best: dict[tuple[str, str], tuple[float, PhraseMatch]] = {}
        for match in sorted(longest_first(self.book.find(words)), key=place):
            void = not context.void.isdisjoint(match.positions) or is_negated(words, match)
            doubtful = unreal or (vague and len(match.positions) == 1)
            for code, weight in self._weights[match.phrase].items():
                faint = void or (doubtful and code not in self._social)
                worth = _WEAK if faint else _worth(match, weight)
                key = (code, match.phrase)
                if key not in best or worth > best[key][0]:
                    best[key] = worth, match
        return _summed(best)


def _is_long(words: Sequence[str]) -> bool:
    """Tell whether it says more than a cry: repeating a word adds nothing, nor do particles."""
    return sum(len(word) > SHORT for word in set(words)) > FEWEST_VAGUE


def _summed(best: Mapping[tuple[str, str], tuple[float, PhraseMatch]]) -> Named:
    scores: defaultdict[str, float] = defaultdict(float)
    reasons: defaultdict[str, list[PhraseMatch]] = defaultdict(list)
    for (code, _), (worth, match) in best.items():
        scores[code] += worth
        reasons[code].append(match)
    sure = frozenset(code for (code, _), (worth, _) in best.items() if worth >= _DECIDES)
    return Named(scores, sure, reasons)


def _worth(match: PhraseMatch, weight: float) -> float:
    if weight <= _WEAK:  # doubtful, however many its words
        return weight
    further = len(match.positions) - 1
    return weight + _EACH_FURTHER_WORD * further - _EACH_GAP * match.gaps
