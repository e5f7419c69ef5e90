"""Questions after a report was sent: danger first, one at a time, none that was answered already.

Nobody has to answer, and nobody is reminded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.domain.category import INDONESIAN
from bot.domain.contact import may_write

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

MOST = 3  # questions to one report
YES, NO, SKIP = "yes", "no", "skip"
CALL = "call"  # yes, of what calls somebody who was not called until then
CONTACT = "contact"  # the question whether it is safe to write, before any other of this kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """``[question.inside]``: what is asked, by language, about which kinds.

    ``choices``: it is answered by Ya or Tidak, else in words. ``danger``: yes makes a threat.
    ``when``: phrases of which a report has to say one; ``unless``: of which it says none, since
    they answer already. ``unplaced``: only where nobody knows the spot.
    """

    code: str
    asks: Mapping[str, str] = field(hash=False)
    of: frozenset[str]
    choices: bool = True
    danger: bool = False
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    unplaced: bool = False

    def text(self, language: str) -> str:
        """Return it in a language of the catalogues, where it has one, else in Indonesian."""
        return self.asks.get(language) or self.asks[INDONESIAN]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowupContext:
    """A sent report, as far as it tells what is to be asked.

    ``ongoing``: as its writer answered; ``first``: it is the first of its incident; ``answered``:
    the codes of what was answered or skipped; ``allowed``: whether its writer may be written to.
    """

    category: str
    confidential: bool
    text: str
    placed: bool
    ongoing: bool | None
    first: bool
    answered: Collection[str]
    allowed: bool | None


def open_question(questions: Sequence[Question], report: FollowupContext) -> str | None:
    """Return the code of what is to be asked now; None: nothing more."""
    if report.confidential and report.allowed is None and CONTACT not in report.answered:
        return CONTACT
    may = may_write(report.allowed, confidential=report.confidential, asks=True)
    if not may or report.ongoing is False or not report.first:
        return None
    said = report.text.casefold()
    fitting = (one.code for one in questions if _fits(one, report, said))
    return next((code for code in fitting if code not in report.answered), None)


def _fits(one: Question, report: FollowupContext, said: str) -> bool:
    if report.category not in one.of or (one.unplaced and report.placed):
        return False
    named = not one.when or any(phrase in said for phrase in one.when)
    return named and not any(phrase in said for phrase in one.unless)
