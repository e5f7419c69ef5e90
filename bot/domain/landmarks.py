"""Streets, houses and landmarks that a text names, in the words that people use for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from bot.domain.word_forms import END, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

Name: TypeAlias = "tuple[str, ...]"  # one or two words, in small letters

# What a place is called to what it is: a name of its own follows, or a number.
_KINDS = {
    "jalan": "jalan jln jl",
    "kampung": "kampung kampong kp",
    "kelurahan": "kelurahan kel desa",
    "kilometer": "kilometer km",
    "kompleks": "kompleks komplek komp perumahan perum btn cluster",
    "lapangan": "lapangan",
    "jembatan": "jembatan",
    "kantor": "kantor",
    "kos": "kos kost kosan kontrakan asrama rusun",
    "makam": "makam kuburan pekuburan tpu",
    "masjid": "masjid mesjid musala mushala mushola musholla musolla langgar surau",
    "gereja": "gereja",
    "pasar": "pasar psr",
    "pos": "pos poskamling",
    "rumah sakit": "rsud rs puskesmas pustu klinik",
    "sekolah": "sekolah sd sdn sdi smp smpn sma sman smk smkn mts man tk paud kampus universitas",
    "simpang": "simpang perempatan pertigaan",
    "spbu": "spbu pertamina",
    "stasiun": "stasiun terminal pelabuhan",
    "sungai": "sungai kali kanal waduk",
    "toko": "toko warung kios ruko gudang pabrik bengkel hotel kafe minimarket",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_HOUSE = "rumah"
_BEFORE_NAMES = (
    "pak bapak bpk bu ibu haji hajah daeng dg om tante mas mbak bang kak mbah puang andi"
)
_HONORIFICS = frozenset(_BEFORE_NAMES.split())
_NUMBER = frozenset({"no", "nomor", "nomer"})
_TELLING = frozenset({*_KIND_OF, _HOUSE, *_NUMBER})
_STREETS = frozenset(
    {"jalan", "jl", "jln", "lorong", "lrg", "lr", "gang", "gg", "blok", "rt", "rw"}
)
_STREET_NAME = 4  # words from a street to the number of a house in it
# Names begin with these and go on: alone they tell nothing.
_HALVES = """
    al an ar as at ash baitul nurul jami negeri inpres impres islam santo gunung sungai sultan raja
    jendral jenderal jend kapten mayor dokter dr prof haji raya poros lama baru ronda kota
"""
_FIRST_HALVES = frozenset(_HALVES.split())
# What stands after such a word and is no name.
_SMALL_WORDS = """
    ada adalah agar akan aku amat anak api asap atas atau ayo bagian bahaya bahu baku bakar banget
    banjir bantu bantuan banyak barat barusan baru bawah bawa begal belakang belum berdarah
    berkelahi besar bocor bos bubar buntu butuh cepat cepetan dalam damkar dan dari datang dekat
    dengan depan dgn di dia dibakar dipalang dirampok ditabrak ditutup dong dulu gelap gempa
    hancur hangus hari harus hati hidup hilang ini itu jadi jebol juga jatuh kali kami kan karena
    kebakar kebakaran kebakarang kebakaranmi kebanjiran kebetulan kecelakaan kejadian kena kira
    kita korban lagi lapor lebih lewat longsor luar luka macet malam maling masih massa masuk mati
    membesar meledak meluap menyala mereka merembet meninggal minta mobil mohon motor nih nya
    orang pada padam pagi paling panik parah pemadam pemuda penuh petugas pingsan pohon polisi
    putus rame ramai rawan ribut ricuh roboh rumah rusak rusuh saja samping sana saya sebelah
    sebelum sedang segera sekali sekarang sekarat sekitar selatan semalam sempit semua sepi sering
    siang sini sore subuh sudah sdh udah tabrakan tadi tak tawuran tembus tenggelam tengah terbakar
    terguling tergenang terjadi terjebak tertabrak terus tetangga tidak timur tolong truk tua
    tuh tumbang turun untuk utara utk warga woi woy yang yg
    perbatasan rt rw lorong lrg gang gg lingkungan dusun blok kecamatan kec kabupaten
"""
_NO_NAME = frozenset(_SMALL_WORDS.split())
# Of those, the ones that lead to a place, or are one.
_PLACE_WORDS = """
    atas barat bawah belakang dalam dari datang dekat dengan depan dgn di jembatan kali ke kota
    luar pada pohon samping sana sebelah sekitar selatan sungai tembus tengah tetangga timur utara
    utk
    perbatasan rt rw lorong lrg gang gg lingkungan dusun blok kecamatan kec kabupaten
"""
# Further words of people who call for help, in Indonesian and English.
_CALLS = """
    a apinya asapnya berkobar bang bapak bos bpk bu darurat disini emergency fire burning big help
    house huge is it kebakarannya kobaran kirim kirimkan membara menjalar merambat min pak please
    quick quickly rumahnya send smoke somebody the there tolongin tolonglah very warga
"""
_LEADING = frozenset(_PLACE_WORDS.split())
_WITHOUT_PLACE = (_NO_NAME - _LEADING) | {END, *_CALLS.split()}
_SHORT = "jl jln kp kel komp psr rs no"  # "jl. Urip": no sentence ends
_ABBREVIATED = frozenset(_SHORT.split())
_LONGEST = 2  # words of a name
_SHORTEST = 3  # letters of its first word, if that is no number


def landmarks(text: str) -> dict[str, set[Name]]:
    """Return the names that ``text`` has for places, by what they are; a kind alone has none."""
    words, found = tokens(text), dict[str, set[Name]]()
    for place, word in enumerate(words):
        if word not in _TELLING:  # most words: the rest of the text is not copied for each
            continue
        after = words[place + 1 + _dots(words, place) :]
        kind = _KIND_OF.get(word)
        if kind is not None:
            found.setdefault(kind, set()).add(_name(after))
        elif word == _HOUSE and after and after[0] in _HONORIFICS:
            found.setdefault(_HOUSE, set()).add(
                _name([one for one in after if one not in _HONORIFICS])
            )
        elif _numbers_a_house(words, place) and after and after[0].isdecimal():
            found.setdefault("nomor", set()).add((after[0].lstrip("0"),))
    named = {kind: names - {()} for kind, names in found.items()}
    return {kind: names for kind, names in named.items() if names}


def is_without_place(text: str) -> bool:
    """Tell whether a text says nothing of where, not even by a word that this program cannot know.

    Every word must be one of those that name nothing and lead to no place: "tolong ada kebakaran,
    api besar" is without; "kebakaran dekat pasar", "kebakaran karebosi" and "rumah amir" are not.
    """
    return _WITHOUT_PLACE.issuperset(tokens(text.lower().replace("di sini", "")))


def is_no_name(word: str) -> bool:
    """Tell whether a word in small letters is none of a name: "dekat", "rumah", "jalan"."""
    return word in _NO_NAME or word in _TELLING


def is_place_word(word: str) -> bool:
    """Tell whether a word in small letters is a kind of place, or leads to one: "dekat"."""
    return word in _TELLING or word in _STREETS or word in _LEADING


def is_same_name(one: Name, other: Name) -> bool:
    """Tell whether two names are one, of which a writer may leave out the second word."""
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]


def may_be_same(one: Name, other: Name) -> bool:
    """Tell whether two names begin alike: what follows may be no part of either."""
    return one[0] == other[0]


def _numbers_a_house(words: Sequence[str], place: int) -> bool:
    """Tell whether a number behind this word is a house's in a street that was just named."""
    before = words[max(place - _STREET_NAME, 0) : place]
    return words[place] in _NUMBER and not _STREETS.isdisjoint(before)


def _dots(words: Sequence[str], place: int) -> int:
    """Return how many dots behind a word only shorten it."""
    return int(words[place] in _ABBREVIATED and words[place + 1 : place + 2] == [END])


def _name(after: Sequence[str]) -> Name:
    """Return the first words that are a name; none where another kind of word comes first."""
    kept: list[str] = []
    for word in after[:_LONGEST]:
        is_name = word.isdecimal() or len(word) >= _SHORTEST or word in _FIRST_HALVES
        if word == END or word in _NO_NAME or not is_name:
            break
        kept.append(word.lstrip("0") if word.isdecimal() else word)
    return () if kept[-1:] and kept[-1] in _FIRST_HALVES else tuple(kept)
