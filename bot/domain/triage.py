"""What a text is about, guessed by words; and whether such a report wakes somebody.

A guess only fills in a draft: the writer sees it, and may choose another category.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from bot.domain.category import ALL_IS_WELL, OTHER, SOCIAL_GROUP, AlertRule, Category
from bot.domain.matching import Phrasebook, PhraseMatch, is_negated, longest_first
from bot.domain.word_forms import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ALTERNATIVES = 3
NIGHT_BEGINS, NIGHT_ENDS = time(22), time(5)
_WORD, _REGIONAL, _WEAK = 1.0, 0.8, 0.3
_EACH_FURTHER_WORD, _EACH_GAP = 0.5, 0.2
_DECIDES = 0.5  # a category with no single signal of this weight is an alternative at most


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest category, up to three others, and the words that made it so."""

    category: str
    alternatives: tuple[str, ...]
    threat: bool
    because: tuple[str, ...]


class Triage:
    """Guesses by the words of ``config/categories.toml``; built once, since it is a table.

    ``harmless`` phrases name no incident ("rawan kecelakaan"): what stands in them decides
    nothing. In ``no_threat`` phrases ("korban penipuan") nothing threatens.
    """

    def __init__(
        self,
        categories: Sequence[Category],
        threat_words: Sequence[str],
        harmless: Sequence[str] = (),
        no_threat: Sequence[str] = (),
    ) -> None:
        """Learn every form of every word."""
        self._signals = Phrasebook(gap=2)
        self._weights: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for category in categories:
            self._learn(category)
        self._threats, self._harmless, self._calm = Phrasebook(gap=1), Phrasebook(), Phrasebook()
        self._threats.add(threat_words)
        self._harmless.add(harmless)
        self._calm.add((*harmless, *no_threat))

    def classify(self, text: str) -> Guess:
        """Guess what ``text`` is about. Any text in any script has an answer."""
        words = tokens(text)
        threats = self._find_threats(words)
        scores, decided, signals = self._score(words)
        ranked = sorted(scores, key=lambda code: -scores[code])  # stable: earlier in the text first
        deciding = [code for code in ranked if code in decided]
        incidents = [code for code in deciding if code != ALL_IS_WELL]
        category = next(iter(incidents or deciding), OTHER)
        others = tuple(code for code in ranked if code != category)[:ALTERNATIVES]
        because = dict.fromkeys((*signals.get(category, ()), *threats))
        return Guess(category, others, bool(threats), tuple(because))

    def _learn(self, category: Category) -> None:
        kinds = (
            (category.words, _WORD, True),
            (category.regional_words, _REGIONAL, False),
            (category.weak_words, _WEAK, False),
        )
        for phrases, weight, affixes in kinds:
            self._signals.add(phrases, affixes=affixes)
            for phrase in phrases:
                self._weights[phrase].setdefault(category.code, weight)

    def _find_threats(self, words: Sequence[str]) -> list[str]:
        matches = sorted(longest_first(self._threats.find(words)), key=_place)
        calm = _covered(self._calm.find(words)) if matches else set()
        return [
            match.phrase
            for match in matches
            if calm.isdisjoint(match.positions) and not is_negated(words, match)
        ]

    def _score(
        self, words: Sequence[str]
    ) -> tuple[Mapping[str, float], set[str], Mapping[str, list[str]]]:
        """Add up the signals, each phrase once: repeating a word makes nothing likelier."""
        harmless = _covered(self._harmless.find(words))
        best: dict[tuple[str, str], float] = {}
        for match in sorted(longest_first(self._signals.find(words)), key=_place):
            faint = is_negated(words, match) or not harmless.isdisjoint(match.positions)
            for code, weight in self._weights[match.phrase].items():
                worth = _WEAK if faint else _worth(match, weight)
                key = (code, match.phrase)
                best[key] = max(worth, best.get(key, 0.0))
        scores: defaultdict[str, float] = defaultdict(float)
        signals: defaultdict[str, list[str]] = defaultdict(list)
        for (code, phrase), worth in best.items():
            scores[code] += worth
            signals[code].append(phrase)
        return scores, {code for (code, _), worth in best.items() if worth >= _DECIDES}, signals


def is_night(local: time) -> bool:
    """Return whether it is between 22.00 and 05.00 on the village's clocks."""
    return local >= NIGHT_BEGINS or local < NIGHT_ENDS


def may_page(category: Category, *, threat: bool, night: bool) -> bool:
    """Return whether such a report pages if it is still going on."""
    if category.group == SOCIAL_GROUP:
        return False
    return {
        AlertRule.ALWAYS: True,
        AlertRule.ONGOING: True,
        AlertRule.THREAT: threat,
        AlertRule.NIGHT: night,
        AlertRule.NEVER: False,
    }[category.alert]


def asks_ongoing(category: Category, *, threat: bool, night: bool) -> bool:
    """Return whether the draft asks "Masih berlangsung?" before people are woken.

    Confidential categories are not asked: the question would hold up those who need help most.
    """
    return not category.is_confidential and may_page(category, threat=threat, night=night)


def pages(
    category: Category, *, ongoing: bool | None, threat: bool, night: bool, emergency: bool
) -> bool:
    """Return whether a sent report pages.

    ``ongoing``: what its writer answered; None: was not asked. ``emergency``: by ``/darurat``.
    """
    if emergency:
        return True
    if ongoing is False:
        return False
    if category.alert is AlertRule.ONGOING and not ongoing:
        return False
    return may_page(category, threat=threat, night=night)


def _worth(match: PhraseMatch, weight: float) -> float:
    further = len(match.positions) - 1
    return weight + _EACH_FURTHER_WORD * further - _EACH_GAP * match.gaps


def _place(match: PhraseMatch) -> int:
    return match.positions[0]


def _covered(matches: Iterable[PhraseMatch]) -> set[int]:
    return {place for match in matches for place in match.positions}
