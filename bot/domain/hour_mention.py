"""Hours of the day as people type them behind a command: "05.30", "mingguan 8:00", "22-5"."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\d[\d.:]*", re.ASCII)
_HOUR = re.compile(r"([01]?\d|2[0-3])(?:[.:]([0-5]\d))?", re.ASCII)
_WEEKLY = re.compile(r"\b(mingguan|minggu|weekly|week)\b", re.IGNORECASE)
_SILENT = re.compile(r"\b(senyap|hening|diam|tenang|silent|quiet)\b", re.IGNORECASE)
_MINUTES = 60


def find(text: str) -> int | None:
    """Return the minute of the day of the one hour that ``text`` names; None: none, or several."""
    found = _all(text)
    return found[0] if len(found) == 1 else None


def find_span(text: str) -> tuple[int, int] | None:
    """Return the two minutes of the day that ``text`` names; None: not two, or the same."""
    found = _all(text)
    match found:
        case [int(since), int(until)] if since != until:
            return since, until
    return None


def _all(text: str) -> list[int | None]:
    """Return the minute of each number in ``text``; None for one that is no hour."""
    hours = (_HOUR.fullmatch(number.rstrip(".:")) for number in _NUMBER.findall(text))
    return [None if one is None else int(one[1]) * _MINUTES + int(one[2] or 0) for one in hours]


def is_weekly(text: str) -> bool:
    """Tell whether ``text`` speaks of the week."""
    return _WEEKLY.search(text) is not None


def is_silent(text: str) -> bool:
    """Tell whether ``text`` speaks of silent hours."""
    return _SILENT.search(text) is not None
