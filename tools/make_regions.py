"""Make bot/places/data/regions.txt.gz: ``python -m tools.make_regions SOURCE``.

SOURCE is a folder with ``provinces.csv`` (code, name, timezone), ``regencies.csv``,
``districts.csv`` and ``villages.csv.gz`` (code, name), as extracted from cahyadsn/wilayah.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.places.data import OUTLINE, outlined

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = ("provinces.csv", "regencies.csv", "districts.csv", "villages.csv.gz")


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Read one table, packed or not."""
    packed = path.read_bytes()
    table = gzip.decompress(packed) if path.suffix == ".gz" else packed
    yield from csv.DictReader(io.StringIO(table.decode()))


def outline(source: Path) -> str:
    """Return the nation as an outline, each region under its parent."""
    found = [row for name in SOURCES for row in rows(source / name)]
    found.sort(key=lambda row: row["code"].split("."))
    return "".join(_line(row) for row in found)


def _line(row: dict[str, str]) -> str:
    return outlined(row["code"], " ".join(row["name"].split()), row.get("timezone", ""))


if __name__ == "__main__":
    if len(sys.argv) != len(("program", "SOURCE")):
        raise SystemExit(__doc__)
    text = outline(Path(sys.argv[1]))
    OUTLINE.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{OUTLINE}: {text.count(chr(10))} regions")
