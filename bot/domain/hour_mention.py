"""An hour of the day as people type it behind a command: "05.30", "jam 5", "mingguan 8:00"."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\d[\d.:]*", re.ASCII)
_HOUR = re.compile(r"([01]?\d|2[0-3])(?:[.:]([0-5]\d))?", re.ASCII)
_WEEKLY = re.compile(r"\b(mingguan|minggu|weekly|week)\b", re.IGNORECASE)
_MINUTES = 60


def find(text: str) -> int | None:
    """Return the minute of the day of the one hour that ``text`` names; None: none, or several."""
    numbers = _NUMBER.findall(text)
    found = _HOUR.fullmatch(numbers[0].rstrip(".:")) if len(numbers) == 1 else None
    return None if found is None else int(found[1]) * _MINUTES + int(found[2] or 0)


def is_weekly(text: str) -> bool:
    """Tell whether ``text`` speaks of the week."""
    return _WEEKLY.search(text) is not None
