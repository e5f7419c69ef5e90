"""Which kinds a text resembles, where no phrase names one: a complement naive Bayes classifier.

It learns from the phrases of ``config/categories.toml`` alone, so that an operator's words count as
soon as they stand there. Its features are words and runs of four letters, which see through affixes
and regional spelling ("kelelep", "nyabet"). It only ranks what is offered; it wakes nobody.

Source of the formula: Rennie et al., "Tackling the Poor Assumptions of Naive Bayes Text
Classifiers" (ICML 2003), with weights kept apart for the few kinds that know a feature.
"""

from __future__ import annotations

from collections import defaultdict
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SMOOTHING = 0.3
RUN = 4  # letters
MOST_WORDS = 120  # of a text: what it is about stands in the first of them


class KindRanking:
    """Ranks kinds for the words of a text; built once."""

    def __init__(self, phrases: Iterable[tuple[Sequence[str], str, float]]) -> None:
        """Learn phrases as their words, the kind they signal, and how surely."""
        counts: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        totals: defaultdict[str, float] = defaultdict(float)
        for words, kind, weight in phrases:
            for feature in features(words):
                counts[feature][kind] += weight
                totals[kind] += weight
        everything = sum(totals.values()) + SMOOTHING * len(counts)
        self._each = {kind: log(everything - total) for kind, total in totals.items()}
        self._known = {feature: _gains(kinds) for feature, kinds in counts.items()}

    def rank(self, words: Sequence[str]) -> list[str]:
        """Return the kinds that know something of these words, the likeliest first."""
        scores: defaultdict[str, float] = defaultdict(float)
        known = 0
        for feature in features(words[:MOST_WORDS]):
            gains = self._known.get(feature)
            if gains is not None:
                known += 1
                for kind, gain in gains.items():
                    scores[kind] += gain
        for kind in scores:
            scores[kind] += known * self._each[kind]
        return sorted(scores, key=lambda kind: -scores[kind])


def features(words: Sequence[str]) -> set[str]:
    """Return the words of a text and their runs of letters, each once."""
    found = {word for word in words if word.isalpha()}
    for word in tuple(found):
        marked = f" {word} "
        found.update(marked[at : at + RUN] for at in range(len(marked) - RUN + 1))
    return found


def _gains(kinds: Mapping[str, float]) -> dict[str, float]:
    total = sum(kinds.values()) + SMOOTHING
    return {kind: log(total / (total - count)) for kind, count in kinds.items()}
