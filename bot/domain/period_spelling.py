"""Words of time as they are misspelt: "mingu lalu", "minggu kmren", "novembr"."""

from __future__ import annotations

from difflib import get_close_matches

from bot.domain.period_patterns import MONTH_NUMBERS, WEEKDAY_NUMBERS
from bot.domain.spoken_periods import UNITS

_ALIKE = 0.9  # of difflib's ratio: a letter left out, added or turned
_LONG, _WRITTEN = 6, 5  # letters: shorter words are like too many places
_SHORT = {
    **dict.fromkeys(("mg", "mnggu"), "minggu"),
    **dict.fromkeys(("kmren", "kmaren"), "kemarin"),
    **dict.fromkeys(("skrg", "skrang"), "sekarang"),
    "hr": "hari",
    "blan": "bulan",
    "senen": "senin",
    "smpai": "sampai",
    "sblmnya": "sebelumnya",
    "trakhir": "terakhir",
}
_OTHERS = "terakhir kemarin sebelumnya sekarang sampai tanggal akhir yesterday weekend"
_KNOWN = tuple(
    word
    for word in (*MONTH_NUMBERS, *WEEKDAY_NUMBERS, *UNITS, *_OTHERS.split())
    if len(word) >= _LONG
)


def corrected(text: str) -> str:
    """Return a text with such words as they are spelt; all others as they stand, in small letters.

    A place may be called alike, so whoever asks looks for one first.
    """
    return " ".join(_corrected(word) for word in text.lower().split())


def _corrected(word: str) -> str:
    if word in _SHORT or len(word) < _WRITTEN or word in _KNOWN:
        return _SHORT.get(word, word)
    near = get_close_matches(word, _KNOWN, n=1, cutoff=_ALIKE)
    return near[0] if near and near[0][0] == word[0] else word
