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
    },
    "en": {
        r"operator": "whoever runs the bot",
        r"drop(ped)?": "cancel",
        r"erased?": "delete",
        r"being reached": "being contacted",
        r"in danger now: call": "In danger now? Call ...",
    },
}


def avoided(language: str, sentence: str) -> Iterator[str]:
    """Say of each word that a sentence should not hold what to write instead."""
    for word, instead in AVOIDED.get(language, {}).items():
        if re.search(rf"\b{word}\b", sentence, re.IGNORECASE):
            yield f"{word!r} is not for people (write {instead!r}): {sentence!r}"
