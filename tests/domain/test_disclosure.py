"""Who reads what of a report: one table, asked by every card."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.disclosure import (
    HEADLINE,
    PAGED,
    TAKEN,
    WORDS,
    Disclosure,
    PositionPrecision,
    coarse,
    shown,
    to_paged,
    to_told,
)

FIRE = ("officer", "village_head", "babinsa")


@pytest.mark.parametrize(
    ("roles", "recipients", "reads"),
    [
        (["village_head"], FIRE, HEADLINE),
        (["babinsa"], FIRE, HEADLINE),
        (["forum"], ("officer", "forum", "village_head"), HEADLINE),
        (["watch"], ("officer", "watch"), HEADLINE),
        (["cadre"], ("officer", "cadre"), HEADLINE),
        (["resident"], ("village_head", "cadre"), HEADLINE),
        (["village_head"], ("village_head", "cadre"), WORDS),
        (["cadre"], ("cadre",), WORDS),
        (["unit:narkoba"], ("unit:narkoba",), TAKEN),
        (["supervisor"], ("unit:narkoba",), TAKEN),
        ([], FIRE, HEADLINE),
    ],
)
def test_who_is_told_reads(
    roles: list[str], recipients: tuple[str, ...], reads: Disclosure
) -> None:
    """Beside the police only those to whom it was written read words, and never who or where."""
    assert to_told(roles, recipients) == reads


def test_who_is_paged_reads_the_exact_place_once_they_took_it() -> None:
    """Before, and with "Anonim" always, it is coarse."""
    assert to_paged(took=False) is PAGED
    assert to_paged(took=True) is TAKEN
    assert shown(TAKEN.position, anonymous=True) is PositionPrecision.COARSE
    assert shown(TAKEN.position, anonymous=False) is PositionPrecision.EXACT
    assert shown(HEADLINE.position, anonymous=True) is PositionPrecision.NONE


@given(lat=st.floats(-11, 6), lon=st.floats(95, 141), metres=st.sampled_from([100, 500, 2000]))
def test_a_coarse_position_is_near_and_fixed(lat: float, lon: float, metres: int) -> None:
    """It lies within the square, and all positions of a square become the same one."""
    found = coarse(lat, lon, metres)
    north = (found[0] - lat) * 111_320
    east = (found[1] - lon) * 111_320 * math.cos(math.radians(lat))
    assert abs(north) <= metres * 0.51
    assert abs(east) <= metres * 0.51
    assert coarse(*found, metres) == pytest.approx(found)
