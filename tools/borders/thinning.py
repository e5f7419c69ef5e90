"""Fewer points on a coarser grid, as far as a village bears it.

How far a border may move depends on the smaller of its two villages: 1% of the root of its area,
and never more than 30 m (Douglas and Peucker, 1973). Where a village would still lose more than
2% of its area to others, its borders are drawn four times as true, and then as they are.
"""

from __future__ import annotations

from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING

from bot.places.geography.boundaries import NOBODY, Border

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.borders.source import Ring

GRID = 5  # of the source's units: 0.00005 degree, 5.6 m
SHARE, MOST_METRES = 0.01, 30.0
METRES = 1.112  # of a unit of the source
TRUER = (1.0, 0.25, 0.0)  # how much of the tolerance each round leaves to a village that loses
LEAST_CORNERS = 4


def tolerance(square_metres: float, factor: float) -> float:
    """Return how far the borders of a village may move, in units of the source."""
    return factor * min(MOST_METRES, SHARE * sqrt(square_metres)) / METRES


def thin(borders: Sequence[Border], tolerances: Sequence[float]) -> list[Border]:
    """Return the borders with fewer points, on the grid."""
    thinned = []
    for border in borders:
        sides = [side for side in border[:2] if side != NOBODY]
        points = snapped(fewer(list(border.points), min(tolerances[side] for side in sides)))
        if len(points) > 1:
            thinned.append(border._replace(points=points))
    return thinned


def snapped(points: Sequence[tuple[int, int]], grid: int = GRID) -> Ring:
    """Return the points on the grid, each only once in a row."""
    near = [(round(x / grid), round(y / grid)) for x, y in points]
    return [
        near[0],
        *(here for before, here in pairwise(near) if here != before),
    ]


def fewer(points: Ring, allowed: float) -> Ring:
    """Return the line without the points that lie within ``allowed`` of what remains."""
    if points[0] != points[-1]:
        return _thinned(points, allowed)
    far = max(range(len(points)), key=lambda at: _square(points[at], points[0], points[0]))
    ring = _thinned(points[: far + 1], allowed)[:-1] + _thinned(points[far:], allowed)
    return ring if len(ring) >= LEAST_CORNERS else points


def _thinned(points: Ring, allowed: float) -> Ring:
    kept = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        between = range(first + 1, last)
        squares = [_square(points[at], points[first], points[last]) for at in between]
        if squares and (most := max(squares)) > allowed * allowed:
            middle = first + 1 + squares.index(most)
            kept.add(middle)
            spans += [(first, middle), (middle, last)]
    return [points[at] for at in sorted(kept)]


def _square(point: tuple[int, int], start: tuple[int, int], end: tuple[int, int]) -> float:
    """Return the square of the distance from a point to a segment."""
    px, py = point[0] - start[0], point[1] - start[1]
    vx, vy = end[0] - start[0], end[1] - start[1]
    length = vx * vx + vy * vy
    along = min(1.0, max(0.0, (px * vx + py * vy) / length)) if length else 0.0
    return (px - along * vx) ** 2 + (py - along * vy) ** 2
