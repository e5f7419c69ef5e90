"""Letters that look like those of the Latin alphabet, and marks that nobody sees.

Small capitals, and white letters in black circles and squares, are read as the letters they show;
Unicode folds the others (full-width, mathematical, circled). Cyrillic and Greek ones only within a
word that has Latin letters too: else it is a word of those languages.
"""

from __future__ import annotations

import re

_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))
_WHITE = {chr(first + at): chr(ord("a") + at) for first in (0x1F150, 0x1F170) for at in range(26)}
_SHOWN = str.maketrans(_SMALL_CAPITALS | _WHITE)
# Joiners, directions, variants and marks that are drawn over a letter.
_UNSEEN = re.compile(
    "[\u0483-\u0489\u115f\u1160\u180b-\u180e\u1ab0-\u1aff\u1dc0-\u1dff\u200e\u200f\u202a-\u202e"
    "\u2061-\u2069\u20d0-\u20ff\u3164\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\U000e0000-\U000e01ef]+"
)
_ALIKE = str.maketrans(
    "авсеғԍнһіјкӏмпорԛгѕтцѵԝхуαβγεικνορτυχω",
    "abcefghhijklmnopqrstuvwxyabyeikvoptuxw",
)
_WORD = re.compile("[A-Za-z\u0370-\u03ff\u0400-\u052f]+")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z]")


def shown(text: str) -> str:
    """Return a text with letters for those that look like them, and without what nobody sees."""
    text = _UNSEEN.sub("", text.translate(_SHOWN))
    return _WORD.sub(_latin_word, text) if _FOREIGN.search(text) else text


def _latin_word(found: re.Match[str]) -> str:
    word = found[0]
    mixed = _FOREIGN.search(word) and _LATIN.search(word)
    return word.lower().translate(_ALIKE) if mixed else word
