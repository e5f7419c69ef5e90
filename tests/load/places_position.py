"""Villages by position: how often the right one is found, how fast, how heavy."""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

from bot.places.geography import Atlas, boundaries
from bot.places.geography.boundaries import BOUNDARIES
from tests.load.figures import Figure
from tests.positions import Position, positions

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from bot.places.geography import PositionMatch
    from bot.places.geography.polygons import BlockRegions

SEED = 2026
CENTRES = 500  # positions for which the nearest centre is looked up, too
ANYWHERE = 500
WINDOW = (-11.0, 6.0, 95.0, 141.0)  # south, north, west, east
LARGEST = ("11", "12", "32", "33", "35")  # the provinces whose boundaries have the most points
MEGABYTE = 1_000_000
PROVINCE = len("73")
# How many kB the peak of a fresh Linux process grows by a look-up in each province it is told.
MEMORY = """
import re, sys
from pathlib import Path
from bot.places.geography import Atlas
from tests.positions import positions
first = {p.code[:2]: p for p in positions() if p.code[:2] in sys.argv[1:]}
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
before = peak()
atlas = Atlas()
for position in first.values():
    atlas.find(position.lat, position.lon)
print(peak() - before)
"""


class Looked(NamedTuple):
    """What was found at a position, and whether it was the first in its province."""

    position: Position
    found: PositionMatch
    seconds: float
    first: bool

    @property
    def right(self) -> bool:
        """Tell whether the village that is named first is the right one."""
        return bool(self.found.candidates) and self.found.candidates[0].code == self.position.code


async def measure() -> AsyncIterator[Figure]:
    """Yield the figures of 10,000 positions, each in its village by the original boundaries."""
    yield Figure("places.position.file", BOUNDARIES.stat().st_size / MEGABYTE, "MB", goal="<=12")
    atlas, chance = Atlas(), random.Random(SEED)  # noqa: S311 - no secret
    drawn = chance.sample(everywhere := positions(), len(everywhere))
    looked = list(_looked(atlas, drawn))
    for figure in (*_rightness(looked), *_speed(looked), _anywhere(atlas, chance)):
        yield figure
    right = statistics.mean(_nearest_centres(drawn[:CENTRES]))
    yield Figure("places.position.right_by_nearest_centre", right, "share")
    provinces = {position.code[:PROVINCE] for position in drawn}
    yield Figure("places.position.memory", await _memory(LARGEST), "MB", goal="<=60")
    yield Figure("places.position.memory_of_all", await _memory(sorted(provinces)), "MB")


def _looked(atlas: Atlas, drawn: Sequence[Position]) -> Iterator[Looked]:
    seen: set[str] = set()
    for position in drawn:
        started = time.perf_counter()
        found = atlas.find(position.lat, position.lon)
        seconds = time.perf_counter() - started
        province = position.code[:PROVINCE]
        yield Looked(position, found, seconds, province not in seen)
        seen.add(province)


def _rightness(looked: Sequence[Looked]) -> Iterator[Figure]:
    small = [look.right for look in looked if look.position.small]
    offered = [look.position.code in {c.code for c in look.found.candidates} for look in looked]
    sure = [look for look in looked if look.found.kind == "inside"]
    wrong = [not look.right for look in sure]
    share = statistics.mean(look.right for look in looked)
    yield Figure("places.position.right", share, "share", goal=">=0.99")
    yield Figure("places.position.right_under_1km2", statistics.mean(small), "share", goal=">=0.97")
    yield Figure("places.position.offered", statistics.mean(offered), "share")
    yield Figure("places.position.sure", len(sure) / len(looked), "share")
    yield Figure("places.position.sure_and_wrong", statistics.mean(wrong), "share")


def _speed(looked: Sequence[Looked]) -> Iterator[Figure]:
    firsts = [1000 * look.seconds for look in looked if look.first]
    later = statistics.quantiles((1000 * look.seconds for look in looked if not look.first), n=100)
    yield Figure("places.position.first_in_province_median", statistics.median(firsts), "ms")
    yield Figure("places.position.first_in_province_worst", max(firsts), "ms")
    yield Figure("places.position.lookup_median", later[49], "ms")
    yield Figure("places.position.lookup_p99", later[98], "ms", goal="<=5")


def _anywhere(atlas: Atlas, chance: random.Random) -> Figure:
    """Measure points of the whole archipelago, most of them at sea, once all is read."""
    south, north, west, east = WINDOW
    spent = []
    for _ in range(ANYWHERE):
        lat, lon = chance.uniform(south, north), chance.uniform(west, east)
        started = time.perf_counter()
        atlas.find(lat, lon)
        spent.append(1000 * (time.perf_counter() - started))
    return Figure("places.position.anywhere_p99", statistics.quantiles(spent, n=100)[98], "ms")


def _nearest_centres(drawn: Sequence[Position]) -> Iterator[bool]:
    """Tell for each position whether the village with the nearest centre holds it."""
    with BOUNDARIES.open("rb") as file:
        index = boundaries.read_index(file)
        for block in index.blocks:
            inside = [p for p in drawn if p.code[:PROVINCE] == block.name]
            file.seek(block.start)
            centres = _centres(boundaries.unpack(file.read(block.size))) if inside else {}
            for position in inside:
                x, y = position.lon / index.unit, position.lat / index.unit
                nearest = min(
                    centres, key=lambda c: (centres[c][0] - x) ** 2 + (centres[c][1] - y) ** 2
                )
                yield nearest == position.code


def _centres(regions: BlockRegions) -> dict[str, tuple[float, float]]:
    boxes = {code: regions.box(region) for region, code in enumerate(regions.codes)}
    return {
        code: ((box.west + box.east) / 2, (box.south + box.north) / 2)
        for code, box in boxes.items()
    }


async def _memory(provinces: Sequence[str]) -> float:
    """Return by how many MB the peak of a process grows by a look-up in each province."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", MEMORY, *provinces, stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await process.communicate()
    return int(printed) * 1024 / MEGABYTE
