"""The village at a position, over the boundaries that are shipped."""

from __future__ import annotations

import math
import random
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from bot.places.geography import Atlas, Certainty
from bot.places.geography.boundaries import BOUNDARIES, pack, read_index, write_boundaries
from bot.places.geography.polygons import Box
from bot.places.geography.position import NEAR_COAST_M
from tests.geography.squares import square
from tests.positions import positions
from tools.borders import topology

if TYPE_CHECKING:
    from pathlib import Path

POINTS, SEED = 400, 7
KUALA_LUMPUR, KUCHING, DILI, OECUSSE = (
    (3.139, 101.687),
    (1.55, 110.34),
    (-8.56, 125.57),
    (-9.3, 124.3),
)
SINGAPORE, VANIMO, JABIRU, FLYING_FISH_COVE = (
    (1.352, 103.82), (-2.69, 141.3), (-12.67, 132.83), (-10.43, 105.67),
)  # fmt: skip
MONAS = (-6.1754, 106.8272)
JAVA_SEA, INDIAN_OCEAN = (-5.0, 111.0), (-20.0, 90.0)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    """Return one atlas for all: a province is read once."""
    return Atlas()


def test_a_position_is_in_its_village(atlas: Atlas) -> None:
    """Points drawn from the original polygons of the whole nation lie in the right village."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    drawn = chance.sample(positions(), POINTS)
    found = [atlas.find(position.lat, position.lon) for position in drawn]
    right = [
        bool(look.candidates) and look.candidates[0].code == position.code
        for look, position in zip(found, drawn, strict=True)
    ]
    assert sum(right) / POINTS >= 0.98
    sure = [good for look, good in zip(found, right, strict=True) if look.kind == Certainty.INSIDE]
    assert sum(sure) / len(sure) >= 0.99


def test_who_is_well_inside_is_told_one_village(atlas: Atlas) -> None:
    """On Merdeka Square, with a good fix, there is nothing to choose: Gambir."""
    found = atlas.find(*MONAS, accuracy_m=10)
    assert (found.kind, [c.code for c in found.candidates]) == (Certainty.INSIDE, ["31.71.01.1001"])


def test_a_poor_fix_offers_the_neighbours(atlas: Atlas) -> None:
    """With a kilometre and a half of doubt the village itself comes first, then the nearest."""
    found = atlas.find(*MONAS, accuracy_m=1500)
    assert found.kind == Certainty.NEAR
    assert [c.inside for c in found.candidates] == [True, False, False]
    distances = [c.distance_m for c in found.candidates]
    assert distances == sorted(distances)
    assert 0 < distances[1] <= distances[2] <= 1500


def test_distance_is_to_the_boundary(atlas: Atlas) -> None:
    """The doubt that brings a neighbour in is its distance: a metre less leaves it out."""
    neighbour = atlas.find(*MONAS, accuracy_m=1500).candidates[1]
    assert atlas.find(*MONAS, accuracy_m=neighbour.distance_m - 1).kind == Certainty.INSIDE
    offered = atlas.find(*MONAS, accuracy_m=neighbour.distance_m + 1).candidates
    assert [c.code for c in offered] == ["31.71.01.1001", neighbour.code]


@pytest.mark.parametrize("accuracy", [None, math.nan, math.inf, -5.0, 0.0])
def test_an_accuracy_that_says_nothing_is_the_least(atlas: Atlas, accuracy: float | None) -> None:
    """What is no length does not widen the search to the whole nation."""
    assert atlas.find(*MONAS, accuracy_m=accuracy) == atlas.find(*MONAS)


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        (math.nan, 119.4), (-5.1, math.nan), (math.inf, 0.0), (0.0, -math.inf),
        (90.1, 0.0), (0.0, 180.1), (1e308, -1e308),
    ],
)  # fmt: skip
def test_what_is_no_position_is_said_so(atlas: Atlas, lat: float, lon: float) -> None:
    """NaN, infinity, and degrees that the globe does not have."""
    assert atlas.find(lat, lon) == (Certainty.INVALID, (), (), None)


@pytest.mark.parametrize(
    ("place", "country"),
    [
        (KUALA_LUMPUR, "MY"), (KUCHING, "MY"), (SINGAPORE, "SG"), (DILI, "TL"), (OECUSSE, "TL"),
        (VANIMO, "PG"), (JABIRU, "AU"), (FLYING_FISH_COVE, "AU"),
        ((51.5, 0.0), None), ((0.0, 0.0), None), ((90.0, 0.0), None), ((-90.0, 180.0), None),
        (INDIAN_OCEAN, None),
    ],
)  # fmt: skip
def test_abroad_is_said_so(atlas: Atlas, place: tuple[float, float], country: str | None) -> None:
    """Neighbours by name; 0/0, the poles and the ocean without one; and no village is offered."""
    assert atlas.find(*place) == (Certainty.ABROAD, (), (), country)


def test_at_sea_the_nearest_are_offered(atlas: Atlas) -> None:
    """In the middle of the Java Sea: Indonesia, no village, and the three nearest, however far."""
    found = atlas.find(*JAVA_SEA)
    assert found.kind == Certainty.OUTSIDE
    distances = [c.distance_m for c in found.candidates]
    assert len(distances) == 3
    assert distances == sorted(distances)
    assert distances[0] > 50_000


def test_half_way_to_singapore_is_who_is_nearer(atlas: Atlas) -> None:
    """A boat off Batam is in Indonesia; the same boat beyond the middle of the strait is abroad."""
    assert atlas.find(1.19, 103.95).kind == Certainty.OUTSIDE
    assert atlas.find(1.24, 103.9) == (Certainty.ABROAD, (), (), "SG")


def test_a_jetty_is_near_its_village(atlas: Atlas) -> None:
    """Going west from Losari beach, the village is inside, then near, then only the nearest."""
    kinds = []
    for step in range(60):
        found = atlas.find(-5.1437, 119.4105 - step * 0.001)
        kinds.append((found.kind, found.candidates[0].distance_m))
    assert kinds[0][0] in {Certainty.INSIDE, Certainty.NEAR}
    off = [(kind, metres) for kind, metres in kinds if metres > 0]
    assert {kind for kind, metres in off if metres <= NEAR_COAST_M} == {Certainty.NEAR}
    assert {kind for kind, metres in off if metres > NEAR_COAST_M} == {Certainty.OUTSIDE}


def test_a_village_without_a_boundary_is_told_with_its_district(atlas: Atlas) -> None:
    """Where villages of a district have no boundary, whoever is found there is told of them."""
    with BOUNDARIES.open("rb") as file:
        lost = read_index(file).unmapped
    districts = {code.rpartition(".")[0] for code in lost}
    drawn = [p for p in positions() if p.code.rpartition(".")[0] in districts]
    assert len(drawn) > 20
    for position in drawn:
        district = position.code.rpartition(".")[0]
        told = atlas.find(position.lat, position.lon).unmapped
        assert {code for code in lost if code.startswith(f"{district}.")} <= set(told)
    assert atlas.find(*MONAS).unmapped == ()


def test_in_a_hole_nobody_is_sure(tmp_path: Path) -> None:
    """A village without a boundary leaves a hole in its neighbour: both are offered."""
    path, unit = tmp_path / "boundaries.bin", 5e-5
    rings = [[square(2_388_000, -102_000, 400), square(2_388_190, -101_810, 20)]]
    block = pack(["73.15.09.1001"], topology.borders(rings))
    parts = {"73.15": Box(2_388_000, -102_000, 2_388_400, -101_600)}
    with path.open("wb") as file:
        write_boundaries(file, unit, {"73": (parts, block)}, ["73.15.09.1006", "73.24.06.2017"])
    found = Atlas(path).find(-101_800 * unit, 2_388_200 * unit)
    assert (found.kind, found.unmapped) == (Certainty.NEAR, ("73.15.09.1006",))
    assert [(c.code, c.inside) for c in found.candidates] == [("73.15.09.1001", False)]
    assert found.candidates[0].distance_m == pytest.approx(55.3, abs=0.5)


def test_threads_may_ask_at_once() -> None:
    """Eight look-ups in a province that nobody asked for before: all hear the same."""
    with ThreadPoolExecutor(8) as pool:
        fresh = Atlas()
        heard = list(pool.map(lambda _: fresh.find(*MONAS), range(8)))
    assert set(heard) == {fresh.find(*MONAS)}
    assert heard[0].kind == Certainty.INSIDE
