"""A command as people write it: wherever its word stands first, whatever follows it."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

# What people type for a command of ours.
SYNONYMS = {
    "emergency": "darurat",
    "report": "lapor",
    "help": "bantuan",
    "language": "bahasa",
    "privacy": "privasi",
    "mydata": "dataku",
    "delete": "hapus",
    "cancel": "batal",
    "myreports": "laporanku",
    "safe": "aman",
    "tasks": "tugas",
    "duty": "jaga",
    "test": "uji",
    "summary": "ringkasan",
    "invite": "undang",
}
_WORD = re.compile(r"[/\uff0f]([A-Za-z0-9_]+)(?:@([A-Za-z0-9_]+))?")
_SIGNED = re.compile(r"\s-\d\Z")
_ALIKE = 0.7  # of difflib's ratio: one slip in four letters, two in seven
_WHOLE, _MORE = 5, 3  # letters: what begins with so long a command, and goes on, is written in one


class Command(NamedTuple):
    """A command: its name in small letters, the bot that it names (or ""), what follows."""

    name: str
    bot: str
    rest: str


def parse(text: str) -> Command | None:
    """Return the command that ``text`` begins with; None where it begins with no command.

    Spaces of every kind, marks that nobody sees and punctuation may stand before or behind it.
    """
    begun = text[_skipped(text, punctuation=False) :]
    found = _WORD.match(begun)
    if found is None:
        return None
    rest = begun[found.end() :]
    name = found[1].lower()
    start = _skipped(rest, punctuation=True)
    if _SIGNED.search(rest, 0, start + 1) is not None:
        start -= 1  # the minus of a position is no dash
    behind = rest[start:].rstrip()
    return Command(SYNONYMS.get(name, name), found[2] or "", behind)


def nearest(name: str, known: Iterable[str]) -> tuple[str, str] | None:
    """Return the command that a misspelt ``name`` means, and what was written in one with it."""
    names = {one: one for one in known} | SYNONYMS
    for one in sorted(names, key=len, reverse=True):
        if len(one) >= _WHOLE and name.startswith(one) and len(name) >= len(one) + _MORE:
            return names[one], name[len(one) :]
    alike = {one: SequenceMatcher(None, name, one).ratio() for one in names}
    best = max(alike, key=lambda one: alike[one], default="")
    return (names[best], "") if best and alike[best] >= _ALIKE else None


def _skipped(text: str, *, punctuation: bool) -> int:
    """Return how many characters at the beginning say nothing."""
    for place, character in enumerate(text):
        if not _says_nothing(character, punctuation=punctuation):
            return place
    return len(text)


def _says_nothing(character: str, *, punctuation: bool) -> bool:
    """Tell whether it is a space, a mark that nobody sees, or punctuation that ends a word."""
    if character.isspace() or unicodedata.category(character) in {"Cf", "Cc", "Mn"}:
        return True
    return punctuation and character in "!?.,:;-\u2013\u2014\u2026\uff01\uff1a\uff0c*_|>="
