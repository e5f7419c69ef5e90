"""The village at a position, by its boundary, not by the nearest centre.

A look-up takes about a millisecond; the first in a province reads its boundaries, which may take a
few tenths of a second: on an event loop call ``find`` by ``asyncio.to_thread``.
"""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from itertools import chain
from math import cos, isfinite, radians
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from bot.places.geography import boundaries
from bot.places.geography.polygons import GridPoint

if TYPE_CHECKING:
    from pathlib import Path

    from bot.places.geography.boundaries import Block
    from bot.places.geography.polygons import BlockRegions

OFFERED = 3
# The source's own borders were simplified by 28 m, ours by at most 30 m more: who stands nearer to
# a border than this is asked, however sure the phone is.
LEAST_ACCURACY_M = 30.0
MOST_ACCURACY_M = 1500.0  # Telegram's own limit
NEAR_COAST_M = 1000.0  # a jetty, a stilt house, a mangrove: still at the village
WATERS_M = 370_400.0  # 200 nautical miles (UNCLOS, article 57)
DEGREE_M = 111_195.0  # of a great circle on a sphere of 6,371 km
MOST_LATITUDE, MOST_LONGITUDE = 90.0, 180.0


class Certainty(StrEnum):
    """How sure the answer is."""

    INSIDE = "inside"  # in one village, farther from every other than the position is accurate
    NEAR = "near"  # two or three may be it: a border, an overlap, a coast within 1 km
    OUTSIDE = "outside"  # in Indonesia or its waters, and in no village's boundary
    ABROAD = "abroad"
    INVALID = "invalid"  # no position at all: not a number, or off the globe


class Candidate(NamedTuple):
    """A village that may be meant."""

    code: str
    distance_m: float  # to its boundary; 0 inside
    inside: bool


class PositionMatch(NamedTuple):
    """What is at a position; the likeliest village first."""

    kind: Certainty
    candidates: tuple[Candidate, ...] = ()
    # Villages without a boundary in the districts of the candidates: it may be one of them, as the
    # boundaries of neighbours cover them, or leave a hole.
    unmapped: tuple[str, ...] = ()
    country: str | None = None  # ISO 3166-1, where it is abroad on known land


class Atlas:
    """The nation's boundaries; a province is read when it is first asked for, and kept."""

    def __init__(self, path: Path = boundaries.BOUNDARIES) -> None:
        """Read the index; OSError or ValueError where the file is missing or another one."""
        self._path = path
        self._lock = Lock()
        self._loaded: dict[str, BlockRegions] = {}
        with path.open("rb") as file:
            self._index = boundaries.read_index(file)
        self._unmapped: defaultdict[str, list[str]] = defaultdict(list)
        for code in self._index.unmapped:
            self._unmapped[_district(code)].append(code)
        self._home = [block for block in self._index.blocks if block.name != boundaries.ABROAD]
        self._abroad = [block for block in self._index.blocks if block.name == boundaries.ABROAD]

    def find(self, lat: float, lon: float, accuracy_m: float | None = None) -> PositionMatch:
        """Return what is at a position in degrees (WGS 84), accurate to ``accuracy_m`` metres.

        1. Who is in a village, and no other is near, is there.
        2. Else every village near enough is offered, the one inside first.
        3. In none: near a coast the nearest are offered; on foreign land, or where foreign land is
           nearer (the median line), it is abroad; what remains is Indonesia outside any village.
        """
        if not _on_globe(lat, lon):
            return PositionMatch(Certainty.INVALID)
        spot = _spot(lat, lon, self._index.unit)
        near = _within(accuracy_m)
        close = self._nearest(self._home, spot, near)
        if not any(candidate.inside for candidate in close):
            return self._outside(spot, close, near)
        return self._told(Certainty.NEAR if len(close) > 1 else Certainty.INSIDE, close)

    def _outside(self, spot: GridPoint, close: list[Candidate], near: float) -> PositionMatch:
        country = self._country(spot)
        if country is not None:
            return (
                self._told(Certainty.NEAR, close)
                if close
                else PositionMatch(Certainty.ABROAD, country=country)
            )
        nearest = self._nearest(self._home, spot, WATERS_M)
        if not nearest:
            return PositionMatch(Certainty.ABROAD)
        shore = nearest[0].distance_m
        if shore <= max(near, NEAR_COAST_M):
            return self._told(Certainty.NEAR, nearest)
        if foreign := self._nearest(self._abroad, spot, shore):
            return PositionMatch(Certainty.ABROAD, country=foreign[0].code)
        return self._told(Certainty.OUTSIDE, nearest)

    def _told(self, kind: Certainty, candidates: list[Candidate]) -> PositionMatch:
        # each district once, in the order of the candidates
        districts = dict.fromkeys(_district(candidate.code) for candidate in candidates)
        lost = chain.from_iterable(self._unmapped.get(district, ()) for district in districts)
        return PositionMatch(kind, tuple(candidates), tuple(lost))

    def _country(self, spot: GridPoint) -> str | None:
        inside = self._nearest(self._abroad, spot, 0.0)
        return inside[0].code if inside else None

    def _nearest(self, blocks: list[Block], spot: GridPoint, limit: float) -> list[Candidate]:
        """Return the nearest regions within ``limit`` metres, those around the point first.

        Boxes are looked at nearest first: with enough regions found, the farthest of them is the
        limit, and the first box beyond it ends the search.
        """
        found: list[tuple[float, int, Candidate]] = []
        for block, part in _reached(blocks, spot, limit):
            if spot.to_box(block.parts[part]) > limit:
                break
            regions = self._regions_of(block)
            for bound, region in regions.near(part, spot, limit):
                if bound > limit:
                    break
                if (candidate := _measured(regions, region, spot, limit)) is not None:
                    found.append((candidate.distance_m, regions.box(region).size, candidate))
                    found = sorted(found)[:OFFERED]
                    limit = found[-1][0] if len(found) == OFFERED else limit
        return [candidate for _, _, candidate in found]

    def _regions_of(self, block: Block) -> BlockRegions:
        """Return a block's regions, read once even if two threads ask."""
        regions = self._loaded.get(block.name)
        if regions is None:
            with self._lock:
                regions = self._loaded.get(block.name) or self._read(block)
                self._loaded[block.name] = regions
        return regions

    def _read(self, block: Block) -> BlockRegions:
        with self._path.open("rb") as file:
            file.seek(block.start)
            return boundaries.unpack(file.read(block.size))


def _reached(blocks: list[Block], spot: GridPoint, limit: float) -> list[tuple[Block, str]]:
    """Return the parts of blocks within ``limit`` metres, nearest first."""
    west, south, east, north = spot.reach(limit)
    bounds = [
        (spot.to_box(box), block, part)
        for block in blocks
        for part, box in block.parts.items()
        if box[0] <= east and box[2] >= west and box[1] <= north and box[3] >= south
    ]
    bounds.sort(key=lambda entry: entry[0])
    return [(block, part) for _, block, part in bounds]


def _measured(
    regions: BlockRegions, region: int, spot: GridPoint, limit: float
) -> Candidate | None:
    if regions.holds(region, spot):
        return Candidate(regions.codes[region], 0.0, inside=True)
    distance = regions.metres(region, spot, limit)
    return Candidate(regions.codes[region], distance, inside=False) if isfinite(distance) else None


def _district(code: str) -> str:
    return code.rpartition(".")[0]


def _on_globe(lat: float, lon: float) -> bool:
    """Tell whether this is a place on earth: NaN and infinity compare as no."""
    return abs(lat) <= MOST_LATITUDE and abs(lon) <= MOST_LONGITUDE


def _spot(lat: float, lon: float, unit: float) -> GridPoint:
    """Return the point on the grid; there a unit is so long as it is at this latitude."""
    north_m = unit * DEGREE_M
    return GridPoint(lon / unit, lat / unit, north_m * cos(radians(lat)), north_m)


def _within(accuracy_m: float | None) -> float:
    """Return the radius in which a border makes the answer unsure."""
    if accuracy_m is None or not isfinite(accuracy_m):
        return LEAST_ACCURACY_M
    return min(max(accuracy_m, LEAST_ACCURACY_M), MOST_ACCURACY_M)
