"""Words as people type them in haste, brought back to those that are known.

A known word stays as it is. Of the others: an abbreviation is spelt out, a doubled letter is
taken once ("tolongg"), what a regional language hangs to a known word is taken off ("kepalana",
"natabrakki"), and a long word that is one slip away from a key word becomes it
("kbakaran", "kebakran", "kecelakan"): one letter missing, too many, wrong, or two swapped.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.domain.word_forms import without_suffix

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

RECENT = 4096  # words: people say the same ones again and again
_SHORTEST = 6  # of the key words that a slip may lead to
_SHORTEST_CHANGED = 8  # of those in which a letter may be wrong: "pencari" is no "pencuri",
SERVICES = frozenset({"damkar", "ambulans", "pemadam"})  # and of these, which few words are like
_SHORTEST_TOLD = 8  # letters of a passive in "-in"
_SHORTEST_SINGLE = 4  # letters that are left of a word whose doubled ones are taken once
_LONGEST = 20  # letters; nothing longer is a word
_DOUBLED = re.compile(r"([a-z])\1")
_VOWELS = str.maketrans("", "", "aeiou")
_FEWEST_CONSONANTS = 4
_SHORTEST_BARE = 4  # letters of a known word to which something is hung, or before which it stands
# Its, me, you, already, only, as languages of the regions hang them to words of Indonesian.
_HUNG = (
    *("namo", "nami", "naji", "naki", "mako", "maka", "maki", "jaki", "jaka"),
    *("nna", "nyo", "nye", "na", "ne", "ka", "ki", "ko", "mi", "ji", "pi", "mo", "e"),
)
_BY_WHOM = ("na", "ni", "ku")  # he, one, I: of Makassar and Bugis
# What befell somebody, or is so, as it is spoken: "ketindih", "tabakar", "badarah".
_SPOKEN = (("ke", "ter"), ("ta", "ter"), ("ba", "ber"))
_ROUND = "an"  # at the end of a noun that "ke-" begins: "keputusan"
# Words of their own that are one slip away from a key word.
ORDINARY = frozenset(
    """
    belajar berbisik berisi berkelana bersisik blockade dakar damar diajar diajari dibanding
    dibela dipundut diramaikan ditebak ditentang ditinjau ditiup ekstrimis elektron emergence
    flogging gerangan grant intolerant jambang kebanaran kemalangan korset mailing malkin mencopot
    mencoret menebak mengagungkan mengajar menggeser mengutip menjajah menjamah menyeru nasabah
    pelepasan pemadat pemahaman pemakam pemakaman pembekalan pencabutan pencairan pencari pencarian
    pencucian penculan pendaratan pendem penemuan pengarah pengarahan penjajah penjajahan
    penjara penjarakan penjurian penyerapan perdarahan perkotaan perundang perundangan perundingan
    peruntungan sander sandra selamatan sepaham sodom stoke stroked strokes stunning tambakan
    tarakan tebakan terbatas terbawa terbayar terendah terkabar terkenang terlintas terpendam
    terseret tertindas tertinggi tertiup
    """.split()  # noqa: SIM905
)


class Speller:
    """Repairs the words of a text; built once from the words that are to be found."""

    def __init__(
        self,
        known: Collection[str],
        keys: Iterable[str],
        slang: Mapping[str, str],
        ordinary: Collection[str] = ORDINARY,
    ) -> None:
        """Learn the forms that stay, the key words that a slip may lead to, and abbreviations."""
        self.known, self._slang, self._ordinary = known, slang, ordinary
        self._read = lru_cache(RECENT)(self._repaired)
        self.keys = {key for key in keys if _SHORTEST <= len(key) <= _LONGEST}
        self.keys |= SERVICES
        self._shorter: dict[str, str] = {}  # a key word without one letter
        self._bare: dict[str, str] = {}  # a key word without its vowels
        for key in sorted(self.keys):
            for one in _without_one(key):
                self._shorter.setdefault(one, key)
            bare = key.translate(_VOWELS)
            if len(bare) >= _FEWEST_CONSONANTS:
                self._bare.setdefault(bare, key)

    def knows(self, word: str) -> bool:
        """Tell whether it is a word that is looked for, or short for one."""
        return word in self.known or word in self._slang

    def repair(self, words: Sequence[str]) -> list[str]:
        """Return the words of a text, as many as there were."""
        return [self._read(word) for word in words]

    def _repaired(self, word: str) -> str:
        if word in self._slang:
            return self._slang[word]
        if word in self.known or word in self._ordinary:
            return word
        single = _DOUBLED.sub(r"\1", word)
        if single != word and len(single) >= _SHORTEST_SINGLE:
            single = self._slang.get(single, single)
            if single in self.known:
                return single
        told = self._bare_of(word) or self._befallen(word) or self._as_written(word)
        return told or self._slip(word) or word

    def _bare_of(self, word: str) -> str | None:
        """Return the known word to which a regional language has hung something, if it is one."""
        bare = without_suffix(word, _HUNG)
        stems = [stem for stem in bare if len(stem) >= _SHORTEST_BARE and stem in self.known]
        if stems:
            return max(stems, key=len)
        told = [(by, one) for by in _BY_WHOM for one in (word, *bare) if one.startswith(by)]
        rest = [one.removeprefix(by) for by, one in told]
        return next((one for one in rest if len(one) > _SHORTEST_BARE and one in self.known), None)

    def _befallen(self, word: str) -> str | None:
        """Return the known passive of which it is the colloquial form: "ditonjokin", "ditonjok"."""
        if not word.startswith("di") or len(word) < _SHORTEST_TOLD:
            return None
        bare = without_suffix(word, ("in",))
        return next(
            (form for stem in bare for form in (stem, f"{stem}i") if form in self.known), None
        )

    def _as_written(self, word: str) -> str | None:
        """Return the known word of which it is the spoken form: "ketindih" is "tertindih"."""
        if word.startswith("ke") and word.endswith(_ROUND):
            return None
        told = (by + word.removeprefix(spoken) for spoken, by in _SPOKEN if word.startswith(spoken))
        return next((form for form in told if len(form) > _SHORTEST and form in self.known), None)

    def _slip(self, word: str) -> str | None:
        if not _SHORTEST - 2 <= len(word) <= _LONGEST or not word.isalpha():
            return None
        if len(word) >= _SHORTEST - 1 and (key := self._shorter.get(word)):
            return key
        if (key := self._bare.get(word)) or len(word) < _SHORTEST:
            return key
        for one in _without_one(word):
            if one in self.keys:
                return one
            key = self._shorter.get(one)
            if key and key[0] == word[0] and _near(word, key):
                return key
        key = self._bare.get(word.translate(_VOWELS))
        return key if key and _is_shortened(word, key) else None


def _near(word: str, key: str) -> bool:
    """Tell whether two of the same length differ by neighbours swapped, or by one letter."""
    apart = [place for place, letter in enumerate(word) if letter != key[place]]
    if len(apart) == 1:
        return len(key) >= _SHORTEST_CHANGED or key in SERVICES
    first, last = apart[0], apart[-1]
    return (
        len(apart) == last - first + 1 == len((first, last))
        and word[first] == key[last]
        and word[last] == key[first]
    )


def _is_shortened(word: str, key: str) -> bool:
    """Tell whether only letters of a key word are missing: "kbakarn"."""
    left = iter(key)
    return word[0] == key[0] and all(letter in left for letter in word)


def _without_one(word: str) -> Iterable[str]:
    """Return a word without each of its letters but the first."""
    return [word[:place] + word[place + 1 :] for place in range(1, len(word))]
