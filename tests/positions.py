"""Positions with the village that holds them, drawn from polygons that were not simplified."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from typing import NamedTuple

POSITIONS = Path(__file__).parent / "data" / "positions.csv.gz"


class Position(NamedTuple):
    """A point in degrees, and where it lies; ``tools/make_positions.py`` drew it."""

    code: str
    lat: float
    lon: float
    small: bool  # the village is under 1 km2


def positions() -> list[Position]:
    """Return all 10,000 in the order of codes."""
    with gzip.open(POSITIONS, "rt", encoding="ascii", newline="") as lines:
        return [
            Position(code, float(lat), float(lon), small == "1")
            for code, lat, lon, small in csv.reader(lines)
        ]
