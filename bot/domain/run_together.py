"""Words between which no space was typed: "adakebakaran" is "ada kebakaran", "tolongada" two calls.

Only one of a few words that begin a report is taken off, and only from a word that nobody knows,
where a known one is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

_OPENERS = ("ada", "tolong", "terjadi", "lapor", "awas", "info", "barusan", "telah")
_SHORTEST = 5  # letters of the known word that is left


def taken_apart(words: Sequence[str], known: Container[str]) -> list[str]:
    """Return the words of a text, those that were run together as two."""
    read: list[str] = []
    for word in words:
        read += _parts(word, known) if word.startswith(_OPENERS) and word not in known else [word]
    return read


def _parts(word: str, known: Container[str]) -> list[str]:
    first = next(one for one in _OPENERS if word.startswith(one))
    rest = word.removeprefix(first)
    apart = rest in _OPENERS or (len(rest) >= _SHORTEST and rest in known)
    return [first, rest] if apart else [word]
