"""Every province, regency, district and village of Indonesia, by its Kemendagri code.

``regions.txt.gz`` is an outline: one region a line, a tab for each level above it, the last part
of its code, its name; a province also names its zone. ``tools/make_regions.py`` makes it; NOTICE
names its sources.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OUTLINE = Path(__file__).with_name("regions.txt.gz")
PROVINCE, REGENCY, DISTRICT, VILLAGE = 1, 2, 3, 4
# The first digit of a village's own part says what it is.
VILLAGE_KINDS = {"1": "kelurahan", "2": "desa", "3": "desa adat"}


class RegionRow(NamedTuple):
    """One region. The names of those above it are filled in, and its own at its level."""

    code: str  # 73, 73.71, 73.71.09, 73.71.09.1001
    level: int  # 1 province, 2 regency or city, 3 district, 4 village
    name: str
    kind: str  # provinsi, kabupaten, kota, kecamatan, kelurahan, desa, desa adat
    parent_code: str | None
    zone: str  # IANA; one zone holds in a whole province (Keppres 41/1987)
    district: str
    regency: str
    province: str


def regions() -> Iterator[RegionRow]:
    """Read the nation, parents first (91,599 regions in a fraction of a second)."""
    with gzip.open(OUTLINE, "rt", encoding="utf-8") as lines:
        yield from parse_outline(lines)


def count_regions() -> int:
    """Count the nation's regions without reading what they are: an outline has one a line."""
    with gzip.open(OUTLINE) as lines:
        return sum(1 for _ in lines)


def outlined(code: str, name: str, zone: str) -> str:
    """Return a region as a line of the outline, which has them in the order of their codes."""
    *above, part = code.split(".")
    return "\t" * len(above) + f"{part} {name}" + ("" if above else f"\t{zone}") + "\n"


def parse_outline(outline: Iterable[str]) -> Iterator[RegionRow]:
    """Read the lines of an outline, parents first."""
    codes = ["", "", "", ""]
    names = ["", "", "", ""]
    zone = ""
    for line in outline:
        entry = line.lstrip("\t")
        above = len(line) - len(entry)
        part, _, name = entry.rstrip("\n").partition(" ")
        if above == 0:
            name, _, zone = name.partition("\t")
        parent = codes[above - 1] if above else None
        codes[above] = f"{parent}.{part}" if parent else part
        names[above:] = [name] + [""] * (VILLAGE - 1 - above)
        province, regency, district, _ = names
        kind = _kind(above + 1, part, name)
        own = (codes[above], above + 1, name, kind, parent, zone)
        yield RegionRow(*own, district, regency, province)


def _kind(level: int, part: str, name: str) -> str:
    if level == VILLAGE:
        return VILLAGE_KINDS[part[0]]
    if level == REGENCY:
        return "kota" if name.startswith("Kota ") else "kabupaten"
    return "provinsi" if level == PROVINCE else "kecamatan"


__all__ = [
    "DISTRICT",
    "PROVINCE",
    "REGENCY",
    "VILLAGE",
    "RegionRow",
    "count_regions",
    "outlined",
    "parse_outline",
    "regions",
]
