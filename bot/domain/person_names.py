"""Whether a text names a person, of whom we know the name under which they serve.

"Pak", "Ali" and "hari" stand in many texts that mean nobody who serves there. So a lone word is
nobody's name until something beside it says so: a rank, another word of the same name, or a deed
that somebody is accused of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.place_names import words
from bot.domain.word_forms import tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_SHORTEST, _LONG = 3, 5  # letters
_RANKS = frozenset(
    {
        *("bharada", "bharaka", "bripda", "briptu", "brigpol", "brigadir", "bripka", "aipda"),
        *("aiptu", "ipda", "iptu", "akp", "kompol", "akbp", "kombes", "pol", "serda", "sertu"),
        *("serka", "serma", "pelda", "peltu", "praka", "pratu", "kopda", "koptu", "kopka"),
        *("letda", "lettu", "kapten", "bhabin", "babin", "babinsa", "bhabinkamtibmas"),
        *("lurah", "kades", "camat", "kapolsek", "kanit"),
    }
)
_TITLES = frozenset(
    {
        *("pak", "bapak", "bpk", "pa", "bu", "ibu", "bunda", "om", "tante", "bang", "abang", "mas"),
        *(
            "h",
            "mba",
            "mbak",
            "kak",
            "kakak",
            "kang",
            "teh",
            "cak",
            "daeng",
            "puang",
            "karaeng",
            "haji",
        ),
        *("hj", "hajjah", "ustadz", "ustad", "si", "sdr", "saudara", "bernama", "namanya", "nama"),
        *("mr", "mrs", "ms", "drs", "dra", "ir", "polisi", "petugas", "aparat", "officer"),
    }
)
# What stands in the name by which somebody is shown, and is no name.
_NO_NAMES = frozenset(
    {
        *("polsek", "polres", "polda", "polri", "tni", "desa", "kelurahan", "kepala", "ketua"),
        *("koramil", "kodim", "unit", "ppa", "kader", "posyandu", "forum", "fkpm", "pos", "ronda"),
        *("poskamling", "warga", "admin", "bin", "binti", "kel", "kec", "kab", "kota", "skm"),
        *("siaga", "sahabat", "humas", "presisi", "melayani", "layanan", "binmas", "kamtibmas"),
        *("aman", "bot", "sip", "sos", "msi", "str", "amd", "spd", "mpd", "dan", "the", "official"),
    }
)
_ACCUSED = frozenset({"oknum", "anggota", "pimpinan", "komandan", "inisial"})
_NOBODYS = _RANKS | _TITLES | _NO_NAMES
# Half the village is called so, or it is a word of every day: alone it names nobody.
_USUAL = frozenset(
    {
        *("abdul", "abdullah", "achmad", "ade", "adi", "agung", "agus", "ahmad", "aisyah", "akbar"),
        *("ali", "amin", "amir", "anak", "andi", "anita", "anwar", "ari", "arif", "asri", "asep"),
        *("bagus", "bakti", "bambang", "bayu", "bintang", "budi", "cahaya", "dani", "damai"),
        *("dedi", "dewi", "dian", "dimas", "eko", "fajar", "fatimah", "fitri", "gunawan"),
        *("guntur", "hamid", "hari", "haris", "hasan", "hendra", "heri", "idris", "ikhlas"),
        *("ilham", "iman", "imam", "indah", "indra", "irwan", "ismail", "iwan", "jaya", "joko"),
        *("jujur", "kartini", "kasim", "kurnia", "lestari", "mansur", "maya", "mega", "melati"),
        *("muh", "muhammad", "mulia", "mulya", "murni", "mustafa", "nur", "nurul", "putra"),
        *("putri", "rahman", "rahmat", "raja", "ratna", "ratu", "rahmawati", "rina", "rini"),
        *("rizal", "rizki", "rudi", "sabar", "salam", "salim", "sari", "satria", "selamat"),
        *("setia", "siti", "sitti", "slamet", "sri", "subur", "sukri", "surya", "syarif", "tono"),
        *("umar", "usman", "utama", "wahyu", "wati", "wira", "wulan", "yani", "yanti", "yusuf"),
        *("zainal", "moh", "mohammad", "pertama", "sejahtera", "makmur", "sentosa", "mawar"),
    }
)
# "warung Pak Budi", "Jalan Sultan Hasanuddin" say where.
_WHERE = frozenset(
    {
        *("rumah", "rumahnya", "kantor", "depan", "dekat", "samping", "belakang", "sebelah"),
        *("warung", "toko", "kios", "bengkel", "kebun", "sawah", "kos", "kost", "gang", "lorong"),
        *("jalan", "jln", "jl", "lapangan", "masjid", "sekolah", "sd", "smp", "sma", "gedung"),
        *("blok", "kompleks", "perumahan", "kontrakan", "gudang", "pasar", "puskesmas", "taman"),
    }
)
_SHORTENED = re.compile(r"\b(h|hj|drs|dra|ir|jln?|bpk|sdr|pak|bu)\.", re.IGNORECASE)
_DEEDS = re.compile(
    r"\b(pungli|minta (uang|duit|setoran|jatah|rokok)|setoran|(me)?meras|peras|menyuap|suap|sogok|"
    r"menyogok|pukul|memukuli?|aniaya|menganiaya|ancam|mengancam|tampar|menampar|tendang|menendang|"
    r"terlibat|beking\w*|membekingi|backing|nyabu|sabu|narkoba|mabuk|miras|korupsi|lecehkan|"
    r"melecehkan|raba|meraba\w*|menipu|judi|togel|selingkuh|menggoda|mesum|mencabuli|cabul|memaksa|"
    r"merampas|menyiksa|intimidasi|mengintimidasi|memotong|potong|menyunat|sunat|jual|menjual|"
    r"mengedarkan|membiarkan|tutup mata|tidak mau|menolak|memperkosa|memerkosa|kasar|mencuri|"
    r"menyerobot|bribe\w*|asks? for money|asked for money|hits?|beats?|threaten\w*|drunk)\b"
)


def own_words(name: str, places: Collection[str] = ()) -> tuple[str, ...]:
    """Return the words of a name that are somebody's, not a title, an office or a place's."""
    return tuple(
        one
        for one in words(name)
        if len(one) >= _SHORTEST and one not in _NOBODYS and one not in places
    )


def spoken(text: str) -> Sequence[str]:
    """Return the words of a text in which names are looked for: once, however many are."""
    return tokens(_SHORTENED.sub(r"\1 ", text.replace(",", ".")))


def is_named(said: Sequence[str], own: Collection[str]) -> bool:
    """Tell whether a text, as :func:`spoken`, speaks of whoever's name has the words ``own``.

    By a rank or an office with one of them, or by two of them together; a title before one of them
    ("Pak Ilham"), or a rare one alone that is the whole name, only where the text also tells of a
    deed.
    """
    found = [
        place for place, word in enumerate(said) if word in own and not _says_where(said, place)
    ]
    if not found:
        return False
    accuses = _DEEDS.search(" ".join(said)) is not None
    return any(_tells(said, place, own, accuses=accuses) for place in found)


def may_be_named(said: Sequence[str], own: Collection[str]) -> bool:
    """Tell whether a text that accuses somebody may mean whoever's name has the words ``own``.

    Any of them that is no word of every day, or one that is with a rank, a title or another one.
    """
    for place, word in enumerate(said):
        if word not in own:
            continue
        before = said[place - 1] if place else ""
        after = said[place + 1] if place + 1 < len(said) else ""
        rare = word not in _USUAL and len(word) > _SHORTEST
        if rare or before in _NOBODYS | _ACCUSED or after in {*own} - {word}:
            return True
    return False


def tells_deed(text: str) -> bool:
    """Tell whether a text tells of something that somebody is accused of."""
    return _DEEDS.search(" ".join(spoken(text))) is not None


def _tells(said: Sequence[str], place: int, own: Collection[str], *, accuses: bool) -> bool:
    word, before = said[place], said[place - 1] if place else ""
    after = said[place + 1] if place + 1 < len(said) else ""
    if before in _RANKS or (before in _TITLES and place > 1 and said[place - 2] in _RANKS):
        return True
    if after in own and after != word and not {word, after} <= _USUAL:
        return True
    alone = len(own) == 1 and len(word) >= _LONG and word not in _USUAL
    return accuses and (before in _TITLES or alone)


def _says_where(said: Sequence[str], place: int) -> bool:
    """Tell whether a name only says where: a word of place stands before it and its titles."""
    begins = place
    while begins and said[begins - 1] in _TITLES | _RANKS:
        begins -= 1
    return any(word in _WHERE for word in said[max(begins - 2, 0) : begins])
