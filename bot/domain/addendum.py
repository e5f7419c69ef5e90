"""Whether what a person writes after sending a report belongs to it, or is a report of its own.

1. What may not be read by whoever reads the report, or would call others than it did, is a report
   of its own.
2. What points to the report (a reply, its ticket, an edit) or goes on telling of it is an addendum.
3. Where that is long ago, or it names another kind of incident or another place, its writer is
   asked, if it pointed; else it is a report of its own.
4. What names no kind at all, a moment after the sending, is asked about: "dua orang, di lantai dua"
   answers what the receipt asks, and is rarely a report of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from bot.domain import paging_rules
from bot.domain.access import ON_CALL, matches
from bot.domain.accusation import AGAINST
from bot.domain.category import OTHER, Category, Severity
from bot.domain.policy import target_role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    from bot.domain.guess import Guess

# How a message goes on telling of what was told before: it names no incident of its own ...
_GOES_ON = frozenset(
    "sudah udah masih makin semakin tambah bertambah ternyata still now"  # noqa: SIM905
    " dia mereka beliau he she they it".split()
)
_AHEAD = frozenset(
    "tolong cepat segera pak bu bang dan sekarang please hurry and ya pun".split()  # noqa: SIM905
)
# ... but what begins with these words and then says that there is something may be another.
_BEGINS = frozenset("ada terjadi there is".split())  # noqa: SIM905
_WORD = re.compile(r"[\w'\u2019-]+")
_QUESTIONS = re.compile(r"(?:[^.!?\s][^.!?]*\?+\s*)+")
_OF_IT = re.compile(r"\w{3,}nya")
_NOT_YET = frozenset("belum blm hampir almost".split())  # noqa: SIM905
_NO_NOUN_OF_IT = frozenset("hanya tanya bertanya punya biasanya sepertinya katanya".split())  # noqa: SIM905


class Belongs(Enum):
    """Where a message goes."""

    ADDENDUM = auto()
    ASK = auto()
    REPORT = auto()  # of its own


@dataclass(frozen=True, slots=True)
class LaterMessage:
    """A message after a sent report. ``guess``: of its words, None: it has none.

    ``pointed``: it names the report. ``ends``: it says that it is over. ``after``: how long after
    the sending. ``elsewhere``: its place is another village's.
    """

    guess: Guess | None
    pointed: bool
    goes_on: bool
    ends: bool
    after: timedelta
    elsewhere: bool


def goes_on(text: str) -> bool:
    """Tell whether words go on telling of what was told: "sudah tidak sadar", "apinya besar"."""
    said = _WORD.findall(text.lower())
    first = next((place for place, word in enumerate(said) if word not in _AHEAD), len(said))
    told = said[first : first + 2]
    if not told:
        return False
    if told[0] in _GOES_ON:
        return told[-1] not in _BEGINS
    return _OF_IT.fullmatch(told[0]) is not None and told[0] not in _NO_NOUN_OF_IT


def tells_end(text: str, guess: Guess) -> bool:
    """Tell whether words say that it is over, and nobody is in danger: "api sudah padam"."""
    not_yet = not _NOT_YET.isdisjoint(_WORD.findall(text.lower()))
    return guess.is_handled and not guess.threat and not not_yet


def only_asks(text: str) -> bool:
    """Tell whether words are questions and nothing else: "Berapa orang di dalam? Dan di luar?"."""
    return _QUESTIONS.fullmatch(text.strip()) is not None


def belongs(
    later: LaterMessage, of: Category, categories: Mapping[str, Category], *, within: timedelta
) -> Belongs:
    """Say where a message goes that comes after a report ``of`` this category, still open.

    ``within``: so long after the sending nobody is asked.
    """
    guess = later.guess
    kind = of if guess is None else kind_of(guess, of, categories)
    same = of.code in {kind.code, OTHER, *_hints(guess)}
    told_on = guess is None or later.goes_on or (later.ends and same)
    about_it = later.pointed or told_on
    if not (about_it or names_nothing(guess)) or is_for_others(guess, of, categories):
        return Belongs.REPORT
    hides_more = kind.is_confidential and not of.is_confidential
    is_near = later.after <= within and not later.elsewhere
    sure = about_it and is_near and not hides_more and (told_on or same)
    return Belongs.ADDENDUM if sure else Belongs.ASK


def names_nothing(guess: Guess | None) -> bool:
    """Tell whether words name no kind of incident, and are no cry for help either."""
    return guess is not None and guess.category == OTHER and not guess.is_cry


def _hints(guess: Guess | None) -> tuple[str, ...]:
    return () if guess is None else guess.alternatives


def is_for_others(guess: Guess | None, of: Category, categories: Mapping[str, Category]) -> bool:
    """Tell whether words are for other eyes than a report's, or would call others than it did.

    What is added to a confidential report stays with whom that was told to. Who is only told of a
    kind is not called: a cadre reads of a medical emergency, and the officer comes.
    """
    if guess is None:
        return False
    kind = kind_of(guess, of, categories)
    if kind.code in AGAINST and kind.code != of.code:
        return True
    if of.is_confidential or set(kind.recipients) <= set(of.recipients):
        return False
    calls = paging_rules.may_page(kind, threat=guess.threat, night=True)
    return kind.is_confidential or (calls and not _police(kind) <= _police(of))


def _police(kind: Category) -> set[str]:
    roles = {target_role(one)[0] for one in kind.recipients}
    return {role for role in roles if matches(role, ON_CALL)}


def kind_of(guess: Guess, of: Category, categories: Mapping[str, Category]) -> Category:
    """Return what an addendum is about: words of no kind are about what its report is."""
    return of if guess.category == OTHER else categories[guess.category]


def severity_of(guess: Guess, kind: Category, before: Severity) -> Severity:
    """Return how bad it is with an addendum: never less than ``before``.

    A threat in it counts as in a report; words of no kind, without one, change nothing.
    """
    says_more = guess.category != OTHER or guess.threat
    said = paging_rules.severity(guess, kind) if says_more else before
    return max(said, before, key=lambda one: one.rank)
