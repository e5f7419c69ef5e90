"""The simplest boundary."""

from __future__ import annotations


def square(west: int, south: int, side: int) -> list[tuple[int, int]]:
    """Return a closed ring."""
    east, north = west + side, south + side
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]
