"""The polygons of the source: ``PP.poly.gz``, one village a line.

A line is the code and a tab before each polygon; its rings (outer first) are parted by spaces, and
each is a Google polyline of precision 5, latitude before longitude.
"""

from __future__ import annotations

import gzip
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNIT = 1e5  # the source's units in a degree
Ring = list[tuple[int, int]]  # (east, north) in those units
Polygon = list[Ring]
LEAST_CORNERS = 3


def ring(polyline: str) -> Ring:
    """Return the points of a polyline."""
    moves, value, shift = [], 0, 0
    for byte in polyline.encode("ascii"):
        bits = byte - 63
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:  # noqa: PLR2004 - the sixth bit says that more follows
            moves.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    north, east = accumulate(moves[0::2]), accumulate(moves[1::2])
    return list(zip(east, north, strict=True))


def villages(path: Path) -> Iterator[tuple[str, list[Polygon]]]:
    """Read one province: each village's code and its polygons; rings without area are left out."""
    with gzip.open(path, "rt", encoding="ascii", newline="\n") as lines:
        for line in lines:
            code, *polygons = line.rstrip("\n").split("\t")
            read = ([ring(text) for text in polygon.split(" ")] for polygon in polygons)
            yield code, [kept for rings in read if (kept := _with_area(rings))]


def _with_area(rings: Polygon) -> Polygon:
    return [corners for corners in rings if len(set(corners)) >= LEAST_CORNERS]
