"""A picture as a phone takes it, with the position in it (Exif's GPS part)."""

from __future__ import annotations

from io import BytesIO

from PIL import ExifTags, Image, ImageDraw

FILE_NAME = "IMG_2155.jpg"
SIZE = WIDTH, HEIGHT = 480, 320  # pixels
SKY, STREET, LAMP = (38, 52, 74), (58, 60, 66), (250, 214, 130)
HOUSES = ((0, 150, 110), (120, 178, 230), (310, 140, 400), (410, 185, 480))  # left, top, right


def snapshot(lat: float, lon: float) -> bytes:
    """Return a street at night as a JPEG that was taken at this position, in degrees."""
    picture = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 250, WIDTH, HEIGHT), fill=STREET)
    for left, top, right in HOUSES:
        draw.rectangle((left, top, right, 250), fill=(26, 34, 48))
        draw.rectangle((left + 20, top + 25, left + 42, top + 50), fill=LAMP)
    draw.line((270, 120, 270, 250), fill=(20, 24, 30), width=5)
    draw.ellipse((256, 100, 284, 128), fill=LAMP)
    exif = Image.Exif()
    exif[ExifTags.IFD.GPSInfo] = {
        ExifTags.GPS.GPSLatitudeRef: "N" if lat >= 0 else "S",
        ExifTags.GPS.GPSLatitude: _parts(lat),
        ExifTags.GPS.GPSLongitudeRef: "E" if lon >= 0 else "W",
        ExifTags.GPS.GPSLongitude: _parts(lon),
    }
    written = BytesIO()
    picture.save(written, "JPEG", exif=exif)
    return written.getvalue()


def _parts(degrees: float) -> tuple[float, float, float]:
    """Return degrees, minutes and seconds, as Exif writes them."""
    minutes, seconds = divmod(abs(degrees) * 3600, 60)
    whole, minutes = divmod(minutes, 60)
    return whole, minutes, round(seconds, 4)
