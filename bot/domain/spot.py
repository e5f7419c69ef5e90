"""Where below the village something happened, as far as numbers say it: RT, RW, lorong."""

from __future__ import annotations

import re

_SPOT = re.compile(r"\b(rt|rw|lorong|lrg|lr)[ .:]{0,3}(\d{1,3})\b", re.IGNORECASE | re.ASCII)
_PAIR = re.compile(
    r"\brt\s*/\s*rw\b[ .:]{0,3}(\d{1,3})\s*/\s*(\d{1,3})\b", re.IGNORECASE | re.ASCII
)
_LABELS = {"rt": "RT", "rw": "RW"}
_SIGNS = ("RT", "RW")  # two digits, as signs on houses have them: RT 03, but Lorong 3


def spot(text: str) -> str | None:
    """Return the first RT, RW and lorong that ``text`` names, as ``RT 03/RW 05``, or None.

    Numbers alone are taken: a name after "rumah" may be a victim's, and this goes on lock screens.
    """
    found: dict[str, str] = {}
    if pair := _PAIR.search(text):
        found = {"RT": pair[1], "RW": pair[2]}
    for kind, number in _SPOT.findall(text):
        found.setdefault(_LABELS.get(kind.lower(), "Lorong"), number)
    return "/".join(_written(kind, int(number)) for kind, number in found.items()) or None


def _written(kind: str, number: int) -> str:
    return f"{kind} {number:02}" if kind in _SIGNS else f"{kind} {number}"
