"""Renders templates with data to PDF. What people wrote is data: printed, never evaluated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import typst

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_HERE = Path(__file__).parent
_TEMPLATES, _FONTS = _HERE / "templates", _HERE / "fonts"
MEDIA_TYPE = "application/pdf"


def render_pdf(template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """Typeset ``templates/NAME.typ`` with ``data`` (JSON); ``at`` is written down as its moment.

    The template reads the data from ``sys.inputs`` and never evaluates it; it reads no file but
    those beside it, and the fonts are ours, so that every machine prints the same. Takes
    milliseconds to seconds: call it in a thread where others wait.
    """
    return _typeset(template, data, "pdf", at)[0]


def render_pages(
    template: str, data: Mapping[str, Any], *, at: datetime, per_inch: float = 144
) -> list[bytes]:
    """Typeset the same as pictures (PNG), one for each page, of so many pixels per inch."""
    return _typeset(template, data, "png", at, per_inch)


def _typeset(
    template: str,
    data: Mapping[str, Any],
    form: Literal["pdf", "png"],
    at: datetime,
    per_inch: float = 144,
) -> list[bytes]:
    made: list[bytes] | bytes = typst.compile(
        str(_TEMPLATES / f"{template}.typ"),
        root=str(_TEMPLATES),
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        format=form,
        ppi=per_inch,
        sys_inputs={"data": json.dumps(data)},
        timestamp=at.replace(microsecond=0),
    )
    return made if isinstance(made, list) else [made]
