"""Calls for an ambulance, for police or for helpers that do not say what happened.

"butuh polisi", "polisi mana ini kok belum datang", "ada korban dan butuh pengamanan". Who asks
what something costs, tells of a speed bump or of an office calls nobody.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bot.domain.word_forms import END

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.reading import TextFindings

_MOST = 9  # words: who says more says what happened
_ASKING = frozenset(
    "butuh perlu minta kirim kirimkan kirimin panggil panggilkan panggilin tolong mohon segera"  # noqa: SIM905
    " datangkan datengin cepat bantu".split()
)
_HELPERS = frozenset("polisi pengamanan evakuasi penyelamatan pertolongan patroli brimob".split())  # noqa: SIM905
_AFTER = frozenset("mana tolong segera cepat please woi woy dong merapat".split())  # noqa: SIM905
_BETWEEN = 2  # words, of which the last may be the helpers
# Of an office, of a thing, of a paper, of talk: no call.
_NO_CALL = frozenset(
    "tidur nomor nomer no mobil baju sim stnk kantor pos gaji daftar pendaftaran latihan lalu"  # noqa: SIM905
    " lintas macet surat skck laporan berapa jadwal kapan kenapa apakah bisa kalau jika besok lusa"
    " minggu bulan jalur titik hati rindu cinta film drakor tarif biaya dilaporkan jangan tidak"
    " hajatan nikahan pengajian konser acara pesta sunatan".split()
)


def calls_services(reading: TextFindings) -> bool:
    """Tell whether a short text calls for helpers, now."""
    words = [word for word in reading.plain if word != END]
    if len(words) > _MOST or not _NO_CALL.isdisjoint(words) or "\n" in reading.text.strip():
        return False
    if ("mana", "yang") in pairwise(words):
        return False  # "polisi mana yang buka hari ini"
    told = reading.context
    if told.is_unreal or told.asks or told.void or told.ongoing is False:
        return False
    return any(word in _HELPERS and _is_asked(words, at) for at, word in enumerate(words))


def _is_asked(words: Sequence[str], at: int) -> bool:
    before = words[max(at - _BETWEEN, 0) : at]
    return not _ASKING.isdisjoint(before) or not _AFTER.isdisjoint(words[at + 1 : at + 2])
