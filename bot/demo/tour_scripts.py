"""The four ways by which a newcomer of the page finds the village, and what is said beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.demo import characters, spots

if TYPE_CHECKING:
    from bot.demo.spots import MapPoint

Words = dict[str, str]  # by language


@dataclass(frozen=True, slots=True)
class TourStep:
    """A message or a tap. ``what``: where they stand, what they type, or which button they tap.

    ``in_english``: how that button is called there, where it is called otherwise.
    """

    what: str | MapPoint
    caption: Words
    taps: bool = False
    in_english: str | None = None


@dataclass(frozen=True, slots=True)
class TourScript:
    """One way. ``village``: the code of the one that they mean; ``end``: what is said at last."""

    key: str
    title: Words
    steps: tuple[TourStep, ...]
    village: str
    end: Words


def _says(indonesian: str, english: str) -> Words:
    return {"id": indonesian, "en": english}


def _types(text: str, indonesian: str, english: str) -> TourStep:
    return TourStep(text, _says(indonesian, english))


def _taps(label: str, indonesian: str, english: str, in_english: str | None = None) -> TourStep:
    return TourStep(label, _says(indonesian, english), taps=True, in_english=in_english)


HELLO = _says(
    "Seorang warga baru membuka bot. Ia membaca pemberitahuan, lalu setuju.",
    "Somebody new opens the bot, reads the notice, and agrees to it.",
)
WAYS = (
    TourScript(
        "location",
        _says("Warga baru: mengirim lokasi", "A newcomer: sends a location"),
        (
            TourStep(
                spots.ALLEY,
                _says("Langkah 1: ia mengirim lokasinya.", "Step 1: they send where they are."),
            ),
            _taps(
                "Ya, Karuwisi",
                "Langkah 2: satu ketukan, agar tidak keliru.",
                "Step 2: one tap, so that it is no mistake.",
                "Yes, Karuwisi",
            ),
        ),
        characters.VILLAGE,
        _says(
            "Dua langkah. Batas desa yang menentukan, bukan titik tengah terdekat.",
            "Two steps. The village's boundary decides, not the nearest centre.",
        ),
    ),
    TourScript(
        "name",
        _says("Warga baru: nama ditulis benar", "A newcomer: the name, spelt right"),
        (
            _types("Karuwisi", "Langkah 1: ia mengetik nama kelurahannya.", "Step 1: the name."),
            _taps(
                "Karuwisi",
                "Langkah 2: ia memilih. Bot tidak pernah menebak sendiri.",
                "Step 2: they choose. The bot never takes a guess of its own.",
            ),
        ),
        characters.VILLAGE,
        _says("Dua langkah, dari 83.762 desa.", "Two steps, out of 83,762 villages."),
    ),
    TourScript(
        "slip",
        _says("Warga baru: nama salah ketik", "A newcomer: the name, misspelt"),
        (
            _types(
                "karuwsi kec panakukang mks",
                "Langkah 1: huruf kurang, kata disingkat.",
                "Step 1: letters are missing, words cut short.",
            ),
            _taps(
                "Karuwisi",
                "Langkah 2: yang dimaksud ada di tombol teratas.",
                "Step 2: what they mean is on the first button.",
            ),
        ),
        characters.VILLAGE,
        _says("Dua langkah, walau salah ketik.", "Two steps, misspelt as it was."),
    ),
    TourScript(
        "shared",
        _says("Warga baru: nama yang dipakai 98 desa", "A newcomer: a name that 98 villages share"),
        (
            _types(
                "Sidomulyo",
                "Langkah 1: 98 desa bernama Sidomulyo; dengan ejaan Sido Mulyo, 113.",
                "Step 1: 98 villages are called Sidomulyo; spelt Sido Mulyo too, 113.",
            ),
            _types(
                "Godean",
                "Langkah 2: cukup nama kecamatannya.",
                "Step 2: the name of its district is enough.",
            ),
            _taps(
                "Sidomulyo (Godean, Kab. Sleman)",
                "Langkah 3: satu ketukan.",
                "Step 3: one tap.",
            ),
        ),
        "34.04.02.2003",
        _says(
            "Tiga langkah, dan yang benar di antara 113.", "Three steps, and the right one of 113."
        ),
    ),
)
