"""Words that people are not to read, and what to write instead; ``make check`` refuses them.

Each was read wrong, or not at all, by somebody under stress, or is a second name of a thing that
has one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.command import SYNONYMS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

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

# In an English sentence: a command by its Indonesian name, words that no name or title holds, and
# a number before what it counts, where the catalogue has one form for every number.
_COMMANDS = {ours: english for english, ours in SYNONYMS.items() if ours != english}
_COMMAND = re.compile(rf"(?<![\w/<.])/({'|'.join(_COMMANDS)})\b")
_INDONESIAN = re.compile(
    r"\b(yang|dan|atau|tidak|belum|sudah|untuk|dengan|anda|kami|petugas|pelapor|laporan|warga"
    r"|pengelola|kelurahan|dari|sejak|wilayah)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\{(?:n|count|days|hours|minutes|total|more|left|times)\} (?:[a-z]+ )?(?:[a-z]+s|people)\b"
)
LONGEST_LABEL = 24  # letters


def avoided(language: str, sentence: str) -> Iterator[str]:
    """Say of each word that a sentence should not hold what to write instead."""
    for word, instead in AVOIDED.get(language, {}).items():
        if re.search(rf"\b{word}\b", sentence, re.IGNORECASE):
            yield f"{word!r} is not for people (write {instead!r}): {sentence!r}"
    for command in _COMMAND.findall(sentence) if language == "en" else ():
        yield f"/{command} is Indonesian (write /{_COMMANDS[command]}): {sentence!r}"


def untranslated(sentence: str, labels: Collection[str]) -> Iterator[str]:
    """Say what an English sentence of the catalogue has left in Indonesian.

    ``labels``: of buttons that are called otherwise in English.
    """
    for word in _INDONESIAN.findall(sentence):
        yield f"{word!r} is Indonesian: {sentence!r}"
    for label in labels:
        if re.search(rf"(?<!\w){re.escape(label)}(?!\w)", sentence):
            yield f"the button {label!r} is called otherwise in English: {sentence!r}"


def uncounted(sentence: str) -> Iterator[str]:
    """Name a number before what it counts, in a sentence with one form for every number."""
    for found in _COUNTED.findall(sentence):
        yield f"{found!r} is wrong of one (counted(...) in the code, say.many): {sentence!r}"
