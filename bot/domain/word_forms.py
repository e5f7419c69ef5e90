"""Texts as triage sees them: small letters, words, and the forms in which people write them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from bot.domain.letter_shapes import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 8192  # characters looked at; Telegram sends 4096 at once
END = "."  # the token at which a sentence ends: no phrase reaches across it

_TOKEN = re.compile(r"[a-z]+|[0-9]+|\.")
_UNSEEN = (
    "'`\u00b4\u2018\u2019\u02bc\u200b\u200c\u200d\u2060\u00ad"  # apostrophes, joiners, soft hyphen
)
_PLAIN = str.maketrans("!?;\n", END * 4, _UNSEEN)
_COMBINING = re.compile("[\u0300-\u036f]+")
# Neither Latin nor made of it (mathematical, full-width, circled and squared letters).
_FOREIGN = re.compile(
    "[^\0-\u024f\u02bc\u0300-\u036f\u1e00-\u1eff\u2000-\u206f\u2460-\u24ff\uff01-\uff5e"
    "\U0001d400-\U0001d7ff\U0001f130-\U0001f189]+"
)
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_PARTICLES = ("mi", "ji", "pi", "ki", "ko", "mo", "na")  # Makassar: already, only, yet, you, its
_SUFFIXES = ("nya", "lah", "kah", "ku", "mu", "an", "kan", "i")
# What the rules below would make of a keyword although it is a common word of its own.
_ORDINARY = frozenset({"ancang", "jambang", "melaka", "paran", "peran", "sarana", "seran"})
_SHORTEST_ROOT = 4  # shorter roots take particles only: too much else looks like them
_AFFIXED = ("di", "me", "pe", "ke", "te", "be", "se", "ny", "ng", "pra", "pro")


def tokens(text: str) -> list[str]:
    """Return the words, numbers and sentence ends of a text in any script."""
    return divided(folded(text))


def folded(text: str) -> str:
    """Return a text in any script in small letters, without what only adorns them."""
    text = text[:LONGEST]
    plain = (text if text.isascii() else _latin(text)).lower().translate(_PLAIN)
    if _STRETCHED.search(plain) is not None:  # tooolong
        plain = _STRETCHED.sub(r"\1", plain)
    return plain


def divided(plain: str) -> list[str]:
    """Return the words, numbers and sentence ends of a folded text."""
    return _TOKEN.findall(plain)


def forms(word: str, *, affixes: bool = True) -> frozenset[str]:
    """Return the ways in which a keyword may stand in a text, itself among them.

    Makassar particles (kebakaranmi), a final g too many or too few (kebakarang), the suffixes
    of Indonesian and, for roots, ``di-`` and ``me-``. ``affixes`` False: the particles alone,
    since other languages bend their words otherwise.
    """
    if not affixes:
        particles = _PARTICLES if len(word) >= _SHORTEST_ROOT else ()
        return frozenset({word, *(word + particle for particle in particles)})
    stems = {word, *_final_g(word)}
    stems |= {f"di{stem}" for stem in stems if _is_root(word)} | _nasal(word)
    suffixes = _PARTICLES if len(word) < _SHORTEST_ROOT else (*_PARTICLES, *_SUFFIXES)
    grown = {stem + suffix for stem in stems for suffix in suffixes}
    emphatic = {form + particle for form in grown for particle in ("mi", "ji") if form[-2:] == "na"}
    return frozenset((stems | grown | emphatic) - _ORDINARY) | {word}


def without_suffix(word: str, suffixes: Sequence[str]) -> list[str]:
    """Return a word without each of these with which it ends."""
    return [word.removesuffix(suffix) for suffix in suffixes if word.endswith(suffix)]


def _latin(text: str) -> str:
    """Fold accents and fancy letters; other scripts become gaps, since no keyword is of them."""
    unfolded = unicodedata.normalize("NFKD", _FOREIGN.sub(" ", shown(text)))
    return _COMBINING.sub("", unfolded)


def _final_g(word: str) -> tuple[str, ...]:
    """Makassar "okkots": kebakarang for kebakaran, maling for malin, malang for malam."""
    if len(word) < _SHORTEST_ROOT:
        return ()
    if word.endswith("ng"):
        return (word[:-1],)
    return (f"{word[:-1]}ng",) if word.endswith(("n", "m")) else ()


def _is_root(word: str) -> bool:
    return len(word) >= _SHORTEST_ROOT and not word.startswith(_AFFIXED)


def _nasal(word: str) -> set[str]:
    """``me-`` as it melts into the root: rampok, merampok; tikam, menikam; curi, mencuri."""
    if not _is_root(word):
        return set()
    first, rest = word[0], word[1:]
    melted = {"p": "mem", "t": "men", "k": "meng", "s": "meny"}
    if first in melted:
        return {melted[first] + rest}
    if first in "bf":
        return {"mem" + word}
    if first in "dcj":
        return {"men" + word}
    return {("meng" if first in "aiueogh" else "me") + word}
