"""Words that people are not to read, and what to write instead; ``make check`` refuses them.

Each was read wrong, or not at all, by somebody under stress, or is a second name of a thing that
has one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

AVOIDED: Mapping[str, Mapping[str, str]] = {
    "id": {
        r"draf": "laporan yang belum terkirim",
        r"resi": "tanda terima",
        r"median": "nilai tengah",
        r"n kecil": "jumlah kecil",
        r"operator": "pengelola bot",
        r"peringatan (masih )?terbuka": "laporan yang belum selesai",
        r"uji peringatan": "uji panggilan",
        r"bahaya sekarang: telepon": "Sedang dalam bahaya? Telepon ...",
        r"medis": "ambulans",
        r"sunting": "tekan lama pesan Anda, pilih Edit",
        r"bernama itu": "dengan nama itu",
        r"percakapan pribadi": "obrolan pribadi",
        r"kartu ini": "pesan ini",
        r"terlantar": "telantar",
        r"unit narkoba": "Satresnarkoba",
        r"pimpinan kec\.?": "Pimpinan Polsek ...",
        r"laporan tertutup": "laporan rahasia",
        r"dengan kata lain": "dengan kata-kata berbeda",
        r"bila itu,": "kalau salah satunya,",
        r"satu jam lagi": "setelah satu jam",
        r"membawa perannya": "langsung mendapat perannya",
        r"anda pegang": "Anda tangani",
        r"mohon dipastikan ia": "mohon pastikan yang bersangkutan",
        r"untuk anda pindahkan": "tidak bisa Anda pindahkan lagi",
        r"menjaga lingkungan": "menjaga keamanan lingkungan",
        r"(pilih|menurut) desa(?!/)": "tempat, desa/kelurahan",
    },
    "en": {
        r"operator": "whoever runs the bot",
        r"drop(ped)?": "cancel",
        r"erased?": "delete",
        r"being reached": "being contacted",
        r"in danger now: call": "In danger now? Call ...",
        r"bears? that name": "share that name",
        r"took your report": "accepted your report",
        r"that is no village": "isn't a village",
    },
}


def avoided(language: str, sentence: str) -> Iterator[str]:
    """Say of each word that a sentence should not hold what to write instead."""
    for word, instead in AVOIDED.get(language, {}).items():
        if re.search(rf"\b{word}\b", sentence, re.IGNORECASE):
            yield f"{word!r} is not for people (write {instead!r}): {sentence!r}"
