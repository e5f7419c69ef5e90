"""Regions by their borders: which holds a point, and how far from it the point lies.

A region is the set of its borders, in no order: a point is inside where a line from it to the east
crosses them an odd number of times. So holes and islands need no care, and a border that two
regions share is kept once.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import accumulate, chain, pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Box(NamedTuple):
    """The smallest rectangle around something, in units of the grid."""

    west: int
    south: int
    east: int
    north: int

    @property
    def size(self) -> int:
        """Return the area in square units."""
        return (self.east - self.west) * (self.north - self.south)


class Spot(NamedTuple):
    """A point in units of the grid, and the metres of a unit there."""

    x: float
    y: float
    east_m: float
    north_m: float

    def to_box(self, box: Box) -> float:
        """Return the metres to a box: 0 inside, never more than to anything in it."""
        west, south, east, north = box
        dx = west - self.x if self.x < west else max(self.x - east, 0.0)
        dy = south - self.y if self.y < south else max(self.y - north, 0.0)
        return float(((dx * self.east_m) ** 2 + (dy * self.north_m) ** 2) ** 0.5)


class Land:
    """The regions of one block. Read only once made: threads may share it."""

    def __init__(
        self,
        codes: Sequence[str],
        xs: array[int],
        ys: array[int],
        starts: array[int],
        sides: Sequence[tuple[int, int]],
    ) -> None:
        """Take the points of all borders in a row; border i is ``starts[i]`` to ``starts[i+1]``.

        ``sides`` names the regions of each border; a negative one is nobody's.
        """
        self.codes = codes
        self._xs, self._ys, self._starts = xs, ys, starts
        self._edges = _boxes(xs, ys, starts)
        self._offsets, self._borders = _by_region(len(codes), sides)
        around = (self._around(region) for region in range(len(codes)))
        self._boxes = array("i", chain.from_iterable(around))

    def part(self, code: str) -> range:
        """Return the regions whose codes start with ``code``."""
        return range(bisect_left(self.codes, code), bisect_left(self.codes, code + "~"))

    def box(self, region: int) -> Box:
        """Return the rectangle around a region."""
        return Box(*self._boxes[4 * region : 4 * region + 4])

    def holds(self, region: int, spot: Spot) -> bool:
        """Tell whether the point lies in the region."""
        box = self.box(region)
        if not (box.west <= spot.x <= box.east and box.south <= spot.y <= box.north):
            return False
        crossed = (self._crossed(border, spot.x, spot.y) for border in self._of(region))
        return sum(crossed) % 2 == 1

    def metres(self, region: int, spot: Spot, limit: float = inf) -> float:
        """Return how far the point lies from the region's border; inf where beyond ``limit``."""
        best = limit * limit
        for border in self._of(region):
            if spot.to_box(self._edge(border)) ** 2 <= best:
                best = min(best, self._square(border, spot))
        return inf if best == limit * limit else float(best**0.5)

    def _of(self, region: int) -> Sequence[int]:
        return self._borders[self._offsets[region] : self._offsets[region + 1]]

    def _edge(self, border: int) -> Box:
        return Box(*self._edges[4 * border : 4 * border + 4])

    def _around(self, region: int) -> Box:
        edges = [self._edge(border) for border in self._of(region)]
        if not edges:  # a region too small for the grid: nowhere
            return Box(0, 0, -1, -1)
        west, south, east, north = zip(*edges, strict=True)
        return Box(min(west), min(south), max(east), max(north))

    def _crossed(self, border: int, x: float, y: float) -> int:
        """Count how often a line from the point to the east crosses the border."""
        west, south, east, north = self._edges[4 * border : 4 * border + 4]
        if y < south or y >= north or x >= east:
            return 0
        first, end = self._starts[border], self._starts[border + 1]
        if x < west:  # the whole border lies in the east: only its ends count
            return (self._ys[first] > y) != (self._ys[end - 1] > y)
        points = zip(self._xs[first:end], self._ys[first:end], strict=True)
        return sum(
            (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
            for (ax, ay), (bx, by) in pairwise(points)
        )

    def _square(self, border: int, spot: Spot) -> float:
        """Return the square of the metres to the border."""
        x, y, east_m, north_m = spot
        first, end = self._starts[border], self._starts[border + 1]
        best = inf
        ax = (self._xs[first] - x) * east_m
        ay = (self._ys[first] - y) * north_m
        for px, py in zip(self._xs[first + 1 : end], self._ys[first + 1 : end], strict=True):
            bx, by = (px - x) * east_m, (py - y) * north_m
            vx, vy = bx - ax, by - ay
            along = -(ax * vx + ay * vy)
            length = vx * vx + vy * vy
            if along <= 0:
                square = ax * ax + ay * ay
            elif along >= length:
                square = bx * bx + by * by
            else:
                square = (ax * vy - ay * vx) ** 2 / length
            best = min(best, square)
            ax, ay = bx, by
        return best


def _boxes(xs: array[int], ys: array[int], starts: array[int]) -> array[int]:
    """Return west, south, east, north of each border, one border after another."""
    edges = array("i")
    for first, end in pairwise(starts):
        across, up = xs[first:end], ys[first:end]
        edges.extend((min(across), min(up), max(across), max(up)))
    return edges


def _by_region(count: int, sides: Iterable[tuple[int, int]]) -> tuple[array[int], array[int]]:
    """Return where each region's borders start in the list of all, and that list."""
    owned: list[list[int]] = [[] for _ in range(count)]
    for border, pair in enumerate(sides):
        for region in pair:
            if region >= 0:
                owned[region].append(border)
    offsets = array("i", accumulate((len(borders) for borders in owned), initial=0))
    return offsets, array("i", [border for borders in owned for border in borders])
