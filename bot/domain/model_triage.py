"""Triage by rules and a learnt model together: who decides what is said here, in one place.

1. The model reads the words, and as cues what the rules found in them.
2. What the text says is past or dealt with wakes nobody; nor does what only asks, nor a text of so
   few words for which the rules hear nothing. In a short text the rules are believed where they
   name an incident.
3. A text whose alarm is above ``WAKES`` wakes; one in which the rules hear that it should, above
   ``CONFIRMS`` already; of a text longer than reports are, a little is taken off for each word.
   Below, the kind of the rules is offered, and decides nothing.
4. The kind of the rules stays where it hides its reporter, or no other is likelier by ``LIKELIER``;
   but what wakes is never called a kind that does not, save to keep a reporter hidden. Where the
   text is much like none, it is an emergency of no kind. Only the rules name a report about an
   official. Of a kind that the model has not learnt, one of the operator's own, the rules decide.
5. What only one of the two believes, or what the rules hear in translated words, is no emergency
   before its writer says so.

The thresholds: :mod:`bot.domain.triage_thresholds`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain import triage_thresholds as thresholds
from bot.domain.accusation import AGAINST
from bot.domain.category import ALL_IS_WELL, OTHER, SOCIAL_GROUP, AlertRule
from bot.domain.linear_model import LinearModel
from bot.domain.model_evidence import (
    doubt,
    is_denied,
    is_placed,
    is_plain,
    least_sure,
    length,
    quoted,
)
from bot.domain.paging_rules import is_incident, may_page, wakes
from bot.domain.triage import ALTERNATIVES, Triage
from bot.domain.triage_cues import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.category import Category
    from bot.domain.guess import Guess
    from bot.domain.linear_model import Scores
    from bot.domain.reading import TextFindings
    from bot.domain.triage_words import TriageWords

MODEL = Path(__file__).with_name("triage_model.bin")
PAGES, INCIDENT = "pages", "incident"  # labels of the model beside the kinds


class ModelTriage(Triage):
    """The rules, and beside them a model that ranks, vetoes, and wakes where they hear nothing."""

    def __init__(
        self, categories: Sequence[Category], words: TriageWords, model: Path = MODEL
    ) -> None:
        """Keep the words, and where the model stands; both are read when it is first asked."""
        super().__init__(categories, words)
        self._file = model

    @cached_property
    def _model(self) -> LinearModel:
        return LinearModel(self._file.read_bytes())

    def prepare(self) -> None:
        """Learn the words and read the model now: nobody's message waits for it."""
        super().prepare()
        self._model.score(())

    def _judge(self, text: str) -> Guess:
        reading = self._read(text)
        guess = self._guess(reading)
        heard, few = is_incident(guess), length(reading) < thresholds.FEWEST
        if guess.is_cry or guess.category == ALL_IS_WELL:
            return guess
        foreign = reading.is_translated
        awake = wakes(guess, self._categories[guess.category])
        marked = reading.news_marks or (awake and reading.complaint_marks)
        if few and heard and not (foreign or marked):
            return guess
        scores = self._model.score(reading.words, cues(reading, guess.category, incident=heard))
        if guess.category not in scores.labels or not any(scores.known.values()):
            return guess  # it has not learnt such a kind, or knows no word of it
        unheard = few and not (heard or self._is_alarmed(scores))
        if unheard or reading.only_asks:
            return self._offering(guess, scores)
        short = length(reading) < thresholds.SHORT and not marked
        if heard and short and self._is_believed(guess, scores, foreign=foreign):
            return replace(guess, is_doubtful=foreign)
        return self._decided(guess, scores, reading)

    def _is_alarmed(self, scores: Scores) -> bool:
        """Tell whether so few words, of which the rules hear none, are alarming and like a kind."""
        kind = self._ranked(scores)[0]
        like = self._may_wake(kind, threat=True) and scores.labels[kind] > thresholds.LIKE_ALONE
        return like and _alarm(scores) > thresholds.FEW_ALARM

    def _is_believed(self, guess: Guess, scores: Scores, *, foreign: bool) -> bool:
        """Tell whether the model does not think harmless what the rules hear in a short text."""
        alarms = not wakes(guess, self._categories[guess.category])
        alarms = alarms or scores.labels[PAGES] > thresholds.UNTROUBLED
        unlike = scores.labels[guess.category] < thresholds.LIKE_ALONE
        return alarms and scores.labels[INCIDENT] > (
            thresholds.TRANSLATED if foreign and unlike else thresholds.HARMLESS
        )

    def _decided(self, guess: Guess, scores: Scores, reading: TextFindings) -> Guess:
        """Return what rules and model decide together."""
        alarm = _alarm(scores) - doubt(reading)
        heard = wakes(guess, self._categories[guess.category])
        over = guess.ongoing is False or (not heard and is_denied(scores, PAGES, reading))
        ranked = self._ranked(scores)
        if not over and alarm > self._least(guess, scores, reading, heard=heard):
            unsure = alarm < thresholds.SURE + least_sure(reading)
            doubtful = not heard or unsure or reading.is_translated
            return self._urgent(replace(guess, is_doubtful=doubtful), scores, ranked, reading)
        if self._stays(guess, scores, reading, heard=heard):
            return self._offering(replace(guess, is_doubtful=True), scores)
        return self._calm(guess, scores, ranked, reading)

    def _stays(self, guess: Guess, scores: Scores, reading: TextFindings, *, heard: bool) -> bool:
        """Tell whether what the rules hear is kept though the model is not alarmed."""
        ranked, told = self._ranked(scores), scores.labels[INCIDENT] - doubt(reading)
        if heard and reading.news_marks > 1:
            return False
        if heard and scores.labels[PAGES] < (
            thresholds.UNALARMED if doubt(reading) > 0 else thresholds.CALM
        ):
            return False
        if self._hides(guess.category):
            return told > (thresholds.IS_HEARD if heard else thresholds.PRIVATE)
        enough = thresholds.IS_SAME if guess.category == ranked[0] else thresholds.IS_OTHER
        if is_plain(reading) and scores.labels[guess.category] > thresholds.VERY_LIKE:
            enough = thresholds.IS_PLAIN
        ongoing = self._categories[guess.category].alert is AlertRule.ONGOING
        here = guess.ongoing or is_placed(reading)
        like = guess.category == ranked[0] and scores.labels[ranked[0]] > thresholds.LIKE_NONE
        if heard and ongoing and here and like:
            return told > thresholds.IS_ONGOING
        return heard and _agreed(guess, ranked, scores) and told > enough

    def _least(self, guess: Guess, scores: Scores, reading: TextFindings, *, heard: bool) -> float:
        """Return how alarming it must be; what the model is sure is like no kind never is."""
        ranked, hinted = self._ranked(scores), bool(reading.named.scores or reading.threats)
        if heard:
            return thresholds.CONFIRMS
        likeness, sure = scores.labels[ranked[0]], reading.named.sure or reading.threats
        vague = not sure and (reading.is_translated or length(reading) < thresholds.SHORT)
        if likeness < (thresholds.LIKE_ONE if vague else thresholds.LIKE_NONE):
            return thresholds.WAKES_VAGUE if likeness > thresholds.LIKE_NONE else inf
        if guess.category == ranked[0] or _agreed(guess, ranked, scores):
            return (
                thresholds.WAKES_HARMLESS if scores.labels[PAGES] > thresholds.PAGES_AGREED else inf
            )
        if likeness > thresholds.LIKE_ONE and not self._wakes(ranked[0], guess):
            return thresholds.WAKES_HARMLESS
        likely = min(max(likeness, 0), thresholds.VERY_LIKE) if self._wakes(ranked[0], guess) else 0
        if not hinted:
            return thresholds.WAKES_ALONE - thresholds.LIKENESS_COUNTS * likely
        same = ranked[0] in reading.named.scores and is_plain(reading)
        return thresholds.WAKES - thresholds.HINT_COUNTS * likely if same else thresholds.WAKES

    def _urgent(
        self, guess: Guess, scores: Scores, ranked: Sequence[str], reading: TextFindings
    ) -> Guess:
        """Return it as one of the kinds that wake."""
        named = bool(reading.named.scores)
        kind = self._alarming(
            guess, ranked, scores, thresholds.LIKE_SOME if named else thresholds.LIKE_ALONE
        )
        needed = self._wakes(kind, guess) and not self._may_wake(kind, threat=False)
        threat = guess.threat or needed
        urgent = self._named(replace(guess, threat=threat), kind, scores)
        return replace(urgent, quoted=urgent.quoted or quoted(scores, kind, reading))

    def _alarming(self, guess: Guess, ranked: Sequence[str], scores: Scores, least: float) -> str:
        """Return the kind of what wakes: never a harmless one, unless that hides its reporter."""
        heard, awake = guess.category, [code for code in ranked if self._wakes(code, guess)]
        if heard in awake:
            return self._preferred(guess, awake, scores)
        agreed = heard == ranked[0]
        if agreed and self._categories[heard].alert is AlertRule.NIGHT:
            return heard  # by day its operator wants nobody woken
        hidden = self._hides(heard)
        fit = [code for code in awake if code not in AGAINST and (self._hides(code) or not hidden)]
        if fit and scores.labels[fit[0]] > (thresholds.LIKE_ONE if hidden else least):
            return fit[0]
        return heard if hidden or agreed else OTHER

    def _calm(
        self, guess: Guess, scores: Scores, ranked: Sequence[str], reading: TextFindings
    ) -> Guess:
        """Return it as a kind that wakes nobody now; as none where that is not possible."""
        over = guess.ongoing is False
        mild = [
            code
            for code in ranked
            if code not in AGAINST and (over or not self._may_wake(code, threat=guess.threat))
        ]
        same = thresholds.IS_PLACED if is_placed(reading) else thresholds.IS_AGREED
        enough = same if ranked[0] == guess.category else thresholds.IS_ONE
        is_one = scores.labels[INCIDENT] - doubt(reading) > (
            enough if reading.named.scores else thresholds.IS_ONE_ALONE
        )
        much = ranked[0] == ALL_IS_WELL and scores.labels[ALL_IS_WELL] > thresholds.LIKE_QUIET
        quiet = much and not is_denied(scores, ALL_IS_WELL, reading)
        kind = self._preferred(guess, ranked if over else ranked[:1], scores) if is_one else OTHER
        kind = ALL_IS_WELL if quiet and guess.category == OTHER else kind
        if kind not in mild and kind != guess.category:
            kind = OTHER
        if kind == guess.category and not over and self._may_wake(kind, threat=guess.threat):
            kind = OTHER
        named = self._named(replace(guess, is_doubtful=True), kind, scores)
        if kind == OTHER:
            return replace(named, threat=False, because=(), quoted=())
        return replace(named, quoted=named.quoted or quoted(scores, kind, reading))

    def _preferred(self, guess: Guess, ranked: Sequence[str], scores: Scores) -> str:
        """Return the likeliest of some kinds; that of the rules where none is likelier by far."""
        heard, best = guess.category, ranked[0]
        if heard in {OTHER, best}:
            return best
        stays = self._categories[heard].hides_reporter
        margin = scores.labels[best] - scores.labels.get(heard, -1.0)
        return heard if stays or margin < thresholds.LIKELIER else best

    def _ranked(self, scores: Scores) -> list[str]:
        """Return the kinds, the likeliest first."""
        return [code for code in scores.ranking if code in self._categories and code != OTHER]

    def _hides(self, code: str) -> bool:
        """Tell whether a kind keeps its reporter hidden because that protects them."""
        kind = self._categories[code]
        return kind.hides_reporter and kind.group != SOCIAL_GROUP

    def _wakes(self, code: str, guess: Guess) -> bool:
        """Tell whether a kind may wake somebody where there is a threat."""
        return may_page(self._categories[code], threat=True, night=guess.is_at_night)

    def _may_wake(self, code: str, *, threat: bool) -> bool:
        return may_page(self._categories[code], threat=threat, night=False)

    def _named(self, guess: Guess, kind: str, scores: Scores) -> Guess:
        """Return the guess as one of a kind, with the reasons that are that kind's."""
        if kind == guess.category:
            return self._offering(guess, scores)
        heard = (guess.category,) if is_incident(guess) else ()
        others = (*heard, *guess.alternatives)
        changed = replace(guess, category=kind, alternatives=others, because=(), quoted=())
        return self._offering(changed, scores)

    def _offering(self, guess: Guess, scores: Scores) -> Guess:
        """Return the guess with what the rules hear beside it, and what is nearly as likely.

        Where it is of no kind, the likeliest are offered.
        """
        ranked = self._ranked(scores)
        least = (
            thresholds.FAR
            if guess.category == OTHER
            else scores.labels.get(guess.category, 0.0) - thresholds.CLEAR
        )
        near = [code for code in ranked if scores.labels[code] > least]
        heard = list(guess.alternatives)
        codes = dict.fromkeys((*near[:2], *heard, *near[2:]))
        others = [code for code in codes if code not in {guess.category, OTHER}]
        return replace(guess, alternatives=tuple(others[:ALTERNATIVES]))


def _alarm(scores: Scores) -> float:
    return scores.labels[PAGES] + thresholds.INCIDENT_COUNTS * scores.labels[INCIDENT]


def _agreed(guess: Guess, ranked: Sequence[str], scores: Scores) -> bool:
    """Tell whether a text is much like the kind that the rules hear, and at most one is liker."""
    return guess.category in ranked[:2] and scores.labels[guess.category] > thresholds.LIKE_ONE
