"""A program of its own that re-encodes one picture: standard input to standard output.

What a stranger sent is decoded here and nowhere else, so that a hostile file can exhaust or crash
this process alone. It imports nothing of the bot but these limits, and is started anew for each
picture.
"""

from __future__ import annotations

import sys
from io import BytesIO

from PIL import Image, ImageOps
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from bot.media import process_limits

OK, UNUSABLE = 0, 3  # exit codes
# Importing a format makes it known; the many others of Pillow are none of our attack surface.
FORMATS = [kind.format for kind in (JpegImageFile, PngImageFile, WebPImageFile, GifImageFile)]
MOST_PIXELS = 60_000_000  # of a JPEG, which is decoded small; a small file can claim to be huge
MOST_PIXELS_WHOLE = 25_000_000  # of the others, which have to be decoded in full
MOST_SCANS = 100  # of a progressive JPEG; encoders write about ten, and each costs a whole pass
START_OF_SCAN = b"\xff\xda"
LONG_SIDE = 1600  # pixels: a number plate stays legible
QUALITY = 85
MEMORY_BYTES = 768 * 1024 * 1024
CPU_S = 10


class TooLargeError(Exception):
    """The header claims more than is decoded."""


def main() -> int:
    """Limit this process, re-encode, and return the exit code."""
    process_limits.end_with_parent()
    process_limits.limit(memory_bytes=MEMORY_BYTES, cpu_s=CPU_S)
    content = sys.stdin.buffer.read()
    try:
        picture = reencode(content)
    except Exception:  # noqa: BLE001 - whatever a hostile file makes a decoder raise
        return UNUSABLE
    sys.stdout.buffer.write(picture)
    return OK


def reencode(content: bytes) -> bytes:
    """Return a picture as a JPEG of our own: upright, at most 1600 pixels long, no metadata.

    Raises TooLargeError, or whatever the decoder raises for what is no picture or is cut off.
    """
    with Image.open(BytesIO(content), formats=FORMATS) as image:
        _refuse_bomb(image, content)
        image.draft("RGB", (LONG_SIDE, LONG_SIDE))  # JPEG: decoded small from the start
        image.thumbnail((LONG_SIDE, LONG_SIDE))
        upright = ImageOps.exif_transpose(image).convert("RGB")
    bare = Image.new("RGB", upright.size)  # pixels alone: not a comment, not a place comes along
    bare.paste(upright)
    written = BytesIO()
    bare.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()


def _refuse_bomb(image: Image.Image, content: bytes) -> None:
    """Look at what the header claims, before anything is decoded."""
    is_jpeg = image.format == JpegImageFile.format
    if image.width * image.height > (MOST_PIXELS if is_jpeg else MOST_PIXELS_WHOLE):
        raise TooLargeError
    if is_jpeg and content.count(START_OF_SCAN) > MOST_SCANS:
        raise TooLargeError


if __name__ == "__main__":
    sys.exit(main())
