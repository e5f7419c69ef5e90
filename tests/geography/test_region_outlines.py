"""Outlines for pictures, from the shipped boundaries: each region where it lies."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from bot.places.geography.region_outlines import RegionOutlines, region_outlines

if TYPE_CHECKING:
    from bot.places.geography.region_outlines import Outline, Point

MAKASSAR = [f"73.71.{number:02}" for number in range(1, 16)]
PANAKKUKANG = [f"73.71.09.{number}" for number in range(1001, 1012)]
SANGKARRANG = "73.71.15"  # islands in the strait, 50 km off


def _drawn(codes: list[str]) -> RegionOutlines:
    drawn = region_outlines(codes, 1000, 1200)
    assert drawn is not None
    return drawn


def _holds(outline: Outline, point: Point) -> bool:
    x, y = point
    crossed = (
        x < (bx - ax) * (y - ay) / (by - ay) + ax
        for ring in outline.rings
        for (ax, ay), (bx, by) in pairwise([*ring, ring[0]])
        if (ay > y) != (by > y)
    )
    return sum(crossed) % 2 == 1


def test_each_village_is_drawn_beside_the_others() -> None:
    """The villages of a district: a name's place lies in its own outline and in no other."""
    drawn = _drawn(PANAKKUKANG)
    assert {one.code for one in drawn.outlines} == set(PANAKKUKANG)
    for outline in drawn.outlines:
        holders = [other.code for other in drawn.outlines if _holds(other, outline.label)]
        assert holders == [outline.code]


def test_what_lies_in_a_region_is_one_outline() -> None:
    """A city by its districts: all rings are closed, and the borders between villages are gone."""
    drawn = _drawn(MAKASSAR[:14])
    assert len(drawn.outlines) == 14
    assert all(ring[0] == ring[-1] for one in drawn.outlines for ring in one.rings)
    assert sum(len(one.rings) for one in drawn.outlines) < 60


def test_far_islands_do_not_make_the_rest_small() -> None:
    """The islands off Makassar are named as outside; without them the city fills the picture."""
    with_islands, without = _drawn(MAKASSAR), _drawn(MAKASSAR[:14])
    assert with_islands.outside == (SANGKARRANG,)
    assert with_islands.metres == pytest.approx(without.metres, rel=0.2)


def test_a_picture_is_no_larger_than_asked() -> None:
    """One side is filled; a unit is as long as the earth has it there."""
    drawn = _drawn(PANAKKUKANG)
    assert drawn.width == pytest.approx(1000)
    assert drawn.height <= 1200
    assert 3_000 < drawn.metres * drawn.width < 8_000


def test_no_boundary_is_no_picture() -> None:
    """Codes that nothing is known of draw nothing."""
    assert region_outlines(["99.99"], 100, 100) is None
