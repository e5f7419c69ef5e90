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

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.word_forms import without_suffix

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE = Path(__file__).with_name("translations.txt")
_SUFFIXES = (  # its, my, your; already, only: as these languages hang them to a word
    *("nipun", "ipun", "keun", "neng", "nna", "nyo", "nya", "nye", "na", "ne"),
    *("mi", "ji", "pi", "mo", "ku", "mu", "e", "i", "a"),
)
_OF_LONG_WORDS = ("ang", "an", "ka", "ki", "ko")  # again and again; to, by me, you
_RECENT = 2048  # words: the rules and the model read the same ones
_SHORTEST = 4  # letters of what is left of a word without its suffix
# By whom, or that it befell: only before a word of the table that is not short.
_PREFIXES = ("di", "ni", "ri", "na", "ta", "ka", "ba", "a", "e")
_SHORTEST_OF_LONG = 5


@cache
def known() -> dict[str, str]:
    """Return every word that is translated, with the Indonesian one."""
    rows = _TABLE.read_text(encoding="utf-8").replace("\n  ", " ").strip().split("\n")
    pairs = [(words.split(), name) for name, _, words in (row.partition(":") for row in rows)]
    return {word: name for words, name in pairs for word in words}


@lru_cache(_RECENT)
def translated(word: str) -> str:
    """Return the Indonesian word for one of another language; any other word as it is."""
    table = known()
    if word in table or len(word) <= _SHORTEST:
        return table.get(word, word)
    return next((table[stem] for stem in _stems(word) if stem in table), word)


def _stems(word: str) -> Iterator[str]:
    """Return a word without its suffix, without its prefix, and without both."""
    bare = without_suffix(word, _SUFFIXES)
    longer = [*without_suffix(word, _OF_LONG_WORDS), *bare]
    yield from (stem for stem in bare if len(stem) >= _SHORTEST)
    yield from (stem for stem in longer if len(stem) >= _SHORTEST_OF_LONG)
    for prefix in _PREFIXES:
        if word.startswith(prefix):
            rest = (stem[len(prefix) :] for stem in (word, *longer))
            yield from (stem for stem in rest if len(stem) >= _SHORTEST_OF_LONG)
