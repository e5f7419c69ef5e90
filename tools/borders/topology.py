"""From rings to borders: a line that two regions share becomes one line with two sides."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.places.geography.boundaries import NOBODY, Border

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tools.borders.source import Ring

Point = tuple[int, int]
Segment = tuple[Point, Point]
Sides = tuple[int, ...]


def borders(regions: Iterable[Iterable[Ring]]) -> list[Border]:
    """Return the borders between regions, sorted; where three or more meet, a border ends."""
    owners = _owners(regions)
    reached: dict[Point, list[Point]] = defaultdict(list)
    for one, other in sorted(owners):
        reached[one].append(other)
        reached[other].append(one)
    left = set(owners)
    ends = [point for point in sorted(reached) if len(reached[point]) != 2]  # noqa: PLR2004
    found = []
    for point in [*ends, *sorted(reached)]:  # the second round: rings that meet no other line
        for to in reached[point]:
            if _segment(point, to) in left:
                sides = owners[_segment(point, to)]
                found += _sided(sides, _walk(point, to, reached, left))
    return found


def _owners(regions: Iterable[Iterable[Ring]]) -> dict[Segment, Sides]:
    """Return who is at a segment; one that a region walks twice is none of its border."""
    owners: dict[Segment, Sides] = {}
    for number, rings in enumerate(regions):
        odd: set[Segment] = set()
        for ring in rings:
            for one, other in pairwise(ring):
                if one != other:
                    odd ^= {_segment(one, other)}
        for segment in odd:
            owners[segment] = (*owners.get(segment, ()), number)
    return owners


def _segment(one: Point, other: Point) -> Segment:
    return (one, other) if one < other else (other, one)


def _walk(
    start: Point, to: Point, reached: dict[Point, list[Point]], left: set[Segment]
) -> list[Point]:
    """Follow a line to where others meet it, or around to its start."""
    line = [start, to]
    left.discard(_segment(start, to))
    while len(reached[line[-1]]) == 2:  # noqa: PLR2004 - only one way to go on
        one, other = reached[line[-1]]
        onward = other if one == line[-2] else one
        if _segment(line[-1], onward) not in left:
            break
        left.discard(_segment(line[-1], onward))
        line.append(onward)
    return line


def _sided(sides: Sides, line: list[Point]) -> list[Border]:
    """Return the line with its sides; the third at an overlap gets a line of its own."""
    pairs = [sides[at : at + 2] for at in range(0, len(sides), 2)]
    return [Border(pair[0], pair[1] if len(pair) > 1 else NOBODY, line) for pair in pairs]


def chained(lines: Sequence[Border]) -> list[Border]:
    """Return the borders in an order in which most begin where the one before ended."""
    order = sorted(range(len(lines)), key=lambda at: (lines[at][:2], lines[at].points[0]))
    ends: dict[Point, list[int]] = defaultdict(list)
    for at in order:
        for point in {lines[at].points[0], lines[at].points[-1]}:
            ends[point].append(at)
    done: set[int] = set()
    chain: list[Border] = []
    for first in order:
        following = None if first in done else first
        while following is not None:
            done.add(following)
            chain.append(_onward(chain, lines[following]))
            following = _next(chain[-1], lines, ends, done)
    return chain


def _onward(chain: list[Border], line: Border) -> Border:
    """Return the line, turned round where it ends at the end of the chain."""
    if chain and chain[-1].points[-1] == line.points[-1]:
        return line._replace(points=line.points[::-1])
    return line


def _next(
    last: Border, lines: Sequence[Border], ends: dict[Point, list[int]], done: set[int]
) -> int | None:
    """Return a line that starts at the end of the last, of the same regions where there is one."""
    mine = set(last[:2])
    free = [at for at in ends[last.points[-1]] if at not in done]
    return min(
        free,
        key=lambda at: (-len(mine.intersection(lines[at][:2])), lines[at][:2]),
        default=None,
    )
