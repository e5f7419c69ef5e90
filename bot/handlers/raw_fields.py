"""Fields of a raw update by their type: what has another type is not there.

Texts come out clean, here and nowhere else: no half of a surrogate pair (no database and no request
takes it), no NUL (PostgreSQL takes none), and nothing that turns the direction of writing: a card
would show other words than were read, and a number written backwards is hidden from nobody.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Raw: TypeAlias = "Mapping[str, Any]"

_UNWANTED = re.compile("[\0\u202a-\u202e\u2066-\u2069]")
LARGEST_ID = 2**63 - 1
LARGEST_SIZE = 2**31 - 1  # bytes; Telegram's own files end at 2 or 4 GB, ours at 20 MB


def clean(text: str) -> str:
    """Return a text that every database and every request takes, and that is read as shown."""
    return _UNWANTED.sub("", text.encode("utf-8", "replace").decode())


def part(raw: Raw, name: str) -> dict[str, Any]:
    """Return an object; empty where there is none."""
    value = raw.get(name)
    return value if isinstance(value, dict) else {}


def parts(raw: Raw, name: str) -> list[dict[str, Any]]:
    """Return the objects of a list."""
    value = raw.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def text(raw: Raw, name: str) -> str:
    """Return a text, clean; empty where there is none."""
    value = raw.get(name)
    return clean(value) if isinstance(value, str) else ""


def whole(raw: Raw, name: str, largest: int = LARGEST_ID) -> int | None:
    """Return a whole number of at most ``largest``, on both sides of 0."""
    value = raw.get(name)
    return value if type(value) is int and -largest <= value <= largest else None


def decimal(raw: Raw, name: str, largest: float = math.inf) -> float | None:
    """Return a finite number of at most ``largest``, on both sides of 0."""
    value = raw.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return float(value) if math.isfinite(value) and abs(value) <= largest else None
