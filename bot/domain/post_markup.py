"""What posts carry beside words: links and mentions, which say nothing of what happened; hashtags.

A hashtag is read as the words that were run together in it: "#BanjirJakarta" by its capitals,
"#kebakaranhutan" by a word that is known and stands first or last in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MENTION = re.compile(r"(?<![\w.])@[A-Za-z]\w{2,}")
_HASHTAG = re.compile(r"#(\w{3,60})")
_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Za-z])|_")
_SHORTEST = 5  # letters of a known word within a hashtag,
_SHORTEST_REST = 3  # and of what is left of it


def without_markup(text: str, known: Container[str]) -> str:
    """Return a text without links and mentions, its hashtags as words; ``known``: small letters."""
    if "://" in text or "www." in text:
        text = _LINK.sub(" ", text)
    if "@" in text:
        text = _MENTION.sub(" ", text)
    if "#" in text:
        text = _HASHTAG.sub(lambda found: f" {_words(found[1], known)} ", text)
    return text


def _words(tag: str, known: Container[str]) -> str:
    """Return the words of a hashtag; where none is found in it, itself."""
    parts = _JOINT.sub(" ", tag).split()
    return " ".join(parts) if len(parts) > 1 else _apart(tag.lower(), known)


def _apart(tag: str, known: Container[str]) -> str:
    """Return a tag as two words where its beginning or its end is a known one, the longest."""
    if tag in known:
        return tag
    for length in range(len(tag) - _SHORTEST_REST, _SHORTEST - 1, -1):
        if tag[:length] in known:
            return f"{tag[:length]} {tag[length:]}"
        if tag[-length:] in known:
            return f"{tag[:-length]} {tag[-length:]}"
    return tag
