"""Names and codes of places as people type them."""

from __future__ import annotations

import re
import unicodedata

from bot.domain.access import valid_code

# Words that only say what kind of place it is. "Kampung" or "Nagari" are parts of names.
_KINDS = frozenset(
    {
        *("administrasi", "adm", "desa", "ds", "kab", "kabupaten", "kec", "kecamatan"),
        *("kel", "kelurahan", "kota", "prov", "provinsi"),
    }
)
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile("['`\\u2018\\u2019\\u00b4\\u02bc]+")
_WORD = re.compile(r"[a-z]+|[0-9]+")  # "baru3" is two words
_BARE_CODE = re.compile(r"(\d\d)(?:(\d\d)(?:(\d\d)(\d{4})?)?)?", re.ASCII)


def normalise(text: str) -> str:
    """Return a name as it is looked for: small letters and digits alone."""
    return _NO_LETTER.sub("", _plain(text))


def words(text: str) -> list[str]:
    """Return the words of a name in small letters; an apostrophe parts none, a digit does."""
    return _WORD.findall(_APOSTROPHES.sub("", _plain(text)))


def bare(name: str) -> str:
    """Return a name as it is looked for, without the words that only say its kind."""
    said = [word for word in name.replace(".", " ").split() if normalise(word) not in _KINDS]
    return normalise(" ".join(said))


def read_code(text: str) -> str | None:
    """Return a region's code with its dots, typed with or without them; None for anything else."""
    typed = text.strip().strip(".")
    if valid_code(typed):
        return typed
    found = _BARE_CODE.fullmatch(typed)
    return ".".join(part for part in found.groups() if part) if found else None


def is_dotless(text: str) -> bool:
    """Tell whether a code is written without its dots, as other lists of codes are too.

    7371031001 is Gunung Sari to the statistics office (BPS) and Maricaya to the Ministry of Home
    Affairs (Kemendagri), whose codes these are: nobody can tell which was meant. A province's
    code has no dots.
    """
    typed = text.strip().strip(".")
    return not valid_code(typed) and _BARE_CODE.fullmatch(typed) is not None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).lower()
