"""Make tests/data/positions.csv.gz: ``python -m tools.make_positions SOURCE``.

Points with the village that they lie in, to measure look-ups by: a village is drawn uniformly, then
a point in it, uniform over its polygon in SOURCE (``boundaries/PP.poly.gz``, not simplified).
"""

from __future__ import annotations

import csv
import gzip
import io
import random
import sys
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from typing import TYPE_CHECKING

from bot.places.geography.position import DEGREE_M
from tools.borders import source
from tools.borders.source import UNIT

if TYPE_CHECKING:
    from tools.borders.source import Polygon, Ring

POSITIONS = Path("tests/data/positions.csv.gz")
POINTS, SEED = 10_000, 3_008_2026
SMALL_M2 = 1e6


def drawn(folder: Path) -> list[tuple[str, float, float, int]]:
    """Return code, latitude, longitude and 1 for a village under 1 km2, in the order of codes."""
    villages = dict(
        village
        for path in sorted((folder / "boundaries").glob("*.poly.gz"))
        for village in source.villages(path)
    )
    chance = random.Random(SEED)  # noqa: S311 - a sample is to be the same every time
    codes = sorted(chance.choices(sorted(villages), k=POINTS))
    return [_drawn(code, villages[code], chance) for code in codes]


def _drawn(
    code: str, polygons: list[Polygon], chance: random.Random
) -> tuple[str, float, float, int]:
    rings = [ring for polygon in polygons for ring in polygon]
    xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
    while True:
        x, y = chance.uniform(min(xs), max(xs)), chance.uniform(min(ys), max(ys))
        if inside(rings, x, y):
            break
    small = square_metres(polygons) < SMALL_M2
    return code, round(y / UNIT, 6), round(x / UNIT, 6), int(small)


def inside(rings: list[Ring], x: float, y: float) -> bool:
    """Tell whether a line from the point to the east crosses the rings an odd number of times."""
    return (
        sum(
            (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
            for ring in rings
            for (ax, ay), (bx, by) in pairwise([*ring, ring[0]])
        )
        % 2
        == 1
    )


def square_metres(polygons: list[Polygon]) -> float:
    """Return the area by Gauss's formula, holes taken off."""
    north = radians(polygons[0][0][0][1] / UNIT)
    scale = (DEGREE_M / UNIT) ** 2 * cos(north)
    areas = ((_area(outer), sum(map(_area, holes))) for outer, *holes in polygons)
    return scale * sum(outer - holes for outer, holes in areas)


def _area(ring: Ring) -> float:
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]))) / 2


if __name__ == "__main__":
    if len(sys.argv) != len(("program", "SOURCE")):
        raise SystemExit(__doc__)
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows(drawn(Path(sys.argv[1])))
    POSITIONS.write_bytes(gzip.compress(table.getvalue().encode(), compresslevel=9, mtime=0))
    print(f"{POSITIONS}: {POINTS} points")
