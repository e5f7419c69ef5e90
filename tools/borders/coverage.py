"""A province as a coverage: neighbours share their border, nothing overlaps, no slivers between.

Half the borders of the source do not match: two neighbours' lines cross each other or leave a gap
of some metres. GEOS cleans them. Needs shapely 2.2 with GEOS 3.14, which the project itself does
not: nothing here runs with the bot.
"""

from __future__ import annotations

from math import cos, radians
from typing import TYPE_CHECKING

import shapely

from bot.places.geography.position import DEGREE_M
from tools.borders.source import UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shapely import Geometry

    from tools.borders.source import Polygon, Ring

GAP_DEGREES = 0.0005  # a strip narrower than 55 m between two villages is neither's: close it
SNAP_DEGREES = 0.00001
LEAST_KEPT = 0.5  # of a village that others overlap: below, it keeps its own polygon, over theirs


def geometry(polygons: Sequence[Polygon]) -> Geometry:
    """Return a valid shape in degrees."""
    shape = shapely.MultiPolygon([_polygon(rings) for rings in polygons])
    if shape.is_valid:
        return shape
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(shape)))
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def _polygon(rings: Polygon) -> Geometry:
    outer, *holes = [[(x / UNIT, y / UNIT) for x, y in ring] for ring in rings]
    return shapely.Polygon(outer, holes)


def clean(shapes: Sequence[Geometry], kept: Path) -> list[Geometry]:
    """Return the coverage; a large province takes minutes, so ``kept`` holds it for next time."""
    if kept.exists():
        return list(shapely.from_wkb(kept.read_text().split("\n")))
    cleaned = shapely.coverage_clean(shapes, gap_width=GAP_DEGREES, snapping_distance=SNAP_DEGREES)
    kept.write_text("\n".join(shapely.to_wkb(cleaned, hex=True)))
    return list(cleaned)


def overlapped(shapes: Sequence[Geometry], cleaned: Sequence[Geometry]) -> list[Geometry]:
    """Return the coverage with the villages that others had swallowed laid over it again."""
    return [
        after if shared(before, after) >= LEAST_KEPT else before
        for before, after in zip(shapes, cleaned, strict=True)
    ]


def shared(original: Geometry, shape: Geometry) -> float:
    """Return which part of ``original`` lies in ``shape``, 0 to 1."""
    return float(shapely.area(shapely.intersection(original, shape)) / shapely.area(original))


def rings(shape: Geometry) -> list[Ring]:
    """Return every ring of a shape in the source's units, closed."""
    lines = shapely.get_parts(shapely.get_rings(shapely.get_parts(shape)))
    return [
        [(round(x * UNIT), round(y * UNIT)) for x, y in shapely.get_coordinates(line).tolist()]
        for line in lines
        if not line.is_empty
    ]


def built(lines: Sequence[Sequence[tuple[int, int]]], unit: float) -> Geometry:
    """Return the shape that borders enclose, their points in units of ``unit`` degrees."""
    drawn = [[(x * unit, y * unit) for x, y in line] for line in lines]
    return shapely.build_area(shapely.node(shapely.MultiLineString(drawn)))


def square_metres(shape: Geometry) -> float:
    """Return the area on a sphere of 6,371 km, near enough to tell large from small."""
    north = radians(shapely.centroid(shape).y)
    return float(shapely.area(shape)) * DEGREE_M**2 * cos(north)
