"""Whether a text goes on with what its writer wrote a moment before, or tells of something else.

1. What is for other eyes stays apart, and what is more urgent than a draft that wakes nobody.
2. What goes on telling belongs to it ("apinya merembet", "sudah tidak sadar"), save a kind of its
   own beside what wakes nobody; and so does whatever follows a mere cry, a few words without a
   kind ("lapor pak"), nothing but a place ("di RT 05 dekat masjid"), or somebody of whom nothing
   was told yet ("orangnya pakai jaket hitam", then "ada maling"), secret as it may be.
3. What names a further incident, or another place, stays apart.
4. What names no kind of its own belongs to it; else both have to name one kind.
5. A few words that put a weapon to violence ("bawa parang" after a fight) belong to it.

In doubt they stay apart: two drafts cost a tap more, one draft would hide an incident in another.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.accusation import AGAINST
from bot.domain.addendum import goes_on
from bot.domain.category import OTHER
from bot.domain.paging_rules import may_page
from bot.domain.place_agreement import only_says_where, places_differ
from bot.domain.place_answer import refers_back

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.category import Category
    from bot.domain.guess import Guess

WEAPONS = "senjata_teror"  # what is told of in a few words, beside violence, is part of it
_FEW_ABOUT_ARMS = 4  # words
_FEW = 3  # words, by which somebody only begins to speak
_NUMBER = re.compile(r"\d+")
_LONGEST = 2000  # characters of a draft that takes words in by itself
_FURTHER = re.compile(
    r"\b(juga|ada lagi|lagi ada|satu lagi|(?:yang )?lain(?:nya)?|ke ?dua|beda|berbeda"
    r"|another|also)\b"
)


class TriagedText(NamedTuple):
    """What was written. ``kind``: its category, which its writer may have chosen."""

    text: str
    guess: Guess
    kind: str


def continues(new: TriagedText, draft: TriagedText, categories: Mapping[str, Category]) -> bool:
    """Tell whether a message goes on with a draft of a moment before."""
    if _is_apart(new, draft, categories) or len(draft.text) + len(new.text) > _LONGEST:
        return False
    elsewhere = places_differ(draft.text, new.text)
    begun = _begins(draft) and not elsewhere and not _is_further(new, draft)
    if draft.guess.is_cry or begun or _is_armed(new, draft):
        return True
    if goes_on(new.text) or refers_back(new.text):  # "apinya besar" is of no dead lamp
        return new.kind in {draft.kind, OTHER} or _wakes(draft, categories)
    if _without_numbers(new.text) in {_without_numbers(line) for line in draft.text.splitlines()}:
        return False  # the same of another number: a house, a street
    if elsewhere or _FURTHER.search(new.text.lower()):
        return False
    return new.kind in {draft.kind, OTHER}


def _is_armed(new: TriagedText, draft: TriagedText) -> bool:
    """Tell whether words only say with which weapon: in one message both would be one kind."""
    few = len(new.text.split()) <= _FEW_ABOUT_ARMS
    return few and new.kind == WEAPONS and draft.kind in new.guess.alternatives


def _without_numbers(text: str) -> str:
    """Return a text without its numbers."""
    return _NUMBER.sub("", text.lower())


def _is_apart(new: TriagedText, draft: TriagedText, categories: Mapping[str, Category]) -> bool:
    """Tell whether the one is for other eyes, or would be hidden in what wakes nobody."""
    if new.kind != draft.kind:
        of_others = (one for one in (new.kind, draft.kind) if _is_closed(one, categories))
        begun = _begins(draft) and new.kind not in AGAINST
        if new.kind != OTHER and any(of_others) and not (begun or _is_armed(new, draft)):
            return True
    is_grave = _wakes(draft, categories) or draft.guess.threat or _begins(draft)
    return new.guess.threat and not is_grave


def _wakes(draft: TriagedText, categories: Mapping[str, Category]) -> bool:
    return may_page(categories[draft.kind], threat=draft.guess.threat, night=False)


def _begins(draft: TriagedText) -> bool:
    """Tell whether a draft tells of nothing yet: what it does tell of cannot be hidden by more."""
    is_short = len(draft.text.split()) <= _FEW
    told = is_short or only_says_where(draft.text) or refers_back(draft.text)
    return draft.kind == OTHER and told


def _is_further(new: TriagedText, draft: TriagedText) -> bool:
    """Tell whether a message tells of something beside whom a draft describes."""
    return refers_back(draft.text) and _FURTHER.search(new.text.lower()) is not None


def _is_closed(kind: str, categories: Mapping[str, Category]) -> bool:
    return kind in AGAINST or categories[kind].is_confidential
