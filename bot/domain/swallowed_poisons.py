"""What nobody should swallow, read as poison: "minum cairan pembersih" is told as "minum racun" is.

Only after a word of swallowing, soon and in the same clause: who looks for a cleaner has swallowed
none. What an engine drinks harms nobody, nor what is said in jest: "minum bensin aja sekalian".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

POISON, SWALLOWED = "racun", "minum"  # what they are read as: a kind has phrases of both
_SWALLOWING = frozenset(
    "minum diminum keminum terminum nginum meminum minumin menelan nelan nelen telan telen"  # noqa: SIM905
    " ditelan ditelen ketelen ketelan tertelan tertelen menenggak nenggak tenggak ditenggak"
    " kemakan termakan nguyup ngombe diombe nginumeun nguntal diuntal kauntal nyaluk".split()
)
_POISONS = frozenset(
    "racun baygon karbol wipol porstex vixal bayclin pemutih pembersih spiritus thinner tiner"  # noqa: SIM905
    " tinner potas potasium pestisida insektisida herbisida gramoxone gramokson roundup"
    " kreolin kecubung sianida arsenik merkuri detergen deterjen bensin solar pertalite".split()
)
_OF_TWO = frozenset(
    {
        *(("soda", "api"), ("air", "aki"), ("air", "keras"), ("minyak", "tanah")),
        *(("kapur", "barus"), ("lem", "aibon"), ("cairan", "kimia")),
        *(("obat", "nyamuk"), ("obat", "serangga"), ("obat", "rumput"), ("obat", "hama")),
        *(("obat", "tikus"), ("racun", "tikus"), ("racun", "serangga"), ("baterai", "kancing")),
        *(("batu", "baterai"), ("batre", "kancing"), ("sabun", "cuci"), ("cairan", "sabun")),
    }
)
_NO_HARM = frozenset(
    "aja saja mending sekalian truk mobil motor mesin boros irit motornya mobilnya genset".split()  # noqa: SIM905
)
_SWALLOWED_THINGS = frozenset(  # which nobody drinks
    "paku koin jarum peniti kelereng magnet kawat baterai batre silet".split()  # noqa: SIM905
)
_HARMFUL = _POISONS | _SWALLOWED_THINGS
_REACH = 3  # words after the swallowing


def with_poisons_told(words: Sequence[str]) -> list[str]:
    """Return as many words, with poison for each that nobody should swallow, and is swallowed."""
    read = list(words)
    if _SWALLOWING.isdisjoint(read) or not _NO_HARM.isdisjoint(read):
        return read
    for at, word in enumerate(words):
        if word in _SWALLOWING and (place := _poison(words, at + 1)):
            read[at], read[place] = SWALLOWED, POISON
            if tuple(words[place : place + 2]) in _OF_TWO:
                read[place + 1] = POISON
    return read


def _poison(words: Sequence[str], begin: int) -> int:
    """Return where poison stands from ``begin`` on, or 0."""
    for at in range(begin, min(begin + _REACH, len(words))):
        if words[at] == ".":
            return 0
        if words[at] in _HARMFUL or tuple(words[at : at + 2]) in _OF_TWO:
            return at
    return 0
