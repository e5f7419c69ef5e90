"""The ways to spell one name: short and in full, with numbers of any kind, old and new."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.place_names import normalise, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WORDS = Path(__file__).with_name("words.toml")
SHORTEST_PART = 3  # letters: "Parit I/II" has no part "II"
MOST_FORMS = 6  # of one name: "Pd" is Pondok or Padang, and there may be two such words in it

_PARTED = re.compile(r"[/()]")


@dataclass(frozen=True, slots=True)
class NameWords:
    """What ``words.toml`` says."""

    kinds: Mapping[str, str]  # "kec" to kecamatan
    between: frozenset[str]
    prefixes: frozenset[str]
    numbers: frozenset[str]  # 3, iii, tiga
    short: Mapping[str, tuple[str, ...]]  # word to what it may stand for, numbers included
    old: Mapping[str, str]
    nicknames: Mapping[str, tuple[str, ...]]  # in letters alone, to names of the decree


@lru_cache(maxsize=1)
def vocabulary() -> NameWords:
    """Read ``words.toml``, once."""
    said = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    numbers = {
        form: (spoken,)
        for digits, (roman, spoken) in said["numbers"].items()
        for form in (digits, roman)
    }
    return NameWords(
        kinds={word: kind for kind, several in said["kinds"].items() for word in several},
        between=frozenset(said["between"]["words"]),
        prefixes=frozenset(said["prefixes"]["words"]),
        numbers=frozenset(numbers) | {spoken for (spoken,) in numbers.values()},
        short={word: tuple(long) for word, long in said["short"].items()} | numbers,
        old=said["old"],
        nicknames={normalise(nick): tuple(names) for nick, names in said["nicknames"].items()},
    )


def forms(said: Sequence[str]) -> list[str]:
    """Return the forms of a name in letters alone: as it is first, then with words in full."""
    known = vocabulary().short
    plain = "".join(said)
    if known.keys().isdisjoint(said):  # as most names are
        return [plain] if plain else []
    ways = product(*(known.get(word, (word,)) for word in said))
    full = ["".join(way) for way in islice(ways, MOST_FORMS)]
    return [form for form in dict.fromkeys((plain, *full)) if form]


def spoken_forms(said: Sequence[str]) -> list[str]:
    """Return the forms of a typed name; in the spelling of before 1972, today's too."""
    plain = forms(said)
    return list(dict.fromkeys((*plain, *(_today(form) for form in plain))))


def forms_of(name: str) -> list[str]:
    """Return the forms by which a name of the decree is found.

    "Mekarwangi/Sukatani" and "Kurau (Timur)" are found by each of their parts too.
    """
    found = forms(words(name))
    if _PARTED.search(name) is None:
        return found
    parts = [part for part in _PARTED.split(name) if len(part.strip()) >= SHORTEST_PART]
    return list(dict.fromkeys((*found, *(form for part in parts for form in forms(words(part))))))


def _today(form: str) -> str:
    for before, now in vocabulary().old.items():
        form = form.replace(before, now)
    return form
