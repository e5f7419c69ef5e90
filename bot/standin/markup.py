"""Telegram's HTML: the tags it knows, and the words in which it refuses the others."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.standin.styling import SURROGATE, Entity, Styled, joined_code, units, web_address

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "blockquote": "blockquote",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,8})|#([0-9]{1,9})|([a-zA-Z]+));?")
SPACE = " \t\r\n\0\v"
BARE = re.compile(r"[0-9A-Za-z.-]*")
LAST_CODE_POINT = 0x10FFFF
INVALID = (
    "Text contains invalid Unicode characters after decoding HTML entities, "
    "check for unmatched surrogate code units"
)


class NotParsed(Exception):
    """The text is no HTML that Telegram takes; the message is Telegram's own."""


def parse(html: str) -> Styled:
    """Read Telegram's HTML; raises :class:`NotParsed` and nothing else."""
    if "<" not in html and "&" not in html:
        return Styled(html)
    return _Parser(html).run()


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end. ``start``: where its text begins, in UTF-16 units."""

    name: str
    start: int
    attributes: dict[str, str]


class _Parser:
    """Reads from left to right, once; byte offsets are worked out only for a refusal."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._at = 0
        self._parts: list[str] = []
        self._length = 0
        self._stack: list[_Open] = []
        self._entities: list[Entity] = []

    def run(self) -> Styled:
        while self._at < len(self._html):
            char = self._html[self._at]
            if char == "&":
                self._reference()
            elif char == "<":
                self._tag()
            else:
                self._plain()
        if self._stack:
            name = self._stack[-1].name
            raise NotParsed(f'Can\'t find end tag corresponding to start tag "{name}"')
        text = "".join(self._parts)
        if SURROGATE.search(text):
            raise NotParsed(INVALID)
        outer_first = sorted(self._entities, key=lambda e: (e["offset"], -e["length"]))
        return Styled(text, joined_code(outer_first))

    def _plain(self) -> None:
        stops = [stop for stop in (self._html.find(c, self._at) for c in "<&") if stop >= 0]
        end = min(stops, default=len(self._html))
        self._say(self._html[self._at : end], end)

    def _reference(self) -> None:
        """Read ``&lt;`` and its like; what is none stays as it stands."""
        match = REFERENCE.match(self._html, self._at)
        if match is None:
            self._say("&", self._at + 1)
        else:
            self._say(_decoded(match), match.end())

    def _say(self, text: str, at: int) -> None:
        self._parts.append(text)
        self._length += units(text)
        self._at = at

    def _tag(self) -> None:
        begin = self._at
        self._at += 1
        if self._html.startswith("/", self._at):
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        name = self._until(SPACE + ">").lower()
        if self._at >= len(self._html):
            raise self._error("Unclosed start tag", begin)
        if name not in KINDS:
            raise self._error(f'Unsupported start tag "{name}"', begin)
        attributes: dict[str, str] = {}
        while self._inside(name, begin):
            key = self._key(name, begin)
            attributes[key] = self._value(name, begin)
        self._check(name, attributes, begin)
        self._stack.append(_Open(name, self._length, attributes))

    def _until(self, stops: str) -> str:
        start = self._at
        while self._at < len(self._html) and self._html[self._at] not in stops:
            self._at += 1
        return self._html[start : self._at]

    def _skip_space(self) -> None:
        while self._at < len(self._html) and self._html[self._at] in SPACE:
            self._at += 1

    def _inside(self, tag: str, begin: int) -> bool:
        """Tell whether an attribute follows; pass the end of the tag where none does."""
        self._skip_space()
        if self._at >= len(self._html):
            raise self._error(f'Unclosed start tag "{tag}"', begin)
        if self._html[self._at] != ">":
            return True
        self._at += 1
        return False

    def _key(self, tag: str, begin: int) -> str:
        key = self._until(SPACE + "=>")
        if not key:
            raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
        return key.lower()

    def _value(self, tag: str, begin: int) -> str:
        self._skip_space()
        if not self._html.startswith("=", self._at):
            return ""
        self._at += 1
        self._skip_space()
        if self._at >= len(self._html):
            raise self._error(f'Unclosed start tag "{tag}"', begin)
        return self._quoted(begin) if self._html[self._at] in "'\"" else self._bare()

    def _quoted(self, begin: int) -> str:
        end = self._html.find(self._html[self._at], self._at + 1)
        if end < 0:
            raise self._error("Unclosed start tag", begin)
        value = self._html[self._at + 1 : end]
        self._at = end + 1
        return REFERENCE.sub(_decoded, value)

    def _bare(self) -> str:
        start = self._at
        value = BARE.match(self._html, start)
        assert value is not None  # noqa: S101 - it matches the empty string, too
        self._at = value.end()
        if self._at >= len(self._html) or self._html[self._at] not in SPACE + ">":
            raise self._error("Unexpected end of name token", start)
        return value[0].lower()

    def _check(self, name: str, attributes: dict[str, str], begin: int) -> None:
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        if name == "tg-emoji" and "emoji-id" not in attributes:
            raise self._error('Tag "tg-emoji" must have attribute "emoji-id"', begin)
        if name == "tg-emoji" and not re.fullmatch("[0-9]+", attributes["emoji-id"]):
            raise NotParsed("Invalid custom emoji identifier specified")

    def _end_tag(self, begin: int) -> None:
        if not self._stack:
            raise self._error("Unexpected end tag", begin)
        self._at += 1
        name = self._until(SPACE + ">").lower()
        self._skip_space()
        if not self._html.startswith(">", self._at):
            raise self._error("Unclosed end tag", begin)
        self._at += 1
        opened = self._stack.pop()
        if name and name != opened.name:
            found = f'expected "</{opened.name}>", found "</{name}>"'
            raise NotParsed(f"{self._error('Unmatched end tag', begin)}, {found}")
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = self._length - opened.start
        entity: Entity = {"type": KINDS[opened.name], "offset": opened.start, "length": length}
        attributes = opened.attributes
        if opened.name == "a":
            entity["url"] = web_address(attributes.get("href") or self._text_from(opened.start))
        elif opened.name == "tg-emoji":
            entity["custom_emoji_id"] = attributes["emoji-id"]
        elif opened.name == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        elif opened.name == "code" and attributes.get("class", "").startswith("language-"):
            entity["language"] = attributes["class"].removeprefix("language-")
        if length > 0 and entity.get("url", True):
            self._entities.append(entity)

    def _text_from(self, start: int) -> str:
        encoded = "".join(self._parts).encode("utf-16-le", "surrogatepass")
        return encoded[start * 2 :].decode("utf-16-le", "replace")

    def _error(self, what: str, at: int) -> NotParsed:
        before = self._html[:at].encode("utf-8", "surrogatepass")
        return NotParsed(f"{what} at byte offset {len(before)}")


def _decoded(match: re.Match[str]) -> str:
    """Return the character a reference names, or the reference itself."""
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        return NAMED.get(name, match[0])
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code <= LAST_CODE_POINT else match[0]
