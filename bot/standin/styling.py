"""Text with Telegram's entities: how it is counted, cleaned and shown as HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

Entity = dict[str, Any]

TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}
SCHEME = re.compile(r"(https?|tg|tonsite)://[^\s]+\Z", re.IGNORECASE)
HOST = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?([/?#][^\s]*)?\Z")
CONTROL = re.compile(r"[\0-\x08\x0b-\x1f]")
SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Styled:
    """Plain text and Telegram's entities; offsets and lengths count UTF-16 units."""

    text: str
    entities: Sequence[Entity] = ()


def units(text: str) -> int:
    """Return the length of ``text`` in UTF-16 units, as Telegram counts."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def web_address(url: str) -> str | None:
    """Return the address Telegram makes of ``url``; None where it is none."""
    if SCHEME.match(url):
        return url
    if not HOST.match(url):
        return None
    return f"http://{url}" if re.search("[/?#]", url) else f"http://{url}/"


def joined_code(entities: Sequence[Entity]) -> list[Entity]:
    """Make one ``pre`` of a block of code with a language; elsewhere a language means nothing."""
    spans = {(e["offset"], e["length"]): e for e in entities if e["type"] == "pre"}
    kept = []
    for entity in entities:
        language = entity.pop("language", "") if entity["type"] == "code" else ""
        block = spans.get((entity["offset"], entity["length"])) if language else None
        if block is None:
            kept.append(entity)
        else:
            block["language"] = language
    return kept


def cleaned(styled: Styled) -> Styled:
    """Drop what Telegram drops: control characters, and space around the text."""
    text = styled.text
    if text.isprintable() and text == text.strip():
        return styled
    text = CONTROL.sub(" ", text.replace("\r\n", "\n "))
    if not styled.entities:
        return Styled(text.strip())
    before = units(text) - units(text.lstrip())
    length = units(text.strip())
    clipped = [_clip(entity, before, length) for entity in styled.entities]
    return Styled(text.strip(), [entity for entity in clipped if entity["length"] > 0])


def _clip(entity: Entity, before: int, length: int) -> Entity:
    start = min(max(entity["offset"] - before, 0), length)
    end = min(max(entity["offset"] + entity["length"] - before, 0), length)
    return entity | {"offset": start, "length": end - start}


def to_html(styled: Styled) -> str:
    """Write it as HTML that is well formed and holds nothing but Telegram's tags."""
    if not styled.entities:
        return escape(styled.text)
    encoded = styled.text.encode("utf-16-le", "surrogatepass")
    nested = sorted(styled.entities, key=lambda e: (e["offset"], -e["length"]))
    return _Writer(encoded, nested).between(0, len(encoded) // 2)


class _Writer:
    """Writes entities inside each other; what only overlaps is cut where the outer one ends."""

    def __init__(self, encoded: bytes, entities: Sequence[Entity]) -> None:
        self._encoded = encoded
        self._entities = list(entities)

    def between(self, start: int, end: int) -> str:
        parts, at = [], start
        while self._entities and self._entities[0]["offset"] < end:
            entity = self._entities.pop(0)
            begin = max(entity["offset"], at)
            finish = min(entity["offset"] + entity["length"], end)
            if finish <= begin:
                continue
            parts.append(self._text(at, begin))
            opening, closing = _tags(entity)
            parts.append(opening + self.between(begin, finish) + closing)
            at = finish
        return "".join([*parts, self._text(at, end)])

    def _text(self, start: int, end: int) -> str:
        return escape(self._encoded[start * 2 : end * 2].decode("utf-16-le", "replace"))


def _tags(entity: Entity) -> tuple[str, str]:
    if entity["type"] == "text_link":
        return f'<a href="{escape(str(entity["url"]))}">', "</a>"
    name = TAGS.get(entity["type"])
    return (f"<{name}>", f"</{name}>") if name else ("", "")
