"""Whether a report pages somebody, and how bad it is taken to be, by what triage took it for."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from bot.domain.category import ALL_IS_WELL, OTHER, SOCIAL_GROUP, AlertRule, Severity

if TYPE_CHECKING:
    from bot.domain.category import Category
    from bot.domain.guess import Guess

NIGHT_BEGINS, NIGHT_ENDS = time(22), time(5)


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


def wakes(guess: Guess, category: Category) -> bool:
    """Return whether a text wakes somebody if its writer says that it still goes on.

    Of what the night makes urgent, it wakes where the text names the night.
    """
    urgent = may_page(category, threat=guess.threat, night=guess.is_at_night)
    return urgent and guess.ongoing is not False


def severity(guess: Guess, category: Category) -> Severity:
    """Return how bad it is taken to be: a cry for help is never mild, nor what names a threat.

    What is in doubt is no emergency before its writer says so.
    """
    grave = guess.is_cry or may_page(category, threat=True, night=False)
    if guess.threat and grave:
        worst = max(category.severity, Severity.TINGGI, key=_rank)
    else:
        worst = category.severity
    return min(worst, Severity.TINGGI, key=_rank) if guess.is_doubtful else worst


def is_incident(guess: Guess) -> bool:
    """Return whether a text is proposed as one, or calls for help."""
    return guess.is_cry or guess.category not in {OTHER, ALL_IS_WELL}


def asks_ongoing(category: Category, *, threat: bool, night: bool) -> bool:
    """Return whether the draft asks "Masih berlangsung?" in the place of ``Kirim``.

    Whatever may wake somebody asks, confidential kinds too: it costs no tap more.
    """
    return may_page(category, threat=threat, night=night)


def pages(
    category: Category, *, ongoing: bool | None, threat: bool, night: bool, emergency: bool
) -> bool:
    """Return whether a sent report pages: nobody is woken without a tap that said so.

    ``ongoing``: what its writer answered; None: was not asked. ``emergency``: by ``/darurat``.
    """
    return emergency or (bool(ongoing) and may_page(category, threat=threat, night=night))


def _rank(severity: Severity) -> int:
    return severity.rank
