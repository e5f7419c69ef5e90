"""How long a message may be to Telegram, and how lists and texts are cut to it."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.locales import mark
from bot.views.card import MAX_TEXT, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.locales import Say
    from bot.views.card import Button, Card

# Telegram's own limits. Texts are counted in UTF-16 units, without the mark-up.
MAX_CAPTION, MAX_TOAST = 1024, 200
MAX_LABEL = 40  # more is cut by narrow phones, where they like
WHERE = 12  # units of a label for where it was, before its kind is cut
FIRST_WORD = 12  # units that hold the first word of every kind
MAX_KEYBOARD = 100  # buttons below one message
MAX_DATA = 64  # bytes of a button's data, with its signature ...
SIGNATURE = 9  # ... and the colon before it
CUT = "…"
LISTED = 3200  # units for a list; what stands around it needs less than the rest
MORE_LINE = 60  # of these, for the line that says what is left out
MORE = mark("dan {n} lagi")
_TOKEN = re.compile(r"</?(?P<tag>[a-z-]+)[^>]*>|&[#\w]+;|[^<&]+|[<&]")


def units(text: str) -> int:
    """Return how long plain text is to Telegram."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def length(text: Markup) -> int:
    """Return how long HTML is to Telegram: its words without the mark-up."""
    return units(plain(text))


def listed(
    lines: Sequence[Markup], say: Say, *, room: int = LISTED, more: str = MORE
) -> list[Markup]:
    """Return as many lines as ``room`` (units) holds, and where some do not, how many those are."""
    left = room - MORE_LINE
    for index, line in enumerate(lines):
        left -= length(line) + 1
        if left < 0:
            return [*lines[:index], say(more, n=say.number(len(lines) - index))]
    return list(lines)


def several(names: Sequence[str], say: Say, most: int) -> str:
    """Return so many names in one line at most, and how many others there are."""
    rest = len(names) - most
    more = [say.plain(MORE, n=say.number(rest))] if rest > 0 else []
    return ", ".join([*names[:most], *more])


def whole_words(text: str, limit: int) -> str:
    """Return a text, or as many of its words as ``limit`` units hold with an ellipsis, if any."""
    if units(text) <= limit:
        return text
    words = text.split(" ")
    while words and units(" ".join(words)) + len(CUT) > limit:
        words.pop()
    return " ".join(words) + CUT if words else ""


def label(before: str, what: str, places: Sequence[str], after: str) -> str:
    """Return what a button says, in :data:`MAX_LABEL` units: ``before what, place, after``.

    ``places``: what the place may be called, the longest first. Where there is not room for all,
    the place and then ``what`` have fewer words; no word is cut.
    """
    room = MAX_LABEL - units(f"{before} , , {after}")
    what = whole_words(what, max(room - min(units(places[-1]), WHERE), FIRST_WORD))
    left = room - units(what)
    fits = (place for place in places if units(place) <= left)
    where = next(fits, whole_words(places[-1], left))
    return f"{before} {', '.join(filter(None, (what, where, after)))}"


def fitted(card: Card) -> Card:
    """Return a card that Telegram takes: the very same, or with less text or fewer buttons."""
    files = (card.photo, card.document, card.recording)
    has_caption = card.rich is None and any(file is not None for file in files)
    limit = MAX_CAPTION if has_caption else MAX_TEXT
    text, rows = cut(card.text, limit), _keyboard(card.rows)
    if (text, rows) == (card.text, card.rows):
        return card
    return replace(card, text=text, rows=rows)


def cut(text: Markup, limit: int) -> Markup:
    """Cut HTML to ``limit`` units, never inside a tag, a reference or a character.

    What is open where it ends is closed.
    """
    if length(text) <= limit:
        return text
    left, kept, opened = limit - len(CUT), list[str](), list[str]()
    for token in _TOKEN.finditer(text):
        if token["tag"] is not None:
            _follow(opened, token)
        elif (size := units(unescape(token[0]))) > left:
            kept.append("" if token[0].startswith("&") else _first(token[0], left))
            break
        else:
            left -= size
        kept.append(token[0])
    closing = [f"</{tag}>" for tag in reversed(opened)]
    return Markup("".join([*kept, CUT, *closing]))  # noqa: S704 - a part of what was escaped


def _follow(opened: list[str], token: re.Match[str]) -> None:
    if token[0].startswith("</"):
        opened.pop()
    else:
        opened.append(token["tag"])


def _first(text: str, limit: int) -> str:
    """Return the first units of a text, without half a character."""
    return text.encode("utf-16-le", "surrogatepass")[: limit * 2].decode("utf-16-le", "ignore")


def _keyboard(rows: Iterable[Sequence[Button]]) -> tuple[tuple[Button, ...], ...]:
    kept: list[tuple[Button, ...]] = []
    left = MAX_KEYBOARD
    for row in rows:
        good = [one for one in row if len(one.data.encode()) + SIGNATURE <= MAX_DATA][:left]
        left -= len(good)
        if good:
            kept.append(tuple(good))
    return tuple(kept)
