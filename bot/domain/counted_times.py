"""How often something was: "enam kali erupsi" names no river, though "kali" is one as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TIMES = "berkali"  # what "kali" is read as where it counts: no phrase has such a word
_TIMES = frozenset({"kali", "kalinya"})
_COUNTS = frozenset(
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh belas puluh ratus ratusan puluhan"  # noqa: SIM905
    " pertama kedua ketiga keempat kelima keenam ketujuh kesekian sekian beberapa bbrp brp berapa"
    " banyak setiap tiap per duo tigo ampek limo anam tujuah salapan sambilan loro telu papat enem"
    " pitu wolu sanga pirang hiji tilu opat genep salapan dalapan sababaraha ping siji".split()
)
# Before a number: it belongs to an address, or to an hour.
_ADDRESS = frozenset("rt rw no nomor blok gang gg jl jln jalan km jam pukul lorong lr".split())  # noqa: SIM905
# After it: a river does that, or is that.
_OF_A_RIVER = frozenset(
    "meluap luber jebol naik penuh kotor bau mampet dangkal surut besar hitam".split()  # noqa: SIM905
)


def with_counts_told(words: Sequence[str]) -> list[str]:
    """Return as many words, with ``TIMES`` for each "kali" that says how often."""
    return [
        TIMES if at and word in _TIMES and _counts(words, at) else word
        for at, word in enumerate(words)
    ]


def _counts(words: Sequence[str], at: int) -> bool:
    before, earlier = words[at - 1], words[at - 2] if at > 1 else ""
    counted = earlier not in _ADDRESS if before.isdigit() else before in _COUNTS
    return counted and (at + 1 == len(words) or words[at + 1] not in _OF_A_RIVER)
