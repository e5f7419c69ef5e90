"""Which words of a report may name the village or district in which it happened."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.domain.landmarks import is_no_name, landmarks

_AT = re.compile(
    r"(?<!\w)(?P<how>di|ke|dari|in|at)\s+(?P<name>[A-Z][\w'\u2019-]+(?:\s+[A-Z][\w'\u2019-]+)?)"
)
# Or behind the sign of a neighbourhood: "RT 03/RW 05 Karuwisi".
_BEHIND_SIGN = re.compile(
    r"(?<!\w)(?i:r[tw])[ .]?\d{1,3}(?:[ /]{1,3}(?:(?i:rw)[ .]?)?\d{1,3})?\s+"
    r"(?P<name>[A-Z][\w'\u2019-]+(?:\s+[A-Z][\w'\u2019-]+)?)"
)
# It happened beside a village that stands behind one of these, not in it.
_BESIDE = re.compile(
    r"(?<!\w)(?:dekat|deket|perbatasan|batas|berbatasan|arah|menuju|samping|sebelah|seberang|near)\s+"
    r"(?:(?:dengan|dgn|ke|di|dari|sama)\s+)?(?:kelurahan|kel|desa)\b\.?\s*[\w'\u2019-]*",
    re.IGNORECASE,
)
_DISTRICT = re.compile(
    r"(?<!\w)(?:kecamatan|kec\b\.?)\s*(?P<name>[\w'\u2019-]+(?:\s+[\w'\u2019-]+){0,2})",
    re.IGNORECASE,
)
# With a capital behind "di", and no village's name: signs, directions, what a place is.
_NO_NAMES = frozenset(
    "rt rw lorong lr lrg gang gg jalan jl jln blok perumahan btn pasar masjid sekolah sd smp sma"  # noqa: SIM905
    " kantor toko rumah kampung kelurahan kel desa kecamatan kec kota kabupaten kab".split()
)

# What messages have behind "di" that is a village somewhere, and no name to whoever writes it.
_THINGS = frozenset(
    "antara babak balai balik balong bambu bandara bangsal bangunan bantaran batang batas bukit"  # noqa: SIM905
    " bulan buruan cabang candi curug danau dorong gapura gardu gedong gedung genteng gubuk hilir"
    " jagoan jahitan jurang kamar kandang kantin kapal karang kebon kebun kecil kejaksaan keraton"
    " kolam kolong koper ladang lapang lembur lobang lomba lumbung mabuk mantan muara orgen pagar"
    " panggung pangkalan panti pante parak parang parit pasir patung peron petani pinggang pinggir"
    " pintu pojok pondok puncak pulau punggung ruang seberang selat setiap stadion sumur susukan"
    " tambak tambang tangga tanggul tanjakan tebing tembok tenda teras tilang tukang tulang"
    " tumpukan turunan ujung warung perbatasan".split()
)
_SMALL = re.compile(
    r"(?<!\w)(?:di|ke|dari)\s++(?P<name>[a-z][a-z'\u2019-]{4,30}+)(?:\s(?P<more>[a-z][a-z'\u2019-]{2,30}+))?"
)
_WORD = r"[A-Za-z][\w'\u2019-]+"
_BEHIND = re.compile(
    rf"(?<!\w)(?:di|ke|dari|in|at|daerah)\s+(?P<said>{_WORD}(?:[ ,.]{{1,3}}{_WORD}){{1,4}})",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w'\u2019-]+(?:\s[A-Z][\w'\u2019-]+)?"
_PAIR = re.compile(
    rf"(?<![\w'\u2019-])(?P<name>{_NAME}),\s*(?:(?:[Kk]ec(?:amatan)?|[Kk]ota|[Kk]ab(?:upaten)?)\.?\s*)?"
    rf"(?P<inside>{_NAME})"
)
_LEVELS = frozenset("kec kecamatan kota kab kabupaten kel kelurahan desa city".split())  # noqa: SIM905
_SHORTEST = 5  # letters of a name that stands alone
# Villages somewhere, and to nearly everybody who writes them something else.
_EVERYDAY = frozenset(
    "jepang rinjani monas citarum kebun raya alun-alun sini sana situ depan belakang dekat"  # noqa: SIM905
    " samping jembatan lapangan taman stasiun terminal simpang pantai sungai gunung laut sawah"
    " hutan".split()
)
_TO_OR_FROM = frozenset({"ke", "dari"})


class NamedVillage(NamedTuple):
    """A name. ``sure``: the text says that it is a village's ("kelurahan Sinrijala")."""

    name: str
    sure: bool


def named_villages(text: str, *, beside: bool = False) -> list[NamedVillage]:
    """Return the names that may be villages', what the text calls one first.

    Without "kelurahan" or "desa", a name stands behind "di" or an RT and begins with a capital;
    behind "ke" or "dari" it is a way or whence somebody comes, if the text says where it happened
    too.
    ``beside``: also the village near which it happened, of somebody whose own is not known.
    """
    told = landmarks(text if beside else _BESIDE.sub("", text))
    called = [" ".join(name) for name in sorted(told.get("kelurahan", ()))]
    found = [NamedVillage(name, sure=True) for name in called]
    if not text.isupper():
        behind = sorted([*_AT.finditer(text), *_BEHIND_SIGN.finditer(text)], key=_is_way)
        names = [_without_street(one["name"].split()) for one in behind]
        found += [NamedVillage(" ".join(name), sure=False) for name in names if name]
    return found


def _is_way(said: re.Match[str]) -> bool:
    """Tell whether a name stands behind "ke" or "dari"."""
    return said.groupdict().get("how", "").lower() in _TO_OR_FROM


def named_districts(text: str) -> list[str]:
    """Return what may be the name of a district that a text calls one: three words, two, or one."""
    found = [one["name"].split() for one in _DISTRICT.finditer(text)]
    return [" ".join(words[:many]) for words in found for many in range(len(words), 0, -1)]


def named_inside(text: str) -> list[str]:
    """Return what may be a village and what it lies in, as "Karuwisi, Makassar", the first first.

    Behind "di", in any letters ("di karuwisi makassar"); anywhere where a comma stands between two
    names ("Karuwisi, Makassar: kebakaran").
    """
    said = [one["said"] for one in _BEHIND.finditer(text)] if not text.isupper() else []
    pairs = [pair for words in said for pair in _splits(words)]
    pairs += [(one["name"], one["inside"]) for one in _PAIR.finditer(text)]
    named = [f"{name}, {inside}" for name, inside in pairs if not _is_common(name)]
    return list(dict.fromkeys(named))


def named_alone(text: str) -> list[str]:
    """Return names behind "di" with a capital, which are long and no word of every day."""
    names = [one.name for one in named_villages(text) if not one.sure]
    return [name for name in names if len(name) >= _SHORTEST and not _is_common(name)]


def named_in_small_letters(text: str) -> list[str]:
    """Return what stands behind "di" in small letters and may be a name: two words, then one.

    Where somebody's own regency has one village of that name it is meant; in the nation the most of
    them mean a thing.
    """
    found = [(one["name"], one["more"]) for one in _SMALL.finditer(text)]
    may_be = [pair for pair in found if not _is_thing(pair[0])]
    names = [
        (f"{name} {more}", name) if more and not is_no_name(more) else (name,)
        for name, more in may_be
    ]
    return list(dict.fromkeys(name for each in names for name in each))


def _without_street(words: list[str]) -> list[str]:
    """Return a name up to the first word that is none: "Pampang RT 3" is in Pampang."""
    ends = [at for at, word in enumerate(words) if word.lower() in _NO_NAMES]
    return words[: ends[0]] if ends else words


def _is_thing(name: str) -> bool:
    return name in _THINGS or is_no_name(name) or _is_common(name)


def _splits(said: str) -> list[tuple[str, str]]:
    """Return the ways to read up to four words as a name and what it lies in."""
    words = [word for word in re.split(r"[\s,.]+", said) if word.lower() not in _LEVELS]
    ways = [(1, 2), (1, 3), (2, 3), (2, 4)]
    return [
        (" ".join(words[:one]), " ".join(words[one:end])) for one, end in ways if end <= len(words)
    ]


def _is_common(name: str) -> bool:
    return any(word in _NO_NAMES or word in _EVERYDAY for word in name.lower().split())
