"""What the rules of triage find in one text, and the words in which it says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.matching import is_negated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.context import Context
    from bot.domain.matching import PhraseMatch
    from bot.domain.signals import Named

SAID_OF_TIME = 2  # phrases, in what a guess is made because of


class TextFindings(NamedTuple):
    """A text with what was found in it; phrases stand at positions of its words."""

    text: str
    said: Sequence[str]  # its words as they were written, in small letters
    words: Sequence[str]  # the same, slips repaired: as many as were said
    plain: Sequence[str]  # the same as the rules read them: those of a region translated where
    # nothing is named for sure without that
    context: Context
    named: Named
    threats: Sequence[PhraseMatch]
    only_asks: bool = False  # it asks about circumstances, and tells nothing
    news_marks: int = 0  # by which it is news or a notice, and no neighbour's message
    complaint_marks: int = 0  # by which it is of what has long been so, or a wish for works

    @property
    def when(self) -> Sequence[PhraseMatch]:
        """Return the phrases by which it is judged to go on, or to be over."""
        return self.context.when[:SAID_OF_TIME]

    @property
    def is_translated(self) -> bool:
        """Return whether the rules read other words than were said."""
        return self.plain != self.words

    def asked(self) -> TextFindings:
        """Return it as a question: what it names is asked about, and nothing threatens."""
        named = replace(self.named, sure=frozenset())
        return self._replace(named=named, threats=(), only_asks=True)

    def quoted(self, reasons: Iterable[PhraseMatch]) -> tuple[str, ...]:
        """Return phrases as they stand in the text, each once, without those that it denies.

        Where other words stand between those of a phrase, they are quoted too.
        """
        places = [
            (match.positions[0], match.positions[-1] + 1)
            for match in reasons
            if not is_negated(self.plain, match)
        ]
        return tuple(dict.fromkeys(" ".join(self.said[first:end]) for first, end in places))
