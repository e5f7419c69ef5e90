"""QR codes of links: drawn for a page, or as a picture for a chat."""

from __future__ import annotations

from io import BytesIO

import segno

CORRECTION = "m"  # a torn or dirty eighth is read still
PICTURE_SCALE, QUIET = 12, 4  # pixels of a module; modules that stay white around it


def svg(address: str) -> str:
    """Return the drawing, without the white around it: the page leaves that."""
    drawing = BytesIO()
    code = segno.make(address, error=CORRECTION, micro=False)
    code.save(drawing, kind="svg", border=0, xmldecl=False, svgns=True)
    return drawing.getvalue().decode()


def png(address: str) -> bytes:
    """Return the picture, with the white that a camera needs around it."""
    picture = BytesIO()
    segno.make(address, error=CORRECTION).save(
        picture, kind="png", scale=PICTURE_SCALE, border=QUIET
    )
    return picture.getvalue()
