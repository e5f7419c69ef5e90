"""Triage by rules and a learnt model together: who decides what is said here, in one place.

1. What the text says is past or dealt with wakes nobody, however alarmed the model is.
2. What the rules decide in a text of few words stays. In a longer one it stays unless the model is
   sure of the contrary and the text does not say itself that it goes on: then the kind of the rules
   is offered, and decides nothing. It is never replaced by a kind that does not wake.
3. Where the rules hear nothing and the model is sure, its likeliest kind that wakes is proposed.
4. Where the rules decide no kind the model ranks what is offered. Beside one that they decide only
   what the text names is offered: two reports are told apart by it.

The thresholds were chosen on everyday chat: ``docs/decisions`` tells how.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.category import ALL_IS_WELL, OTHER
from bot.domain.linear_model import LinearModel
from bot.domain.matching import PhraseMatch, is_negated
from bot.domain.triage import ALTERNATIVES, Guess, Triage, is_incident, may_page, wakes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.linear_model import Scores

MODEL = Path(__file__).with_name("triage_model.bin")
PAGES, INCIDENT = "pages", "incident"  # labels of the model beside the kinds
WAKES_ALONE = 0.0  # above it the model wakes where the rules hear nothing
VETO = -0.5  # below it nobody is woken for what the rules hear
SHORT = 14  # words; what so short a text names is believed
FEWEST = 6  # words; in a shorter text the model decides nothing
SURE = -0.2  # below it what the rules hear is not called an emergency
NO_INCIDENT = 0.2  # below it what the rules hear, and wakes nobody, is no incident


class ModelTriage(Triage):
    """The rules, and beside them a model that ranks, vetoes, and wakes where they hear nothing."""

    @cached_property
    def _model(self) -> LinearModel:
        return LinearModel(MODEL.read_bytes())

    def prepare(self) -> None:
        """Learn the words and read the model now, so that nobody's message waits for it."""
        super().prepare()
        self._model.score(())

    def _read(self, text: str) -> Guess:
        guess = super()._read(text)
        words = self.words(text)
        scores = self._model.score(words)
        if guess.is_cry or not scores.shares:
            return guess
        ranked = self._ranked(scores)
        heard = guess.category != OTHER
        if len(words) > (SHORT if is_incident(guess) or guess.threat else FEWEST - 1):
            guess = self._weighed(guess, scores, ranked, words)
        named = heard and guess.category != OTHER
        return guess if named else self._offering(guess, ranked)

    def _ranked(self, scores: Scores) -> list[str]:
        """Return the kinds of incident, the likeliest first."""
        kinds = [code for code in scores.labels if code in self._categories]
        incidents = [code for code in kinds if code not in {OTHER, ALL_IS_WELL}]
        return sorted(incidents, key=lambda code: -scores.labels[code])

    def _weighed(
        self, guess: Guess, scores: Scores, ranked: Sequence[str], words: Sequence[str]
    ) -> Guess:
        """Return what rules and model decide together."""
        urgency, category = self._urgency(scores), self._categories[guess.category]
        if wakes(guess, category):
            if urgency < VETO and not guess.ongoing:
                return _doubted(guess)
            return replace(guess, is_doubtful=urgency < SURE)
        unheard = guess.category == OTHER and guess.ongoing is not False
        if unheard and urgency > WAKES_ALONE and not _denied(scores, words):
            return self._woken(guess, scores, ranked)
        if is_incident(guess) and scores.labels[INCIDENT] < NO_INCIDENT:
            return _doubted(guess)
        return guess

    def _urgency(self, scores: Scores) -> float:
        """Return how urgent it sounds, and how much like one of the kinds that wake."""
        likest = max(scores.labels[code] for code in scores.labels if self._may_wake(code))
        return scores.labels[PAGES] + likest

    def _woken(self, guess: Guess, scores: Scores, ranked: Sequence[str]) -> Guess:
        """Return the likeliest kind that wakes."""
        kind = next(code for code in ranked if self._may_wake(code))
        return replace(
            guess,
            category=kind,
            alternatives=_others(kind, guess.alternatives),
            threat=True,
            alarming=scores.because(PAGES),
            is_doubtful=True,
        )

    def _may_wake(self, code: str) -> bool:
        category = self._categories.get(code)
        return (
            code != OTHER and category is not None and may_page(category, threat=True, night=False)
        )

    def _offering(self, guess: Guess, ranked: Sequence[str]) -> Guess:
        """Return the guess with the model's likeliest kinds among what is offered."""
        first, *rest = guess.alternatives or ("",)
        others = (*((first,) if first else ()), *ranked[:2], *rest, *ranked[2:])
        return replace(guess, alternatives=_others(guess.category, others))


def _denied(scores: Scores, words: Sequence[str]) -> bool:
    """Tell whether a word that alarms the model most is one that the text denies."""
    places = [(word, words.index(word)) for word in scores.because(PAGES, 2)]
    return any(is_negated(words, PhraseMatch(word, (place,))) for word, place in places)


def _doubted(guess: Guess) -> Guess:
    """Return a guess whose kind is offered and decides nothing."""
    others = (guess.category, *guess.alternatives)
    return replace(
        guess, category=OTHER, alternatives=_others(OTHER, others), threat=False, because=()
    )


def _others(category: str, codes: Sequence[str]) -> tuple[str, ...]:
    ranked = dict.fromkeys(codes)
    return tuple(code for code in ranked if code not in {category, OTHER, ALL_IS_WELL})[
        :ALTERNATIVES
    ]
