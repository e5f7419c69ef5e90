"""All the words that triage looks for, in the shape in which it looks; built once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.context import ContextReader
from bot.domain.kind_ranking import KindRanking
from bot.domain.matching import PhraseIndex
from bot.domain.signals import Signals
from bot.domain.spelling import Speller
from bot.domain.word_forms import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.category import Category
    from bot.domain.triage_words import TriageWords

_SURE, _DOUBTFUL = 1.0, 0.5


class Vocabulary:
    """Signals of each kind, threats, what is read around them, and how words are spelt."""

    def __init__(self, categories: Sequence[Category], words: TriageWords) -> None:
        """Learn every form of every word."""
        self.signals = Signals(categories, words.slang)
        self.threats = PhraseIndex(gap=1, slang=words.slang)
        self.threats.add(words.threat)
        self.context = ContextReader(words)
        self.cries, self.cry_fillers = frozenset(words.cries), frozenset(words.cry_fillers)
        self.cry_greetings = frozenset(words.cry_greetings)
        self.cry_questions = frozenset(words.cry_questions)
        self.doubtful = frozenset(word for kind in categories for word in kind.weak_words)
        self.ranking = KindRanking(_phrases(categories))
        books = (self.signals.book, self.threats, self.context.book)
        called = self.cries | self.cry_fillers | self.cry_greetings | self.cry_questions
        known = called.union(*(book.forms for book in books))
        keys = {word for category in categories for word in category.words if word.isalpha()}
        self.speller = Speller(known, self.cries | keys, words.slang)


def _phrases(categories: Sequence[Category]) -> Iterator[tuple[list[str], str, float]]:
    """Return every phrase as its words, what it signals, and how surely."""
    for category in categories:
        for phrase in (*category.words, *category.regional_words):
            yield tokens(phrase), category.code, _SURE
        for phrase in category.weak_words:
            yield tokens(phrase), category.code, _DOUBTFUL
