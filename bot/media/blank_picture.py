"""A picture of nothing, in place of one that its reader is to see no more."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image

SIZE, GREY = (320, 240), (128, 128, 128)


@cache
def jpeg() -> bytes:
    """Return a grey JPEG."""
    file = BytesIO()
    Image.new("RGB", SIZE, GREY).save(file, "JPEG")
    return file.getvalue()
