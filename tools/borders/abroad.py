"""The lands around Indonesia, from Natural Earth's 1:10m countries (public domain) as TopoJSON."""

from __future__ import annotations

import json
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from tools.borders.source import UNIT
from tools.borders.thinning import fewer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tools.borders.source import Ring

ALLOWED = 500.0  # units: 550 m. Villages say where Indonesia ends; this tells sea from foreign land
WINDOW = (85.0, -25.0, 155.0, 20.0)  # what lies beyond is abroad without a look
LONGEST = 100_000  # units: a column holds no longer step (Papua's border is a meridian)
# ISO 3166-1, by the source's numbers. Its Indian Ocean Territories, Christmas and Cocos, have none.
COUNTRIES = {
    "036": "AU", "096": "BN", "104": "MM", "116": "KH", "316": "GU", "356": "IN", "418": "LA",
    "458": "MY", "583": "FM", "585": "PW", "598": "PG", "608": "PH", "626": "TL", "702": "SG",
    "704": "VN", "764": "TH",
}  # fmt: skip
UNNUMBERED = {"Indian Ocean Ter.": "AU"}


def lands(path: Path) -> list[tuple[str, Ring]]:
    """Return the outer ring of each island and mainland near Indonesia, closed, by country."""
    world = json.loads(path.read_text())
    arcs = [_arc(arc, world["transform"]) for arc in world["arcs"]]
    found = []
    for shape in world["objects"]["countries"]["geometries"]:
        for polygon in _polygons(shape):
            ring = _closed(arcs, polygon[0])
            if (code := _code(shape)) and _near(ring):
                found.append((code, _stepped(fewer(ring, ALLOWED))))
    return sorted(found)


def _code(shape: dict[str, Any]) -> str | None:
    by_name = UNNUMBERED.get(shape["properties"]["name"])
    return by_name or COUNTRIES.get(shape.get("id", ""))


def _arc(moves: list[list[int]], transform: dict[str, Any]) -> Ring:
    (sx, sy), (ox, oy) = transform["scale"], transform["translate"]
    xs, ys = accumulate(move[0] for move in moves), accumulate(move[1] for move in moves)
    return [
        (round((x * sx + ox) * UNIT), round((y * sy + oy) * UNIT))
        for x, y in zip(xs, ys, strict=True)
    ]


def _polygons(shape: dict[str, Any]) -> Iterator[list[list[int]]]:
    if shape["type"] == "Polygon":
        yield shape["arcs"]
    elif shape["type"] == "MultiPolygon":
        yield from shape["arcs"]


def _closed(arcs: list[Ring], numbers: list[int]) -> Ring:
    """Join the arcs of a ring; ~n is arc n walked backwards."""
    points = [p for n in numbers for p in (arcs[n] if n >= 0 else arcs[~n][::-1])]
    return [points[0], *(here for before, here in pairwise(points) if here != before)]


def _near(ring: Ring) -> bool:
    west, south, east, north = (edge * UNIT for edge in WINDOW)
    return any(west <= x <= east and south <= y <= north for x, y in ring)


def _stepped(ring: Ring) -> Ring:
    """Return the ring with points put into its longest lines."""
    points = [ring[0]]
    for (ax, ay), (bx, by) in pairwise(ring):
        steps = max(abs(bx - ax), abs(by - ay)) // LONGEST + 1
        points += [
            (ax + (bx - ax) * step // steps, ay + (by - ay) * step // steps)
            for step in range(1, steps + 1)
        ]
    return points
