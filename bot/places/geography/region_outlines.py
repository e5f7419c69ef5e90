"""Outlines of the regions within a region, as coarse as a picture needs them.

Villages are joined to what they lie in: a border that has the same region at both sides is left
out. What remains is thinned out to about a pixel and joined end to end to closed rings; a point is
in a region where it lies in an odd number of its rings, so islands and holes need no care.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, radians
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bot.places.geography import boundaries
from bot.places.geography.position import DEGREE_M

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from bot.places.geography.boundaries import BorderLines

Point: TypeAlias = "tuple[float, float]"
Ring: TypeAlias = "list[Point]"

_SCANS = 24  # lines across a region on which the place of its name is looked for
_MAINLAND = 0.97  # of all land: what lies outside its frame may be left out ...
_WORTH = 1.4  # ... where the rest gets so much larger
_MARGIN = 0.04  # of the frame's sides, around it
_SPECK = 1.5  # units of the picture: what is smaller is not drawn, but for a region's largest ring


@dataclass(frozen=True, slots=True)
class Outline:
    """A region's rings, the largest first; ``label``: where its name has most room, and how much.

    Units of the picture, from its upper left corner.
    """

    code: str
    rings: tuple[Ring, ...]
    label: Point
    room: float


@dataclass(frozen=True, slots=True)
class RegionOutlines:
    """Regions beside each other in a picture of ``width`` by ``height`` units.

    ``outside``: codes of those that lie beyond its edge, as islands far off.
    """

    width: float
    height: float
    metres: float  # that a unit is long, east and west in the middle of the picture
    outlines: tuple[Outline, ...]
    outside: tuple[str, ...]


def region_outlines(
    codes: Sequence[str], width: float, height: float, path: Path = boundaries.BOUNDARIES
) -> RegionOutlines | None:
    """Return the outlines of these regions, of one or more levels, in a picture of this size.

    One of the two sides is filled, the other is as long as the map needs. None where none of them
    has a boundary. The provinces in which they lie are read anew: call it in a process or thread
    of its own. OSError or ValueError where the file is missing or another one.
    """
    unit, lines = _read(codes, path)
    rings = {code: _joined(of) for code, of in lines.items()}
    if not rings:
        return None
    frame = _frame([ring for of in rings.values() for ring in of], unit, (width, height))

    def drawn(ring: Ring) -> Ring:
        return _thinned([frame.drawn(point) for point in ring])

    found = [_outline(code, [*map(drawn, of)]) for code, of in rings.items()]
    seen = [
        one for one in found if 0 < one.label[0] < frame.width and 0 < one.label[1] < frame.height
    ]
    return RegionOutlines(
        frame.width,
        frame.height,
        unit * DEGREE_M / frame.scale,
        tuple(seen),
        tuple(one.code for one in found if one not in seen),
    )


def _read(codes: Sequence[str], path: Path) -> tuple[float, dict[str, list[Ring]]]:
    """Return the degrees of a unit, and the border lines of each region, in units of the grid."""
    found: dict[str, list[Ring]] = defaultdict(list)
    with path.open("rb") as file:
        index = boundaries.read_index(file)
        provinces = {code.partition(".")[0] for code in codes}
        for block in index.blocks:
            if block.name in provinces:
                file.seek(block.start)
                _gather(boundaries.unpack_lines(file.read(block.size)), set(codes), found)
    return index.unit, found


def _gather(block: BorderLines, codes: set[str], found: dict[str, list[Ring]]) -> None:
    """Add the lines between two regions, to both of them."""
    owners = [*(_owner(code, codes) for code in block.codes), None]  # NOBODY is the last
    for first, end, (left, right) in block.lines:
        one, other = owners[left], owners[right]
        if one == other:
            continue
        line: Ring = list(zip(block.xs[first:end], block.ys[first:end], strict=True))
        for owner in (one, other):
            if owner is not None:
                found[owner].append(line)


def _owner(village: str, codes: set[str]) -> str | None:
    """Return the region of ``codes`` that a village is or lies in."""
    while village and village not in codes:
        village = village.rpartition(".")[0]
    return village or None


class _Frame(NamedTuple):
    """The part of the grid that is drawn: its upper left corner, and the picture's units."""

    west: float
    north: float
    narrow: float  # a degree of longitude beside one of latitude
    scale: float
    width: float
    height: float

    @classmethod
    def around(cls, rings: Sequence[Ring], unit: float, size: Point, margin: float) -> _Frame:
        """Return the frame of all these rings, as large as the size allows."""
        xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
        narrow = cos(radians((min(ys) + max(ys)) / 2 * unit))
        beside, above = margin * (max(xs) - min(xs)), margin * (max(ys) - min(ys))
        wide = max((max(xs) - min(xs) + 2 * beside) * narrow, 1)
        tall = max(max(ys) - min(ys) + 2 * above, 1)
        scale = min(size[0] / wide, size[1] / tall)
        corner = min(xs) - beside, max(ys) + above
        return cls(*corner, narrow, scale, wide * scale, tall * scale)

    def drawn(self, point: Point) -> Point:
        """Return where a point of the grid lies in the picture."""
        return (
            (point[0] - self.west) * self.narrow * self.scale,
            (self.north - point[1]) * self.scale,
        )


def _frame(rings: Sequence[Ring], unit: float, size: Point) -> _Frame:
    """Return what is drawn: all of it, or without small islands that make the rest too small."""
    whole = _Frame.around(rings, unit, size, 0)
    areas = sorted(((_area(ring), nth) for nth, ring in enumerate(rings)), reverse=True)
    most, mainland = _MAINLAND * sum(area for area, _ in areas), []
    for area, nth in areas:
        mainland.append(rings[nth])
        most -= area
        if most <= 0:
            break
    closer = _Frame.around(mainland, unit, size, _MARGIN)
    return closer if closer.scale > _WORTH * whole.scale else whole


def _area(ring: Ring) -> float:
    """Return a ring's area by the shoelace formula."""
    pairs = pairwise([*ring, ring[0]])
    return float(abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2)


def _outline(code: str, rings: Iterable[Ring]) -> Outline:
    rings = sorted(rings, key=_extent, reverse=True)
    rings = [ring for nth, ring in enumerate(rings) if nth == 0 or _extent(ring) > _SPECK]
    label, room = _roomiest(rings)
    return Outline(code, tuple(rings), label, room)


def _thinned(line: Ring) -> Ring:
    """Leave out the points that lie within a unit of the one before; the ends stay."""
    kept = [line[0]]
    for point in line[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= 1:
            kept.append(point)
    return [*kept, line[-1]]


def _joined(lines: Sequence[Ring]) -> list[Ring]:
    """Return the closed rings that the lines make, joined where they meet."""
    ends: dict[Point, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        ends[line[0]].append(number)
        ends[line[-1]].append(number)
    used: set[int] = set()
    rings = []
    for number, line in enumerate(lines):
        if number not in used:
            used.add(number)
            rings.append(_closed(list(line), lines, ends, used))
    return rings


def _closed(
    ring: Ring, lines: Sequence[Ring], ends: Mapping[Point, list[int]], used: set[int]
) -> Ring:
    """Follow the lines from the end of ``ring`` until it is back at its beginning."""
    while ring[-1] != ring[0]:
        following = next((number for number in ends[ring[-1]] if number not in used), None)
        if following is None:  # a gap in the borders: it is closed by a straight line
            break
        used.add(following)
        line = lines[following]
        ring.extend(line[1:] if line[0] == ring[-1] else line[-2::-1])
    return ring


def _extent(ring: Ring) -> float:
    """Return the longer side of what surrounds a ring."""
    xs, ys = zip(*ring, strict=True)
    return float(max(max(xs) - min(xs), max(ys) - min(ys)))


def _roomiest(rings: Sequence[Ring]) -> tuple[Point, float]:
    """Return the middle of the widest stretch across a region, and how wide it is.

    Of stretches that are nearly as wide the one nearest the middle of the region is taken.
    """
    ys = [y for _, y in rings[0]]
    top, depth = min(ys) + 1e-6, (max(ys) - min(ys)) / _SCANS or 1.0
    best, place, room = -1.0, rings[0][0], 0.0
    for step, crossed in _crossings(rings, top, depth).items():
        crossed.sort()
        for start, end in zip(crossed[::2], crossed[1::2], strict=False):
            worth = (end - start) * (1 - abs(step / _SCANS - 0.5))
            if worth > best:
                best, place, room = worth, ((start + end) / 2, top + step * depth), end - start
    return place, room


def _crossings(rings: Sequence[Ring], top: float, depth: float) -> Mapping[int, list[float]]:
    """Return, of each line across the picture, where it meets a border; unsorted.

    The lines lie ``depth`` apart below ``top``. Each piece of a border is looked at once.
    """
    met: dict[int, list[float]] = {step: [] for step in range(1, _SCANS)}
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
            first, last = sorted(((ay - top) / depth, (by - top) / depth))
            for step in range(max(ceil(first), 1), min(ceil(last), _SCANS)):
                met[step].append((bx - ax) * (top + step * depth - ay) / (by - ay) + ax)
    return met
