"""The position in a picture, and what strangers send instead of one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.media import exif
from tests.geography.pictures import picture

SOUTH_EAST: dict[int, Any] = {1: "S", 2: (5.0, 8.0, 37.32), 3: "E", 4: (119.0, 24.0, 37.8)}


def test_a_picture_tells_where_it_was_taken() -> None:
    """Degrees, minutes, seconds, south and east: Makassar."""
    fix = exif.position(picture(SOUTH_EAST))
    assert fix is not None
    assert (round(fix.lat, 5), round(fix.lon, 5), fix.accuracy_m) == (-5.1437, 119.41050, None)


def test_the_camera_says_how_sure_it_is() -> None:
    """The error in metres comes with it."""
    fix = exif.position(picture({**SOUTH_EAST, 31: 12.5}))
    assert fix is not None
    assert fix.accuracy_m == 12.5


@pytest.mark.parametrize(
    "gps",
    [
        None, {}, {1: "S", 2: (5.0, 8.0, 37.0)}, {**SOUTH_EAST, 1: "Q"}, {**SOUTH_EAST, 3: ""},
        {**SOUTH_EAST, 2: (91.0, 0.0, 0.0)}, {**SOUTH_EAST, 4: (181.0, 0.0, 0.0)},
        {**SOUTH_EAST, 2: (5.0, 8.0)},
        {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
    ],
)  # fmt: skip
def test_what_is_not_a_position_is_none(gps: dict[int, Any] | None) -> None:
    """No attributes, half of them, wrong ones, off the globe, and the noughts of no fix."""
    assert exif.position(picture(gps)) is None


def test_a_fraction_of_nothing_is_none() -> None:
    """0/0, as some cameras write before they have a fix."""
    whole = picture({**SOUTH_EAST, 2: (5.0, 8.0, 37.5)})
    seconds = (75).to_bytes(4, "big") + (2).to_bytes(4, "big")
    little = (75).to_bytes(4, "little") + (2).to_bytes(4, "little")
    assert seconds in whole or little in whole
    broken = whole.replace(seconds, bytes(8)).replace(little, bytes(8))
    assert exif.position(broken) is None


@given(st.binary(max_size=400))
def test_any_bytes_are_no_trouble(data: bytes) -> None:
    """Whatever somebody sends as a document: no position, no error."""
    assert exif.position(data) is None


@given(st.data())
def test_a_damaged_picture_is_no_trouble(data: st.DataObject) -> None:
    """Flipped bytes and a torn end: a position on the globe, or none."""
    damaged = bytearray(picture(SOUTH_EAST))
    for _ in range(data.draw(st.integers(1, 20))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    fix = exif.position(bytes(damaged[: data.draw(st.integers(0, len(damaged)))]))
    assert fix is None or (abs(fix.lat) <= 90 and abs(fix.lon) <= 180)


def test_a_huge_document_is_not_read() -> None:
    """More than a bot may fetch is not looked into."""
    assert exif.position(picture(SOUTH_EAST) + bytes(exif.MOST_BYTES)) is None
