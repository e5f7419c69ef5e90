"""Names and codes of places as people type them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.access import valid_code

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_WORDS = 8  # more is no name of a place
# Words that only say what kind of place it is. "Kampung" or "Nagari" are parts of names.
_KINDS = frozenset(
    {
        *("administrasi", "adm", "desa", "ds", "kab", "kabupaten", "kec", "kecamatan"),
        *("kel", "kelurahan", "kota", "prov", "provinsi"),
    }
)
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_BARE_CODE = re.compile(r"(\d\d)(?:(\d\d)(?:(\d\d)(\d{4})?)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read what was typed: a name in its possible forms, and what it lies in."""

    names: tuple[str, ...]
    above: tuple[str, ...]


def normalise(text: str) -> str:
    """Return a name as it is looked for: small letters and digits alone."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKD", text).lower())


def bare(name: str) -> str:
    """Return a name as it is looked for, without the words that only say its kind."""
    words = [word for word in name.replace(".", " ").split() if normalise(word) not in _KINDS]
    return normalise(" ".join(words))


def read_code(text: str) -> str | None:
    """Return a region's code with its dots, typed with or without them; None for anything else."""
    typed = text.strip().strip(".")
    if valid_code(typed):
        return typed
    found = _BARE_CODE.fullmatch(typed)
    return ".".join(part for part in found.groups() if part) if found else None


def readings(text: str) -> list[Reading]:
    """Read "X, Y" as X in Y; without a comma any number of the last words may be the Y.

    The likeliest reading comes first: all of it is the name.
    """
    first, *above = [part for part in text.split(",") if normalise(part)] or [""]
    words = first.split()
    if len(words) > MOST_WORDS:
        return []
    if above:
        return [_reading(words, tuple(above))]
    return [
        _reading(words[:count], (" ".join(words[count:]),) if words[count:] else ())
        for count in range(len(words), 0, -1)
    ]


def lies_in(above: Sequence[str], names: Sequence[str]) -> bool:
    """Tell whether each of ``above`` is one of the names above a place, or several in a row.

    ``names``: of its district, regency and province. The beginning of a name will do.
    """
    forms = [bare(name) for name in names]
    ways = ["".join(forms[start:]) for start in range(len(forms)) if forms[start]]
    return all(
        any(way.startswith(form) for way in ways for form in (normalise(part), bare(part)))
        for part in above
    )


def _reading(words: Sequence[str], above: tuple[str, ...]) -> Reading:
    name = " ".join(words)
    forms = dict.fromkeys((normalise(name), bare(name)))
    return Reading(tuple(form for form in forms if form), above)
