"""Make bot/places/data/boundaries.bin: ``python -m tools.make_boundaries SOURCE WORLD WORK``.

SOURCE is a folder with ``villages.csv.gz`` (code) and ``boundaries/PP.poly.gz``, a file for each
province, as extracted from cahyadsn/wilayah_boundaries. WORLD is ``countries-10m.json`` of the npm
package world-atlas 2.0.2 (Natural Earth 1:10m). WORK is a folder for what may be used again: the
cleaned coverage of each province, which takes the most time.

It needs shapely 2.2 with GEOS 3.14 beside what the project needs, 4 GB, and an hour on two cores;
the same files give the same bytes. The steps, province by province:

1. ``coverage.clean``: neighbours share their border, nothing overlaps.
2. ``topology.borders``: a border that two villages share is one line.
3. ``thinning.thin``: fewer points on a coarser grid, as far as each village bears it.
4. ``boundaries.pack``: columns of steps, compressed.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.places.geography import boundaries
from bot.places.geography.boundaries import BOUNDARIES, NOBODY, Border
from bot.places.geography.polygons import Box
from tools.borders import abroad, coverage, source, thinning, topology
from tools.make_regions import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely import Geometry

UNIT = thinning.GRID / source.UNIT  # degrees
LEAST_SHARE = 0.98  # of its area: a village that keeps less is drawn truer
REGENCY = len("73.71")


class Made(NamedTuple):
    """A province as it is shipped, and what it lost."""

    codes: list[str]
    parts: dict[str, Box]
    block: bytes
    shares: list[float]  # of each village's own area that is still its own


def province(work: Path, path: Path) -> Made:
    """Return one province."""
    codes, polygons = zip(*sorted(source.villages(path)), strict=True)
    shapes = [coverage.geometry(parts) for parts in polygons]
    clean = coverage.clean(shapes, work / f"{path.name}.clean")
    lines = topology.borders(coverage.rings(s) for s in coverage.overlapped(shapes, clean))
    borders, shares = _thinned(lines, shapes)
    return Made(list(codes), _parts(codes, borders), _packed(codes, borders), shares)


def _thinned(
    lines: Sequence[Border], shapes: Sequence[Geometry]
) -> tuple[list[Border], list[float]]:
    """Thin the borders, those of villages that lose too much less and less."""
    areas = [coverage.square_metres(shape) for shape in shapes]
    rounds = [0] * len(shapes)
    while True:
        factors = [thinning.TRUER[number] for number in rounds]
        allowed = [thinning.tolerance(*pair) for pair in zip(areas, factors, strict=True)]
        borders = thinning.thin(lines, allowed)
        shares = _shares(borders, shapes)
        worse = [
            at
            for at, share in enumerate(shares)
            if share < LEAST_SHARE and rounds[at] + 1 < len(thinning.TRUER)
        ]
        if not worse:
            return borders, shares
        for at in worse:
            rounds[at] += 1


def _shares(borders: Sequence[Border], shapes: Sequence[Geometry]) -> list[float]:
    own: dict[int, list[Sequence[tuple[int, int]]]] = defaultdict(list)
    for border in borders:
        for side in border[:2]:
            own[side].append(border.points)
    return [
        coverage.shared(shape, coverage.built(own[at], UNIT)) for at, shape in enumerate(shapes)
    ]


def _parts(codes: Sequence[str], borders: Iterable[Border]) -> dict[str, Box]:
    """Return the box of each regency."""
    points: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for border in borders:
        for side in {border.first, border.second} - {NOBODY}:
            points[codes[side][:REGENCY]] += border.points
    return {code: _box(corners) for code, corners in sorted(points.items())}


def _box(points: Sequence[tuple[int, int]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _packed(codes: Sequence[str], borders: Sequence[Border]) -> bytes:
    return boundaries.pack(codes, topology.chained(borders))


def foreign(world: Path) -> tuple[dict[str, Box], bytes]:
    """Return the block of the lands abroad, an entry for each island."""
    lands = abroad.lands(world)
    codes = [code for code, _ in lands]
    rings = [thinning.snapped(ring) for _, ring in lands]
    borders = [Border(at, NOBODY, ring) for at, ring in enumerate(rings)]
    return _parts(codes, borders), _packed(codes, borders)


def make(folder: Path, world: Path, work: Path) -> None:
    """Make the whole file and print what each province kept."""
    work.mkdir(parents=True, exist_ok=True)
    paths = sorted((folder / "boundaries").glob("*.poly.gz"))
    with ProcessPoolExecutor() as pool:
        made = dict(
            zip(
                (path.name[:2] for path in paths),
                pool.map(partial(province, work), paths),
                strict=True,
            )
        )
    for name, one in made.items():
        kept = sum(one.shares) / len(one.shares)
        print(f"{name}: {len(one.codes)} villages, {len(one.block):,} bytes, {kept:.3%} kept")
    drawn = set(chain.from_iterable(one.codes for one in made.values()))
    lost = [row["code"] for row in rows(folder / "villages.csv.gz") if row["code"] not in drawn]
    blocks = {name: (one.parts, one.block) for name, one in made.items()}
    with BOUNDARIES.open("wb") as file:
        boundaries.write_boundaries(file, UNIT, blocks | {boundaries.ABROAD: foreign(world)}, lost)
    print(f"{BOUNDARIES}: {BOUNDARIES.stat().st_size:,} bytes, {len(lost)} without a boundary")


if __name__ == "__main__":
    if len(sys.argv) != len(("program", "SOURCE", "WORLD", "WORK")):
        raise SystemExit(__doc__)
    make(*(Path(name) for name in sys.argv[1:]))
