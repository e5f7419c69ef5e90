"""Words of regional languages and in short spelling, with the Indonesian word that says the same.

What was learnt of "rumah terbakar" is so known of "omahe kobong" and "imah kahuruan". The words
stand in ``translations.txt``, a row for each Indonesian one; a row that is indented goes on. The
model reads them always, the rules where what was said names nothing for sure; beside them these
have ``regional_words`` of their own, which an operator may change. A word that means something else
in Indonesian ("mati", "bola", "tiang") stands in no row. Javanese, Sundanese, Minangkabau, Banjar,
Bugis, Makassar, Madurese, Balinese, Batak, Acehnese; Betawi and the Malay of Manado, Ambon and
Papua.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("translations.txt")
_SUFFIXES = (  # its, my, your; already, only: as these languages hang them to a word
    *("nipun", "ipun", "keun", "neng", "nna", "nyo", "nya", "nye", "na", "ne"),
    *("mi", "ji", "pi", "mo", "ku", "mu", "e", "i", "a"),
)
_SHORTEST = 4  # letters of what is left of a word without its suffix
# By whom, or that it befell: only before a word of the table that is not short.
_PREFIXES = ("di", "ni", "ri", "na", "ta", "ka", "ba", "a", "e")
_SHORTEST_OF_PREFIX = 5


@cache
def known() -> dict[str, str]:
    """Return every word that is translated, with the Indonesian one."""
    rows = _TABLE.read_text(encoding="utf-8").replace("\n  ", " ").strip().split("\n")
    pairs = [(words.split(), name) for name, _, words in (row.partition(":") for row in rows)]
    return {word: name for words, name in pairs for word in words}


def translated(word: str) -> str:
    """Return the Indonesian word for one of another language; any other word as it is."""
    table = known()
    if word in table or len(word) <= _SHORTEST:
        return table.get(word, word)
    for suffix in _SUFFIXES:
        stem = word.removesuffix(suffix)
        if stem != word and len(stem) >= _SHORTEST and stem in table:
            return table[stem]
    for prefix in _PREFIXES:
        stem = word.removeprefix(prefix)
        if stem != word and len(stem) >= _SHORTEST_OF_PREFIX and stem in table:
            return table[stem]
    return word
