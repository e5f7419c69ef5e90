"""Shades by which a picture tells how many: none, then four steps up to the most."""

from __future__ import annotations

from bisect import bisect_left

COLOURS = ("#ffffff", "#fde3a7", "#f5a94e", "#dd6b20", "#9c2a10")  # legible under dark letters
_STEPS = len(COLOURS) - 1


def bounds(most: int) -> list[int]:
    """Return the largest count of each shade from the second on; fewer where ``most`` is small.

    They grow as squares do, since a few places have most of what happens.
    """
    return sorted({-(-most * step**2 // _STEPS**2) for step in range(1, _STEPS + 1)} - {0})


def shade(count: int, limits: list[int]) -> int:
    """Return the place among :data:`COLOURS` of a count; 0: there was none."""
    if count == 0:
        return 0
    return _STEPS - (len(limits) - 1 - bisect_left(limits, count))


def spans(limits: list[int]) -> list[tuple[int, int, int]]:
    """Return for each shade that is in use: its place, its smallest and its largest count."""
    lowest = [1, *(limit + 1 for limit in limits)]
    used = [(shade(high, limits), low, high) for low, high in zip(lowest, limits, strict=False)]
    return [(0, 0, 0), *used]
