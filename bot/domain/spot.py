"""Where below the village something happened: RT, RW, dusun, lorong, as a text names them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_COUNTED = (
    *("satu", "dua", "tiga", "empat", "lima"),
    *("enam", "tujuh", "delapan", "sembilan", "sepuluh"),
)
_NUMBERS = {word: number for number, word in enumerate(_COUNTED, start=1)}
_AMOUNT = rf"(\d{{1,3}}|{'|'.join(_COUNTED)})(?![\w])"
_GAP = r"[ .:-]{0,3}"
_FLAGS = re.IGNORECASE | re.ASCII
_RT, _RW = r"\br\.?t\b", r"\br\.?w\b"
# "RT/RW 003/005" and "RT 03/05" are how letters write both at once.
_PAIRS = (
    re.compile(rf"{_RT} ?/ ?r\.?w\b{_GAP}(\d{{1,3}}) ?[/-] ?(?:rw)?(\d{{1,3}})\b", _FLAGS),
    re.compile(rf"\br\.?t{_GAP}(\d{{1,3}}) ?/ ?(?:r\.?w{_GAP})?(\d{{1,3}})\b", _FLAGS),
)
_SIGNS = {
    "RT": re.compile(rf"\b(?:r\.?t|erte){_GAP}{_AMOUNT}", _FLAGS),
    "RW": re.compile(rf"\b(?:r\.?w|erwe){_GAP}{_AMOUNT}", _FLAGS),
}
# What has a number or a name. A "gang" has a number alone: named, it may be a band of people.
_NAMED = {
    "Lorong": r"lorong|lrg|lr",
    "Gang": r"gang|gg",
    "Lingkungan": r"lingkungan|lingk",
    "Dusun": r"dusun|dsn|padukuhan|jorong",
}
_OWN_WORD = frozenset({"padukuhan", "jorong"})  # said as it is
_HAS_NAME = frozenset({"Lorong", "Dusun"})
_ROMAN = r"(?:IX|IV|V?I{1,3}|V|X)"
_CALLED = rf"[ .:-]{{1,3}}({_ROMAN}\b|(?-i:[A-Z][a-z']+(?: [A-Z][a-z']+){{0,2}})|[a-z']{{3,20}})"
# A small word after "dusun" that is no name: "dusun kami", "dusun ada maling". Nor is a person's.
_SMALL_WORDS = """
    ada adalah agar akan anak atas atau bagian bahaya banjir barat baru bawah begal belakang belum
    beberapa besar dan dalam dari datang dekat dengan depan di gelap hari ini itu jadi juga kami
    karena kebakaran kebanjiran kecil kita lagi lewat longsor luar maling masih masuk mereka nih
    nya orang pada paling pagi rumah saja saya samping sana sebelah sebelum sedang sekarang
    sekitar selatan semalam sempit sepi siang sini tadi tak tawuran tempat tengah terbakar terjadi
    tetangga tidak timur tolong tua tuh ujung untuk utara warga yang
    abang adik bang bapak bpk bu dik haji hajah ibu istri kakak kang mak mas mbak om pak suami
    tante tuan
"""
_NO_NAME = frozenset(_SMALL_WORDS.split())


def spot(text: str) -> str | None:
    """Return the first of each that ``text`` names, as ``RT 03/RW 05/Dusun Krajan``, or None.

    Of people nothing is taken: a name stands only after a word for a place that has one.
    """
    found = dict(_signs(text))
    for label, words in _NAMED.items():
        if (said := _numbered(label, words, text) or _called(label, words, text)) is not None:
            found[label] = said
    return "/".join(found.values()) or None


def _signs(text: str) -> Iterator[tuple[str, str]]:
    for pair in _PAIRS:
        if both := pair.search(text):
            yield "RT", f"RT {int(both[1]):02}"
            yield "RW", f"RW {int(both[2]):02}"
            return
    for label, sign in _SIGNS.items():
        if one := sign.search(text):
            yield label, f"{label} {_number(one[1]):02}"  # two digits, as on the signs of houses


def _numbered(label: str, words: str, text: str) -> str | None:
    found = re.search(rf"\b({words}){_GAP}{_AMOUNT}", text, _FLAGS)
    return f"{_label(label, found[1])} {_number(found[2])}" if found else None


def _called(label: str, words: str, text: str) -> str | None:
    """Return what stands after "dusun": some words with capitals, one without, or a numeral."""
    for found in re.finditer(rf"\b({words}){_CALLED}", text, _FLAGS):
        name = found[2]
        if re.fullmatch(_ROMAN, name):
            return f"{_label(label, found[1])} {name}"
        if label in _HAS_NAME and name.lower().split()[0] not in _NO_NAME:
            return f"{_label(label, found[1])} {name if name.istitle() else name.title()}"
    return None


def _label(label: str, said: str) -> str:
    return said.capitalize() if said.lower() in _OWN_WORD else label


def _number(said: str) -> int:
    return _NUMBERS.get(said.lower()) or int(said)
