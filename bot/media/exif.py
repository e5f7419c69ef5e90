"""The position that a camera wrote into a picture (Exif 2.32, section 4.6.6: GPS attributes).

A photo sent to a chat has lost it; the same picture sent as a document has kept it. The bytes are a
stranger's: they are never drawn, only their header is read, and what cannot be read is no position.
"""

from __future__ import annotations

from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple, SupportsFloat

from PIL import ExifTags, Image

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES = 20_000_000  # what a bot may fetch from Telegram
FORMATS = ("JPEG",)  # what cameras write; Pillow reads no HEIC, and others it would have to draw
MOST_LATITUDE, MOST_LONGITUDE = 90.0, 180.0
_TO_DEGREES = (1.0, 60.0, 3600.0)


class Fix(NamedTuple):
    """A position in degrees (WGS 84)."""

    lat: float
    lon: float
    accuracy_m: float | None  # where the camera says it


def position(picture: bytes) -> Fix | None:
    """Return where a picture was taken, or None where it does not say so."""
    if len(picture) > MOST_BYTES:
        return None
    return _fix(_attributes(picture))


def _attributes(picture: bytes) -> Mapping[int, Any]:
    """Return the GPS attributes of a picture; none where it is broken or no picture."""
    try:
        with Image.open(BytesIO(picture), formats=FORMATS) as image:
            return dict(image.getexif().get_ifd(ExifTags.IFD.GPSInfo))
    except Exception:  # noqa: BLE001 - whatever a stranger's bytes do to a reader: no position
        return {}


def _fix(gps: Mapping[int, Any]) -> Fix | None:
    lat = _degrees(gps, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "NS")
    lon = _degrees(gps, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "EW")
    if lat is None or lon is None or abs(lat) > MOST_LATITUDE or abs(lon) > MOST_LONGITUDE:
        return None
    if lat == lon == 0:  # a camera without a fix writes noughts
        return None
    accuracy = _number(gps.get(ExifTags.GPS.GPSHPositioningError))
    return Fix(lat, lon, accuracy if accuracy is not None and accuracy > 0 else None)


def _degrees(gps: Mapping[int, Any], value: int, reference: int, signs: str) -> float | None:
    """Return degrees, minutes and seconds as degrees; south and west are negative."""
    parts, sign = gps.get(value), gps.get(reference)
    if not isinstance(parts, tuple) or len(parts) != len(_TO_DEGREES):
        return None
    if not isinstance(sign, str) or (sign := sign[:1].upper()) not in signs or not sign:
        return None
    numbers = [_number(part) for part in parts]
    degrees = sum(n / scale for n, scale in zip(numbers, _TO_DEGREES, strict=True) if n is not None)
    if None in numbers:
        return None
    return -degrees if sign == signs[1] else degrees


def _number(value: object) -> float | None:
    """Return a rational as a number; None for 0/0 and what is none."""
    if not isinstance(value, SupportsFloat):
        return None
    try:
        number = float(value)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if isfinite(number) else None
