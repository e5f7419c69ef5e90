"""Moving pictures: the first of very many frames is all that is decoded."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from bot.media import decoder_process

FRAMES = 20_000
SIDE = 64
SEAGREEN = ((46, 46), (138, 138), (87, 87))  # darkest and brightest of red, green and blue


def _frame(colour: str, kind: str) -> bytes:
    written = BytesIO()
    Image.new("RGB", (SIDE, SIDE), colour).save(written, kind)
    return written.getvalue()


def many_frames_gif() -> bytes:
    """A GIF of so many frames: a header, each frame's picture, an end."""
    one = _frame("seagreen", "GIF")
    begins = one.index(b"\x2c")  # the descriptor of its only picture; the last byte ends the file
    return one[:begins] + one[begins:-1] * FRAMES + one[-1:]


def many_frames_webp() -> bytes:
    """A WebP whose frames are all the same."""
    picture = _frame("seagreen", "WEBP")[12:]
    where = bytes(6) + (SIDE - 1).to_bytes(3, "little") * 2 + bytes(3) + b"\0"
    frame = _riff(b"ANMF", where + picture)
    size = (SIDE - 1).to_bytes(3, "little")
    body = b"WEBP" + _riff(b"VP8X", b"\x02\0\0\0" + size * 2) + _riff(b"ANIM", bytes(6))
    return _riff(b"RIFF", body + frame * FRAMES)


def _riff(name: bytes, content: bytes) -> bytes:
    return name + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2)


def many_frames_png() -> bytes:
    """An animated PNG, each frame of the same data."""
    one = _frame("seagreen", "PNG")
    header = one[8 : 8 + 25]
    data = one[one.index(b"IDAT") + 4 : one.index(b"IEND") - 8]
    parts = [one[:8], header, _chunk(b"acTL", struct.pack(">II", FRAMES, 0))]
    for number in range(FRAMES):
        sequence = 2 * number - 1 if number else 0
        parts.append(_chunk(b"fcTL", _control(sequence)))
        body = struct.pack(">I", sequence + 1) + data if number else data
        parts.append(_chunk(b"fdAT" if number else b"IDAT", body))
    return b"".join([*parts, _chunk(b"IEND", b"")])


def _control(sequence: int) -> bytes:
    return struct.pack(">IIIIIHHBB", sequence, SIDE, SIDE, 0, 0, 1, 100, 0, 0)


def _chunk(name: bytes, content: bytes) -> bytes:
    summed = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", summed)


@pytest.mark.parametrize("moving", [many_frames_gif(), many_frames_webp(), many_frames_png()])
async def test_the_first_of_very_many_frames_is_kept(moving: bytes) -> None:
    """It stays within the limits of memory and time: the others are not even looked at."""
    kept = await decoder_process.reencode(moving)
    with Image.open(BytesIO(kept)) as seen:
        assert (seen.format, seen.size) == ("JPEG", (SIDE, SIDE))
        assert seen.getextrema() == SEAGREEN
