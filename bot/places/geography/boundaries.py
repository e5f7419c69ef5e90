"""The file of boundaries: borders that two regions share are stored once.

The file is ``MAGIC``, the length of the index (four bytes, little-endian), the index (JSON in xz),
and a block for each province and one for the lands abroad. A block is an xz stream of columns; its
points are steps on a grid of ``unit`` degrees. It unpacks to ``Land``, which answers whether a
region holds a point and how far from it the point lies. ``tools/make_boundaries.py`` writes it.
"""

from __future__ import annotations

import json
import lzma
import struct
from array import array
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.places.geography import integer_columns
from bot.places.geography.integer_columns import LONG, SHORT
from bot.places.geography.polygons import BlockRegions, BorderLine, Box

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

BOUNDARIES = Path(__file__).parent.parent / "data" / "boundaries.bin"
MAGIC = b"KTB1"
ABROAD = "abroad"  # the block whose regions are countries (ISO 3166-1 codes)
NOBODY = -1
_LENGTH = struct.Struct("<I")
_COUNTS = struct.Struct("<III")  # bytes of codes, borders, steps
# Columns have no words and no alignment that the compressor could learn; a small dictionary keeps
# what unpacking allocates small.
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9, "lc": 0, "lp": 0, "pb": 0, "dict_size": 1 << 22}]


class Border(NamedTuple):
    """A line with one region at each side; nobody's is the sea, or a land without a boundary."""

    first: int  # the region's place among the codes of its block
    second: int  # NOBODY, or the region at the other side
    points: Sequence[tuple[int, int]]  # (east, north) in units of the grid


class Block(NamedTuple):
    """Where a province lies, in the file and on the earth."""

    name: str
    start: int
    size: int
    parts: dict[str, Box]  # its regencies, or countries


class BoundaryIndex(NamedTuple):
    """What the file holds."""

    unit: float  # degrees
    blocks: tuple[Block, ...]
    unmapped: tuple[str, ...]  # villages that have no boundary


class BorderLines(NamedTuple):
    """A block's regions (sorted), the points of all its borders in a row, and the borders."""

    codes: list[str]
    xs: array[int]
    ys: array[int]
    lines: list[BorderLine]


def pack(codes: Sequence[str], borders: Sequence[Border]) -> bytes:
    """Return the block of ``codes`` (sorted); smallest where a border begins as the last ended."""
    owners, jumps, steps = _owners(borders), _jumps(borders), _steps(borders)
    names = "\n".join(codes).encode("ascii")
    table = [
        _COUNTS.pack(len(names), len(borders), len(steps[0])),
        names,
        *(integer_columns.pack(column, SHORT) for column in owners),
        *(integer_columns.pack(column, LONG) for column in jumps),
        *(integer_columns.pack(column, SHORT) for column in steps),
    ]
    return lzma.compress(b"".join(table), filters=_FILTERS)


def _owners(borders: Sequence[Border]) -> tuple[list[int], list[int], list[int]]:
    firsts = [border.first for border in borders]
    others = [0 if b.second == NOBODY else b.second - b.first for b in borders]
    moves = [here - before for before, here in zip([0, *firsts], firsts, strict=False)]
    return moves, others, [len(border.points) - 1 for border in borders]


def _jumps(borders: Sequence[Border]) -> tuple[list[int], list[int]]:
    ends = [(0, 0), *(border.points[-1] for border in borders)]
    pairs = list(zip(ends, (border.points[0] for border in borders), strict=False))
    return [to[0] - end[0] for end, to in pairs], [to[1] - end[1] for end, to in pairs]


def _steps(borders: Sequence[Border]) -> tuple[list[int], list[int]]:
    pairs = [pair for b in borders for pair in zip(b.points, b.points[1:], strict=False)]
    return [b[0] - a[0] for a, b in pairs], [b[1] - a[1] for a, b in pairs]


def unpack(block: bytes) -> BlockRegions:
    """Return the land of a block; lzma.LZMAError where its bytes are damaged."""
    return BlockRegions(*unpack_lines(block))


def unpack_lines(block: bytes) -> BorderLines:
    """Return the borders of a block as they are stored; lzma.LZMAError where it is damaged."""
    data = lzma.decompress(block)
    named, borders, steps = _COUNTS.unpack_from(data)
    at = _COUNTS.size + named
    sizes = [(borders, SHORT)] * 3 + [(borders, LONG)] * 2 + [(steps, SHORT)] * 2
    read = []
    for count, width in sizes:
        read.append(integer_columns.unpack(data[at : at + count * width], width))
        at += count * width
    moves, others, lengths, jump_x, jump_y, step_x, step_y = read
    firsts = list(accumulate(moves))
    seconds = [f + o if o else NOBODY for f, o in zip(firsts, others, strict=True)]
    starts = list(accumulate((steps + 1 for steps in lengths), initial=0))
    lines = map(BorderLine, starts, starts[1:], zip(firsts, seconds, strict=True))
    xs, ys = _walked(lengths, jump_x, step_x), _walked(lengths, jump_y, step_y)
    return BorderLines(codes(data), xs, ys, list(lines))


def codes(data: bytes) -> list[str]:
    """Return the regions of a block that was decompressed, sorted."""
    named, *_ = _COUNTS.unpack_from(data)
    return data[_COUNTS.size : _COUNTS.size + named].decode("ascii").split("\n")


def _walked(lengths: array[int], jumps: array[int], steps: array[int]) -> array[int]:
    """Return one coordinate of every point, border after border."""
    moves = array("i")
    done = 0
    for length, jump in zip(lengths, jumps, strict=True):
        moves.append(jump)
        moves.extend(steps[done : done + length])
        done += length
    return array("i", accumulate(moves))


def write_boundaries(
    file: BinaryIO, unit: float, blocks: dict[str, tuple[dict[str, Box], bytes]], lost: list[str]
) -> None:
    """Write the whole file: ``blocks`` by name, ``lost`` the villages without a boundary."""
    told = {
        "unit": unit,
        "blocks": [[name, len(data), parts] for name, (parts, data) in blocks.items()],
        "unmapped": lost,
    }
    index = lzma.compress(json.dumps(told, separators=(",", ":")).encode(), preset=9)
    file.write(MAGIC + _LENGTH.pack(len(index)) + index)
    file.writelines(data for _, data in blocks.values())


def read_index(file: BinaryIO) -> BoundaryIndex:
    """Read what the file holds; ValueError where it is no file of boundaries."""
    if file.read(len(MAGIC)) != MAGIC:
        raise ValueError("not a file of boundaries")
    (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
    told: dict[str, Any] = json.loads(lzma.decompress(file.read(length)))
    start, blocks = file.tell(), []
    for name, size, parts in told["blocks"]:
        boxes = {code: Box(*box) for code, box in parts.items()}
        blocks.append(Block(name, start, size, boxes))
        start += size
    return BoundaryIndex(told["unit"], tuple(blocks), tuple(told["unmapped"]))
