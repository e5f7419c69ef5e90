"""Where below the village something happened: RT, RW, dusun, lorong, as a text names them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

RECENT = 512  # texts: a report's is read for each of its cards
_FLAGS = re.IGNORECASE | re.ASCII
_GAP = r"[ .:-]{0,3}"
# Signs and numbers are often written in one: "rt03rw05". No letter may stand before a sign.
_RT, _RW = r"(?<![a-z])(?:r\.?t|erte|rukun tetangga)", r"(?<![a-z])(?:r\.?w|erwe|rukun warga)"
_UNITS = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SAID_UNIT = "|".join(_UNITS)
_SAID = rf"(?:(?:nol|kosong) )?(?:{_SAID_UNIT})(?: ?belas| ?puluh)?|sebelas|sepuluh"
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN = rf"(?-i:{'|'.join(reversed(_ROMANS))})|ii|iii|iv|vi|vii|viii|ix"
_MEASURES = r"(?! ?(?:juta|ribu|kali|persen|meter|km|jam|menit)\b)"  # "rt 2 juta" is no RT
_AMOUNT = (
    rf"(\d{{1,3}}[a-d]?(?=r\.?w)|\d{{1,3}}[a-d]?(?![a-z\d]){_MEASURES}"
    rf"|(?<=[ .:-])(?:{_ROMAN}|{_SAID})(?!\w))"
)
_FIRST = rf"{_GAP}{_AMOUNT}"
# "RT/RW 003/005" and "RT 03/05" are how letters write both at once; some begin with the RW.
_THEN = rf" ?(?:[/,-]|dan) ?(?:rw{_GAP}|rt{_GAP})?(\d{{1,3}}|(?-i:{'|'.join(reversed(_ROMANS))}))\b"
_BOTH = re.compile(rf"{_RT} ?[/-]? ?r\.?w\b{_FIRST}{_THEN}", _FLAGS)
_REVERSED = re.compile(rf"{_RW} ?[/-]? ?r\.?t\b{_FIRST}{_THEN}", _FLAGS)
_SHORT = re.compile(rf"{_RT}{_FIRST}{_THEN.replace('[/,-]|dan', '/')}", _FLAGS)
_PAIRS = ((_BOTH, ("RT", "RW")), (_REVERSED, ("RW", "RT")), (_SHORT, ("RT", "RW")))
_SIGNS = {
    "RT": re.compile(rf"{_RT}{_FIRST}", _FLAGS),
    "RW": re.compile(rf"{_RW}{_FIRST}", _FLAGS),
}
_ANY_SIGN = re.compile(rf"{_RT}|{_RW}", _FLAGS)
_BLOCK = re.compile(r"\bblok[ .:-]{1,2}([a-z]|(?-i:[A-Z]{2}))[ -]?(\d{1,3})?(?!\w)", _FLAGS)
# What has a number or a name.
_NAMED = {
    "Lorong": r"lorong|lrg|lr",
    "Gang": r"gang|gg",
    "Lingkungan": r"lingkungan|lingk",
    "Dusun": r"dusun|dsn|padukuhan|jorong|(?<!suku )(?<!kota )banjar(?: dinas| adat)?",
}
_ANY_NAMED = re.compile(rf"\b(?:{'|'.join(_NAMED.values())})", _FLAGS)
_OWN_WORD = frozenset({"padukuhan", "jorong", "banjar"})  # said as it is
_COMMON = frozenset({"lingkungan", "banjar"})  # with a capital alone: a word, and a people too
_WORDS = re.compile(r"[ .:-]{1,3}([a-z][\w'\u2019-]*(?: [a-z][\w'\u2019-]*){0,2})", _FLAGS)
_SHORTEST = 3  # letters of a name
# "gang 5 orang" is a band of five.
_BAND = r"(?! ?(?:orang|pemuda|remaja|anak|motor)\b)"
# Names of places begin with these and go on: "dusun bonto lebang", "lorong sumber rejo".
_FIRST_HALVES = """
    air balang batu bukit bonto gunung karang kampung koto kubang lembang lubuk muara padang parit
    pasar pondok pulau rantau simpang suka sumber sungai tana tanah tanjung teluk tegal ujung
"""
_FIRSTS = frozenset(_FIRST_HALVES.split())
# What ends a name with capitals: "Koto Baru", but nobody means "dusun baru".
_LAST_HALVES = "atas barat baru bawah besar dalam kecil luar selatan tengah timur tua utara"
_SIDES = frozenset(_LAST_HALVES.split())
# What is no name after "dusun": "dusun kami", "dusun ada maling"; nor a person, nor another place.
_SMALL_WORDS = """
    ada adalah agar akan anak atas atau bagian bahaya banjir banyak barat baru bawah beberapa
    becek begal belakang belum berkelahi bersenjata bersih besar buntu dalam dan dari datang
    dekat dengan depan di dibakar dipalang dirampok ditutup gelap hari hidup ini itu jadi juga
    kami karena kebakaran kebanjiran kecil kerja kita kotor lagi lewat longsor luar macet maling
    masih masuk mati mereka motor narkoba nih nya orang pada pagi paling pemuda pencuri preman
    ramai rawan remaja ribut rumah rusak saja samping sana saya sebelah sebelum sedang sekarang
    sekitar selatan semalam sempit semua sepi sering siang sini sudah tadi tak tawuran tempat
    tengah terbakar tergenang terjadi tetangga tidak timur tolong tua tuh untuk utara warga yang
    abang adik bang bapak bpk bu dik haji hajah ibu istri kakak kang mak mas mbak om pak suami
    tante tuan
    desa kelurahan kel kecamatan kec kabupaten kab kota rt rw lorong lrg lr gang gg lingkungan
    dusun dsn blok jalan jl
"""
_NO_NAME = frozenset(_SMALL_WORDS.split())


@lru_cache(RECENT)
def spot(text: str) -> str | None:
    """Return the first of each that ``text`` names, as ``RT 03/RW 05/Dusun Krajan``, or None.

    Of people nothing is taken: a name stands only after a word for a place that has one. Nor is
    the number of a house, since lock screens show what is returned.
    """
    return "/".join(spots(text).values()) or None


def spots(text: str) -> dict[str, str]:
    """Return the same by the sign that it is on: ``{"RT": "RT 03", "Dusun": "Dusun Krajan"}``."""
    found = dict(_signs(text))
    if block := _BLOCK.search(text):
        found["Blok"] = f"Blok {block[1].upper()}{block[2] or ''}"
    if _ANY_NAMED.search(text) is None:
        return found
    for label, words in _NAMED.items():
        if (said := _numbered(label, words, text) or _called(label, words, text)) is not None:
            found[label] = said
    return found


def _signs(text: str) -> Iterator[tuple[str, str]]:
    """Yield RT and RW, two digits each, as on the signs of houses."""
    if _ANY_SIGN.search(text) is None:
        return
    for sign, labels in _PAIRS:
        if both := sign.search(text):
            numbers = dict(zip(labels, map(_two_digits, both.groups()), strict=True))
            yield from ((label, f"{label} {numbers[label]}") for label in _SIGNS if numbers[label])
            return
    for label, sign in _SIGNS.items():
        if (one := sign.search(text)) and (number := _two_digits(one[1])):
            yield label, f"{label} {number}"


def _numbered(label: str, words: str, text: str) -> str | None:
    """Return a lorong's or dusun's number: a numeral of Rome stays one."""
    band = _BAND if label == "Gang" else ""
    found = re.search(rf"\b({words}){_GAP}{_AMOUNT}{band}", text, _FLAGS)
    if found is None:
        return None
    said = found[2].upper()
    return f"{_label(label, found[1])} {said if said in _ROMANS else _plain(said)}"


def _called(label: str, words: str, text: str) -> str | None:
    """Return what stands after "dusun": some words with capitals, or one or two without."""
    for found in re.finditer(rf"\b({words})\b", text, _FLAGS):
        after = _WORDS.match(text, found.end())
        if after is None:
            continue
        name = _name(after[1].split())
        if name and (_label(label, found[1]).lower() not in _COMMON or _has_capital(after[1])):
            return f"{_label(label, found[1])} {name}"
    return None


def _name(words: list[str]) -> str:
    """Return the words that are the name, written with capitals; empty where there is none."""
    first, *others = words
    if first.lower() in _NO_NAME or len(first) < _SHORTEST:
        return ""
    if _has_capital(first):
        kept = [first, *takewhile(_goes_on, others)]
    else:
        both = first.lower() in _FIRSTS and others and others[0].lower() not in _NO_NAME
        kept = words[: 1 + bool(both)]
        kept += [word for word in words[len(kept) :][:1] if word in _ROMANS]
    return " ".join(word if word in _ROMANS else _capitalised(word) for word in kept)


def _goes_on(word: str) -> bool:
    return word[0].isupper() and (word.lower() not in _NO_NAME or word.lower() in _SIDES)


def _capitalised(word: str) -> str:
    """Return ``Pa'bentengang``: the letter after an apostrophe stays small."""
    return word[0].upper() + word[1:].lower()


def _has_capital(word: str) -> bool:
    """Tell whether a word is written as names are; a text all in capitals says nothing."""
    return word[0].isupper() and not word.split(maxsplit=1)[0].isupper()


def _label(label: str, said: str) -> str:
    word = said.split(maxsplit=1)[0]
    return word.capitalize() if word.lower() in _OWN_WORD else label


def _two_digits(said: str) -> str:
    """Return ``05`` for 5, V or lima; empty for nought."""
    number = _plain(said)
    return "" if number == "0" else number.zfill(len("05") + number[-1].isalpha())


def _plain(said: str) -> str:
    """Return a number without noughts before it, with its letter where it has one: ``9A``."""
    said = said.upper()
    if said[0].isdigit():
        return said.lstrip("0") or "0"
    if said in _ROMANS:
        return str(_ROMANS.index(said) + 1)
    return str(_counted(said.lower()))


def _counted(said: str) -> int:
    """Return what words say: ``lima``, ``nol tiga``, ``sebelas``, ``dua belas``, ``tiga puluh``."""
    if said in {"sepuluh", "sebelas"}:
        return 10 + (said == "sebelas")
    unit = next(place for place, word in enumerate(_UNITS, start=1) if word in said)
    if said.endswith("belas"):
        return 10 + unit
    return 10 * unit if said.endswith("puluh") else unit
