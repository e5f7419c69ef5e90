"""Who may read what of a report: the one rule that every card asks.

1. Whoever is paged reads the words and the alias, and where it is roughly; exactly once they have
   taken it ("Saya tangani", "Menuju lokasi").
2. Whoever is told rather than paged reads kind, village and spot alone.
3. Where no police role is named at all (sanitation, nutrition), whom the category names are those
   to whom it was written: they read the words, but neither the alias nor the position.
4. A police unit that is told of what pages nobody reads it as if it had taken it.
5. With "Anonim" the position is never exact.
6. Who opens what paged nobody reads it by 1 where they are police, else by 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import cos, radians
from typing import TYPE_CHECKING

from bot.domain.access import ON_CALL, matches
from bot.domain.policy import target_role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_METRES_IN_A_DEGREE = 111_320  # of latitude, and of longitude on the equator


class PositionPrecision(StrEnum):
    """How exactly a position is shown."""

    NONE = "none"
    COARSE = "coarse"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What somebody reads beside kind, village and spot."""

    words: bool = False
    reporter: bool = False
    position: PositionPrecision = PositionPrecision.NONE


HEADLINE = Disclosure()
WORDS = Disclosure(words=True)
PAGED = Disclosure(words=True, reporter=True, position=PositionPrecision.COARSE)
TAKEN = Disclosure(words=True, reporter=True, position=PositionPrecision.EXACT)


def to_paged(*, took: bool) -> Disclosure:
    """Return what somebody reads who was paged; ``took``: they have answered that they come."""
    return TAKEN if took else PAGED


def to_told(roles: Iterable[str], recipients: Collection[str]) -> Disclosure:
    """Return what somebody with ``roles`` there reads who is told once.

    ``recipients``: whom the category names.
    """
    held = tuple(roles)
    if any(matches(role, ON_CALL) for role in held):
        return TAKEN
    named = {target_role(target)[0] for target in recipients}
    if any(matches(role, ON_CALL) for role in named):
        return HEADLINE
    return WORDS if named.intersection(held) else HEADLINE


def to_opened(roles: Iterable[str], recipients: Collection[str], *, took: bool) -> Disclosure:
    """Return what somebody with ``roles`` there reads who opens what paged nobody.

    The police read it as a page. Whom the category names beside no police role: as they are told.
    """
    held = tuple(roles)
    if any(matches(role, ON_CALL) for role in held):
        return to_paged(took=took)
    return to_told(held, recipients)


def shown(position: PositionPrecision, *, anonymous: bool) -> PositionPrecision:
    """Return how exactly one report's position is shown to whom ``position`` is due."""
    return (
        PositionPrecision.COARSE if position is PositionPrecision.EXACT and anonymous else position
    )


def coarse(lat: float, lon: float, metres: float) -> tuple[float, float]:
    """Return the middle of the square of ``metres`` in which a position (degrees) lies.

    The squares lie fast, so that several positions of one place do not give it away together.
    """
    high = metres / _METRES_IN_A_DEGREE
    middle = _middle(lat, high)
    wide = high / max(cos(radians(middle)), 0.01)
    return middle, _middle(lon, wide)


def _middle(value: float, width: float) -> float:
    return (value // width + 0.5) * width
