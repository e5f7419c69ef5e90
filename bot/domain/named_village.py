"""Which words of a report may name the village or district in which it happened."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.domain.landmarks import landmarks

_AT = re.compile(
    r"(?<!\w)(?:di|ke|dari|in|at)\s+(?P<name>[A-Z][\w'\u2019-]+(?:\s+[A-Z][\w'\u2019-]+)?)"
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


class NamedVillage(NamedTuple):
    """A name. ``sure``: the text says that it is a village's ("kelurahan Sinrijala")."""

    name: str
    sure: bool


def named_villages(text: str) -> list[NamedVillage]:
    """Return the names that may be villages', what the text calls one first.

    Without "kelurahan" or "desa", a name stands behind "di" and begins with a capital.
    """
    called = [" ".join(name) for name in sorted(landmarks(text).get("kelurahan", ()))]
    found = [NamedVillage(name, sure=True) for name in called]
    if not text.isupper():
        names = [one["name"] for one in _AT.finditer(text)]
        found += [
            NamedVillage(name, sure=False)
            for name in names
            if name.split()[0].lower() not in _NO_NAMES
        ]
    return found


def named_districts(text: str) -> list[str]:
    """Return what may be the name of a district that a text calls one: three words, two, or one."""
    found = [one["name"].split() for one in _DISTRICT.finditer(text)]
    return [" ".join(words[:many]) for words in found for many in range(len(words), 0, -1)]
