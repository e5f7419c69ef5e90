"""Words that are hidden from whoever looks for words, in haste or on purpose.

Letters set apart ("t o l o n g", "ke-ba-ka-ran"), digits for letters ("k3b4karan", "t0l0ng"), and
words run together ("tolongkebakaran"). Each becomes what it hides where that is a known word, and
stays as it is else: a list of single letters or a number plate hides nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.spelling import Speller

_APART = re.compile(r"(?<![a-z0-9])(?:[a-z][ .*_-]{1,2}){2,39}[a-z](?![a-z0-9])")
_SYLLABLES = re.compile(r"(?<![a-z-])[a-z]{1,4}(?:-[a-z]{1,4}){1,5}(?![a-z-])")
_MIXED = re.compile(r"(?<![a-z0-9])[a-z]+(?:[0134579@$]+[a-z]+)+[0134579@$]?(?![a-z0-9])")
_LONG = re.compile(r"(?<![a-z])[a-z]{8,24}(?![a-z])")
_NO_LETTER = re.compile("[^a-z]")
_AS_LETTERS = [str.maketrans("013457@$9", f"o{one}east" + "asg") for one in "il"]
_SHORTEST = 3  # letters of a word that was set apart, or run together with a key word
_SHORTEST_MIXED = 4
_SHORTEST_SYLLABLES = 6
_LONGEST = 20  # letters of one
_BEFORE = ("di", "ke")  # what is written with a place: "kebakarandipasar"


def undisguised(text: str, speller: Speller) -> str:
    """Return a text in small letters with what is hidden in it spelt out."""
    text = _APART.sub(lambda found: _joined(found[0], speller), text)
    if "-" in text:
        text = _SYLLABLES.sub(lambda found: _of_syllables(found[0], speller), text)
    text = _MIXED.sub(lambda found: _of_letters(found[0], speller), text)
    return _LONG.sub(lambda found: _set_apart(found[0], speller), text)


def _joined(said: str, speller: Speller) -> str:
    """Return letters that are set apart as the words that they make, or as they are."""
    words = _divided(_NO_LETTER.sub("", said), speller)
    return " ".join(words) if words else said


def _divided(letters: str, speller: Speller) -> list[str]:
    """Divide letters into as few known words as may be; nothing where something is left over."""
    best: dict[int, list[str]] = {0: []}
    for end in range(_SHORTEST, len(letters) + 1):
        for begin in range(max(end - _LONGEST, 0), end - _SHORTEST + 1):
            before, word = best.get(begin), letters[begin:end]
            if before is None or not speller.knows(word):
                continue
            if end not in best or len(before) + 1 < len(best[end]):
                best[end] = [*before, word]
    return best.get(len(letters), [])


def _of_syllables(said: str, speller: Speller) -> str:
    word = said.replace("-", "")
    return word if len(word) >= _SHORTEST_SYLLABLES and speller.knows(word) else said


def _of_letters(said: str, speller: Speller) -> str:
    """Return a word in which digits stand for letters, or it as it is."""
    if len(said) > _LONGEST:
        return said
    spelt = (said.translate(letters) for letters in _AS_LETTERS)
    return next((one for one in spelt if len(one) >= _SHORTEST_MIXED and speller.knows(one)), said)


def _set_apart(word: str, speller: Speller) -> str:
    """Return a key word and a known one that are run together as two."""
    if speller.knows(word):
        return word
    return next((f"{one} {two}" for one, two in _halves(word, speller)), word)


def _halves(word: str, speller: Speller) -> Iterator[tuple[str, str]]:
    for at in range(_SHORTEST, len(word) - _SHORTEST + 1):
        first, last = word[:at], word[at:]
        if first in speller.keys and (place := _known_after(last, speller)):
            yield first, place
        if last in speller.keys and speller.knows(first):
            yield first, last


def _known_after(word: str, speller: Speller) -> str:
    """Return a known word, or one with what stands before a place; nothing where it is none."""
    if speller.knows(word):
        return word
    rest = word[2:]
    known = word[:2] in _BEFORE and len(rest) > _SHORTEST and speller.knows(rest)
    return f"{word[:2]} {rest}" if known else ""
