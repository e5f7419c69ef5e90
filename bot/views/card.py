"""What a person is shown: text, buttons, perhaps a picture, a recording or a document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from datetime import timedelta
    from pathlib import Path

MAX_BUTTONS = 4
BESIDE = 20  # letters of a label that has room beside another on a phone of 360 pixels
MAX_TEXT = 4096  # UTF-16 units after parsing, Telegram's limit
RICH_PICTURE = "picture"  # how the rich text of a card calls its picture
_TAG = re.compile(r"<[^>]*>")  # ours alone: every word of people has been escaped


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what pressing it means. ``data`` is signed for its chat when it is sent."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a card."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class StoredRecording:
    """A voice or video that goes with a card, read from the disk when it is sent: many get it.

    ``data``: the folder of all that is kept; ``stored``: the path below it, as a row names it.
    """

    name: str
    data: Path
    stored: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Card:
    """One message. ``text`` is HTML in which every word of people has been escaped.

    ``spoiler``: the photo or video is blurred, on lock screens too, until somebody taps it.
    ``rings``: it makes a sound in its reader's silent hours too.
    ``only_edits``: nothing is sent where the message that it is to edit is gone.
    ``rich``: the same as rich HTML, with ``photo`` in it as :data:`RICH_PICTURE`; where Telegram
    refuses it, ``text`` is sent alone.
    """

    text: Markup
    rows: tuple[tuple[Button, ...], ...] = ()
    photo: Attached | None = None
    document: Attached | None = None
    recording: StoredRecording | None = None
    silent: bool = False
    rings: bool = False
    spoiler: bool = False
    only_edits: bool = False
    rich: Markup | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """It cannot be rendered yet (a photo is still being fetched): try again after ``wait``."""

    wait: timedelta


def rows(*buttons: Button, width: int = 2) -> tuple[tuple[Button, ...], ...]:
    """Lay buttons out ``width`` to a row, as thumbs like them; a long label stands alone."""
    laid: list[tuple[Button, ...]] = []
    for one in buttons:
        beside = laid[-1] if laid else ()
        fits = all(len(key.label) <= BESIDE for key in (*beside, one))
        if beside and fits and len(beside) < width:
            laid[-1] = (*beside, one)
        else:
            laid.append((one,))
    return tuple(laid)


def plain(text: Markup) -> str:
    """Return a card's words without the markup, line by line as they stand."""
    return unescape(_TAG.sub("", text))


def shorten(text: str, limit: int) -> str:
    """Cut ``text`` to ``limit`` UTF-16 units, ending in an ellipsis where something is missing."""
    units = text.encode("utf-16-le")
    if len(units) // 2 <= limit:
        return text
    return units[: (limit - 1) * 2].decode("utf-16-le", "ignore") + "…"


__all__ = [
    "Attached",
    "Button",
    "Card",
    "Later",
    "Markup",
    "StoredRecording",
    "plain",
    "rows",
    "shorten",
]
