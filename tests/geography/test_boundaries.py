"""The file of boundaries: what is written is what is read."""

from __future__ import annotations

import io
import lzma
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.places.data import VILLAGE, regions
from bot.places.geography import boundaries, integer_columns
from bot.places.geography.boundaries import BOUNDARIES, NOBODY, Border
from bot.places.geography.polygons import Box, GridPoint
from tests.geography.squares import square
from tools.borders import thinning, topology
from tools.borders.source import ring

if TYPE_CHECKING:
    from bot.places.geography.polygons import BlockRegions

SHORTS = st.integers(-(2**15), 2**15 - 1)
LONGS = st.integers(-(2**31), 2**31 - 1)
MOST_BYTES = 12_000_000


def spot(x: float, y: float) -> GridPoint:
    """Return a point where a unit is a metre."""
    return GridPoint(x, y, 1.0, 1.0)


@pytest.fixture
def block() -> BlockRegions:
    """Return a lake (b) in a village (a), a neighbour to the east (c), an islet of a's."""
    rings = [
        [square(0, 0, 100), square(40, 40, 20), square(-50, 0, 10)],
        [square(40, 40, 20)],
        [square(100, 0, 100)],
    ]
    borders = topology.chained(topology.borders(rings))
    return boundaries.unpack(boundaries.pack(["x.a", "x.b", "y.c"], borders))


@given(st.lists(SHORTS))
def test_short_numbers_come_back(values: list[int]) -> None:
    """Every number of two bytes, of either sign."""
    assert (
        list(
            integer_columns.unpack(
                integer_columns.pack(values, integer_columns.SHORT), integer_columns.SHORT
            )
        )
        == values
    )


@given(st.lists(LONGS))
def test_long_numbers_come_back(values: list[int]) -> None:
    """Every number of four bytes, of either sign."""
    assert (
        list(
            integer_columns.unpack(
                integer_columns.pack(values, integer_columns.LONG), integer_columns.LONG
            )
        )
        == values
    )


def test_a_number_that_is_too_long_is_refused() -> None:
    """A step that its column cannot hold is no step to somewhere else."""
    with pytest.raises(OverflowError):
        integer_columns.pack([2**15], integer_columns.SHORT)


@pytest.mark.parametrize(
    ("x", "y", "holder"),
    [(20, 20, 0), (50, 50, 1), (150, 50, 2), (-45, 5, 0), (-20, 5, None), (50, 150, None)],
)
def test_a_point_is_held_by_one(block: BlockRegions, x: int, y: int, holder: int | None) -> None:
    """Beside the lake, in it, next door, on the islet; in the water between and in the north."""
    held = [region for region in range(3) if block.holds(region, spot(x, y))]
    assert held == ([] if holder is None else [holder])


@given(st.integers(0, 199), st.integers(0, 99))
def test_on_a_shared_border_one_holds(x: int, y: int) -> None:
    """A point on a line or a corner is one's, never two's and never nobody's."""
    rings = [[square(0, 0, 100)], [square(100, 0, 100)]]
    pair = boundaries.unpack(boundaries.pack(["a", "b"], topology.borders(rings)))
    assert [pair.holds(region, spot(x, y)) for region in (0, 1)].count(True) == 1


def test_distance_is_to_the_nearest_line(block: BlockRegions) -> None:
    """To a side, to a corner, from within; beyond the limit there is none."""
    assert block.metres(2, spot(250, 50)) == 50
    assert block.metres(2, spot(203, 104)) == 5
    assert block.metres(0, spot(97, 50)) == 3
    assert block.metres(2, spot(250, 50), limit=49) == float("inf")


def test_regions_are_found_by_the_start_of_their_code(block: BlockRegions) -> None:
    """A part is what a regency's code begins."""
    assert [block.codes[region] for region in block.part("x")] == ["x.a", "x.b"]
    assert [block.codes[region] for region in block.part("z")] == []


def test_a_border_of_two_is_stored_once() -> None:
    """Neighbours share one line: four ends of squares, seven sides."""
    found = topology.borders([[square(0, 0, 100)], [square(100, 0, 100)]])
    assert sorted((b.first, b.second) for b in found) == [(0, NOBODY), (0, 1), (1, NOBODY)]
    assert sum(len(b.points) - 1 for b in found) == 7


def test_thinning_keeps_what_moves_a_border() -> None:
    """A dent of 3 goes, one of 30 stays; a small village bears less than a large one."""
    line = [(0, 0), (100, 3), (200, 0), (300, 30), (400, 0)]
    assert thinning.fewer(line, 5) == [(0, 0), (200, 0), (300, 30), (400, 0)]
    assert thinning.fewer(square(0, 0, 100), 1000) == square(0, 0, 100)
    assert thinning.tolerance(1e4, 1.0) < thinning.tolerance(1e6, 1.0)
    assert thinning.tolerance(1e12, 1.0) * thinning.METRES == thinning.MOST_METRES


def test_a_polyline_is_read() -> None:
    """The example of its specification."""
    assert ring("_p~iF~ps|U_ulLnnqC_mqNvxq`@") == [
        (-12020000, 3850000), (-12095000, 4070000), (-12645300, 4325200),
    ]  # fmt: skip


def test_the_file_holds_the_nation() -> None:
    """Each village of the outline has a boundary, or is named as one without; in 12 MB."""
    assert BOUNDARIES.stat().st_size <= MOST_BYTES
    villages = {row.code for row in regions() if row.level == VILLAGE}
    with BOUNDARIES.open("rb") as file:
        index = boundaries.read_index(file)
        drawn: list[str] = []
        for block in index.blocks:
            if block.name != boundaries.ABROAD:
                file.seek(block.start)
                names = lzma.decompress(file.read(block.size))
                drawn += boundaries.codes(names)
    assert len(drawn) == len(set(drawn)) == 83_402
    assert {*drawn, *index.unmapped} == villages


def test_another_file_is_refused() -> None:
    """What does not begin as it should is no file of boundaries."""
    with pytest.raises(ValueError, match="not a file of boundaries"):
        boundaries.read_index(io.BytesIO(b"PK\x03\x04 something else"))


def test_a_damaged_block_is_noticed() -> None:
    """A flipped bit is an error, not a border elsewhere."""
    block = bytearray(boundaries.pack(["a"], [Border(0, NOBODY, square(0, 0, 9))]))
    block[len(block) // 2] ^= 1
    with pytest.raises(lzma.LZMAError):
        boundaries.unpack(bytes(block))


def test_what_is_written_is_read() -> None:
    """Two blocks, one behind the other, and what has no boundary."""
    file = io.BytesIO()
    parts = {"73.71": Box(-1, -2, 3, 4)}
    boundaries.write_boundaries(
        file, 5e-5, {"73": (parts, b"first"), "74": ({}, b"second")}, ["73.15.09.1006"]
    )
    file.seek(0)
    index = boundaries.read_index(file)
    assert (index.unit, index.unmapped, index.blocks[0].parts) == (5e-5, ("73.15.09.1006",), parts)
    read = [file.getvalue()[block.start : block.start + block.size] for block in index.blocks]
    assert read == [b"first", b"second"]
