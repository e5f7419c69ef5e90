"""Whether words were only put down more neatly: other signs between them, spaces, or letters' case.

What a sign tells is no neatness: one inside or before a number, or a picture such as a flame.
"""

from __future__ import annotations

import re
import unicodedata

MOST_LINES = 50  # of a report, that are looked through
_NUMBER = re.compile(r"-?\d+(?:[.,:/-]\d+)*")


def is_neater(new: str, old: str) -> bool:
    """Tell whether words say the same, and differ in their signs, spaces or case alone."""
    return _bare(new) == _bare(old) and _NUMBER.findall(new) == _NUMBER.findall(old)


def neater(told: str, new: str) -> str | None:
    """Return what was told with the lines that ``new`` says more neatly; None: it says none so."""
    lines, words = told.split("\n"), _bare(new)
    if not words or len(lines) > MOST_LINES:
        return None
    for first in range(len(lines)):
        for after in range(first + 1, len(lines) + 1):
            old = "\n".join(lines[first:after])
            if is_neater(new, old):
                return "\n".join([*lines[:first], new, *lines[after:]])
            if len(_bare(old)) > len(words):
                break
    return None


def _bare(text: str) -> list[str]:
    kept = (" " if unicodedata.category(one)[0] in "PZC" else one for one in text)
    return "".join(kept).casefold().split()
