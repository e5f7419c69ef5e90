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
    from collections.abc import Iterable, Iterator, Sequence

PIECE = 48  # steps


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


class GridPoint(NamedTuple):
    """A point in units of the grid, and the metres of a unit there."""

    x: float
    y: float
    east_m: float
    north_m: float

    def reach(self, limit: float) -> tuple[float, float, float, float]:
        """Return west, south, east and north of all that is within ``limit`` metres."""
        across, up = limit / self.east_m, limit / self.north_m
        return self.x - across, self.y - up, self.x + across, self.y + up

    def to_box(self, box: Box) -> float:
        """Return the metres to a box: 0 inside, never more than to anything in it."""
        west, south, east, north = box
        dx = west - self.x if self.x < west else max(self.x - east, 0.0)
        dy = south - self.y if self.y < south else max(self.y - north, 0.0)
        return float(((dx * self.east_m) ** 2 + (dy * self.north_m) ** 2) ** 0.5)


class BorderLine(NamedTuple):
    """A border: its points are ``first`` to before ``end``; a negative side is nobody's."""

    first: int
    end: int
    sides: tuple[int, int]


class BlockRegions:
    """The regions of one block. Read only once made: threads may share it."""

    def __init__(
        self, codes: Sequence[str], xs: array[int], ys: array[int], lines: Iterable[BorderLine]
    ) -> None:
        """Take the regions (sorted), the points of all borders in a row, and the borders."""
        self.codes = codes
        self._xs, self._ys = xs, ys
        pieces = [piece for line in lines for piece in _cut(line)]
        self._firsts = array("i", [piece.first for piece in pieces])
        self._ends = array("i", [piece.end for piece in pieces])
        self._edges = array("i", chain.from_iterable(_boxes(xs, ys, pieces)))
        self._offsets, self._borders = _by_region(len(codes), pieces)
        around = (self._around(region) for region in range(len(codes)))
        self._boxes = array("i", chain.from_iterable(around))

    def part(self, code: str) -> range:
        """Return the regions whose codes start with ``code``."""
        return range(bisect_left(self.codes, code), bisect_left(self.codes, code + "~"))

    def near(self, part: str, spot: GridPoint, limit: float) -> list[tuple[float, int]]:
        """Return the regions of a part whose boxes are within ``limit`` metres, nearest first."""
        regions = self.part(part)
        edges = iter(self._boxes[4 * regions.start : 4 * regions.stop])
        boxes = zip(edges, edges, edges, edges, strict=True)
        west, south, east, north = spot.reach(limit)
        found = [
            (spot.to_box(Box(*box)), region)
            for region, box in zip(regions, boxes, strict=True)
            if box[0] <= east and box[2] >= west and box[1] <= north and box[3] >= south
        ]
        return sorted(found)

    def box(self, region: int) -> Box:
        """Return the rectangle around a region."""
        return Box(*self._boxes[4 * region : 4 * region + 4])

    def holds(self, region: int, spot: GridPoint) -> bool:
        """Tell whether the point lies in the region."""
        box = self.box(region)
        if not (box.west <= spot.x <= box.east and box.south <= spot.y <= box.north):
            return False
        crossed = (self._crossed(border, spot.x, spot.y) for border in self._of(region))
        return sum(crossed) % 2 == 1

    def metres(self, region: int, spot: GridPoint, limit: float = inf) -> float:
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
        first, end = self._firsts[border], self._ends[border]
        if x < west:  # the whole border lies in the east: only its ends count
            return (self._ys[first] > y) != (self._ys[end - 1] > y)
        points = zip(self._xs[first:end], self._ys[first:end], strict=True)
        return sum(
            (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
            for (ax, ay), (bx, by) in pairwise(points)
        )

    def _square(self, border: int, spot: GridPoint) -> float:
        """Return the square of the metres to the border."""
        x, y, east_m, north_m = spot
        first, end = self._firsts[border], self._ends[border]
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


def _cut(line: BorderLine) -> Iterator[BorderLine]:
    """Cut a long border into pieces: most of them are then far from a point, and left out."""
    last = line.end - 1
    for first in range(line.first, last, PIECE):
        yield line._replace(first=first, end=min(first + PIECE, last) + 1)


def _boxes(xs: array[int], ys: array[int], lines: Iterable[BorderLine]) -> Iterator[Box]:
    for line in lines:
        across, up = xs[line.first : line.end], ys[line.first : line.end]
        yield Box(min(across), min(up), max(across), max(up))


def _by_region(count: int, lines: Iterable[BorderLine]) -> tuple[array[int], array[int]]:
    """Return where each region's borders start in the list of all, and that list."""
    owned: list[list[int]] = [[] for _ in range(count)]
    for border, line in enumerate(lines):
        for region in line.sides:
            if region >= 0:
                owned[region].append(border)
    offsets = array("i", accumulate((len(borders) for borders in owned), initial=0))
    return offsets, array("i", chain.from_iterable(owned))
