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
    "reports": "laporan",
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
    "settings": "atur",
    "staff": "petugas",
    "invite": "undang",
    "poster": "poster",
}
_ENGLISH = {ours: english for english, ours in SYNONYMS.items()}
_KNOWN = frozenset({*SYNONYMS, *SYNONYMS.values()})
_SLASHES, _LOOSE_SLASHES = "/\uff0f", "/\uff0f\u2044\u2215\u29f8\\"
_JOINED = re.compile(r"(?:_\w*)?")
_BOT = re.compile(r"(?:@([A-Za-z0-9_]+))?")
_SIGNED = re.compile(r"\s-\d\Z")
_ALIKE = 0.7  # of difflib's ratio: one slip in four letters, two in seven
_NEARLY = 0.9  # one slip in a long command: it is meant, and no shorter one with words behind it
_WHOLE, _MORE = 5, 3  # letters: what begins with so long a command, and goes on, is written in one


class Command(NamedTuple):
    """A command: its name in small letters, the bot that it names (or ""), what follows."""

    name: str
    bot: str
    rest: str


def name_in(language: str, command: str) -> str:
    """Return what a command of ours is called in a language; both names are understood in each."""
    return _ENGLISH.get(command, command) if language == "en" else command


def parse(text: str) -> Command | None:
    """Return the command that ``text`` begins with; None where it begins with no command.

    1. Spaces of every kind, marks that nobody sees and punctuation may stand before or behind it.
    2. Its letters may be accented, full-width or drawn, with marks that nobody sees between them.
    3. What an underscore joins to it are words, as clients make one link of it.
    4. After "/ ", "//" or a backslash only one of ours is a command: else it is what was written.
    """
    begun = text[_skipped(text, punctuation=False) :]
    if not begun or begun[0] not in _LOOSE_SLASHES:
        return None
    word = begun[1:].lstrip(_LOOSE_SLASHES)
    written = word[_skipped(word, punctuation=False) :]
    between = begun[1 : len(begun) - len(written)]
    strict = begun[0] in _SLASHES and all(_is_unseen(sign) for sign in between)
    name, end = _name(written)
    if not name or not (strict or name in _KNOWN):
        return None
    return _behind(name, written[end:])


def _name(written: str) -> tuple[str, int]:
    """Return the plain letters that ``written`` begins with, and where they end.

    A mark that nobody sees parts nothing ("daru|rat"), unless what stands before it is a command
    and the whole is none ("darurat|kebakaran").
    """
    name, end, head = "", 0, ("", 0)
    for place, sign in enumerate(written):
        letters = _letters(sign)
        if letters is None:
            break
        if not letters and name in _KNOWN:
            head = name, end
        name, end = name + letters, place + 1
    return head if head[0] and name not in _KNOWN else (name, end)


def _behind(name: str, after: str) -> Command:
    joined = _JOINED.match(after)
    assert joined is not None  # noqa: S101 - it may be empty
    tail = joined[0].replace("_", " ")
    whole = name + tail.replace(" ", "").lower()
    if whole in _KNOWN:  # "/my_reports"
        name, tail = whole, ""
    bot = _BOT.match(after, joined.end())
    assert bot is not None  # noqa: S101 - it may be empty
    rest = f"{tail}{after[bot.end() :]}"
    start = _skipped(rest, punctuation=True)
    if _SIGNED.search(rest, 0, start + 1) is not None:
        start -= 1  # the minus of a position is no dash
    return Command(SYNONYMS.get(name, name), bot[1] or "", rest[start:].rstrip())


def _letters(sign: str) -> str | None:
    """Return a sign as plain small letters; "": nobody sees it, or it is an accent; None: none."""
    if _is_unseen(sign):
        return ""
    plain = "".join(one for one in unicodedata.normalize("NFKD", sign) if not _is_unseen(one))
    return plain.lower() if plain.isascii() and plain.isalnum() else None


def nearest(name: str, known: Iterable[str]) -> tuple[str, str] | None:
    """Return the command that a misspelt ``name`` means, and what was written in one with it."""
    names = {one: one for one in known} | SYNONYMS
    alike = {one: SequenceMatcher(None, name, one).ratio() for one in names}
    best = max(alike, key=lambda one: alike[one], default="")
    if best and alike[best] >= _NEARLY:  # "/laporank" is no report of "ank"
        return names[best], ""
    for one in sorted(names, key=len, reverse=True):
        if len(one) >= _WHOLE and name.startswith(one) and len(name) >= len(one) + _MORE:
            return names[one], name[len(one) :]
    return (names[best], "") if best and alike[best] >= _ALIKE else None


def _skipped(text: str, *, punctuation: bool) -> int:
    """Return how many characters at the beginning say nothing."""
    for place, character in enumerate(text):
        if not _says_nothing(character, punctuation=punctuation):
            return place
    return len(text)


def _says_nothing(character: str, *, punctuation: bool) -> bool:
    """Tell whether it is a space, a mark that nobody sees, or punctuation that ends a word."""
    if character.isspace() or _is_unseen(character):
        return True
    return punctuation and character in "!?.,:;-\u2013\u2014\u2026\uff01\uff1a\uff0c*_|>="


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in {"Cf", "Cc", "Mn"} and not character.isspace()
