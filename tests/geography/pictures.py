"""Pictures as cameras make them, with a position inside."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from PIL import ExifTags, Image

if TYPE_CHECKING:
    from collections.abc import Mapping


def picture(gps: Mapping[int, Any] | None) -> bytes:
    """Return a small JPEG whose camera wrote ``gps`` (Exif's numbers)."""
    file, tags = io.BytesIO(), Image.Exif()
    if gps is not None:
        tags.get_ifd(ExifTags.IFD.GPSInfo).update(gps)
    Image.new("RGB", (8, 8)).save(file, "JPEG", exif=tags)
    return file.getvalue()
