"""Where "dulu" is "first", or "for now", and tells of no time that is past.

"daftar dulu", "jangan lewat sini dulu", "harus terlebih dahulu", "tunggu dulu". Else it is long
ago: "dulu pernah banjir", "waktu dulu".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.word_forms import END

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST = "terlebihdulu"  # what "dulu" is read as where it is that: no phrase has such a word
_DULU = frozenset({"dulu", "dahulu", "dlu", "dl"})
_BIDS = frozenset(  # who is asked, or has, to do something: up to so many words before
    "jangan tolong mohon harus mesti kudu mending mendingan coba cobalah silakan silahkan ayo yuk"  # noqa: SIM905
    " minta disuruh diminta sebaiknya baiknya biar bisa mau nanti belum tidak usah please tinggal"
    " tunggu ngopi sabar hati".split()
)
_DONE_FIRST = frozenset(  # bare verbs that stand before it
    "tunggu pulang cek daftar lapor minggir mundur lewat bentar sebentar stop diam diem sabar tanya"  # noqa: SIM905
    " ijin izin istirahat makan mandi tidur mampir putar tutup cari bayar ambil siap siap2 keluar"
    " masuk terlebih lebih ingat ingin kasih bawa buka turun naik urus tahan nunggu ngungsi"
    " mengungsi evakuasi".split()
)
_LONG_AGO = frozenset("pernah waktu jaman zaman pas ketika saat sd smp sma kecil sempat".split())  # noqa: SIM905
_REACH = 6


def with_firsts_told(words: Sequence[str]) -> list[str]:
    """Return as many words, with ``FIRST`` for each "dulu" that tells of no time."""
    return [
        FIRST if word in _DULU and _is_first(words, at) else word for at, word in enumerate(words)
    ]


def _is_first(words: Sequence[str], at: int) -> bool:
    clause = words[max(at - _REACH, 0) : at]
    if END in clause:
        clause = clause[len(clause) - clause[::-1].index(END) :]
    after = words[at + 1] if at + 1 < len(words) else END
    if not clause or after in _LONG_AGO or not _LONG_AGO.isdisjoint(clause):
        return False
    return clause[-1] in _DONE_FIRST or not _BIDS.isdisjoint(clause)
