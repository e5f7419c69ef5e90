"""A styled message (``rich_message``, Bot API 10.1): its words in their order, and its blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.handlers import raw_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 60  # blocks in blocks and styles in styles; Telegram itself allows 16
# What a block shows, from its top to its foot, whatever its type: one not known yet has the same.
SHOWN = (
    "summary", "text", "expression", "cells", "items", "blocks", "buttons", "caption", "credit",
)  # fmt: skip
NESTED = frozenset({"cells", "items", "blocks", "buttons"})


def words(message: raw_fields.Raw) -> str:
    """Return the words of a message's styled blocks as plain lines; empty where there are none."""
    lines = _lines(raw_fields.part(message, "rich_message").get("blocks"), 0)
    return "\n".join(line for line in lines if line.strip())


def blocks(message: raw_fields.Raw) -> Iterator[dict[str, Any]]:
    """Yield every block of a styled message, also those in lists, collages and quotations."""
    yield from _blocks(raw_fields.part(message, "rich_message").get("blocks"), 0)


def _blocks(shown: object, depth: int) -> Iterator[dict[str, Any]]:
    for block in shown if isinstance(shown, list) and depth < DEEPEST else ():
        if isinstance(block, dict):
            yield block
            for name in ("items", "blocks"):
                yield from _blocks(block.get(name), depth + 1)


def _lines(shown: object, depth: int) -> Iterator[str]:
    """Yield the lines of a block or of a list of blocks."""
    if depth > DEEPEST:
        return
    if isinstance(shown, list):
        for one in shown:
            yield from _lines(one, depth + 1)
    elif isinstance(shown, str):
        yield raw_fields.clean(shown)
    elif isinstance(shown, dict):
        label = raw_fields.text(shown, "label")  # stands before the first line of its item
        for line in filter(str.strip, _parts(shown, depth)):
            yield f"{label} {line}" if label else line
            label = ""


def _parts(block: dict[str, Any], depth: int) -> Iterator[str]:
    for name in SHOWN:
        value = block.get(name)
        if name == "cells" and isinstance(value, list):
            yield from (_row(row, depth) for row in value)
        elif name in NESTED:
            yield from _lines(value, depth + 1)
        elif name == "caption" and isinstance(value, dict) and "type" not in value:
            yield from _parts(value, depth + 1) if depth < DEEPEST else ()
        else:
            yield _styled(value, depth)


def _row(row: object, depth: int) -> str:
    cells = [one for one in row if isinstance(one, dict)] if isinstance(row, list) else []
    return " | ".join(said for cell in cells if (said := _styled(cell.get("text"), depth)))


def _styled(value: object, depth: int) -> str:
    """Return styled text without its styles: a string, a list of parts, or a style around one."""
    if isinstance(value, str):
        return raw_fields.clean(value)
    if depth > DEEPEST:
        return ""
    if isinstance(value, list):
        return "".join(_styled(one, depth + 1) for one in value)
    if isinstance(value, dict):
        shown = (value.get(name) for name in ("text", "expression", "alternative_text", "button"))
        return "".join(_styled(one, depth + 1) for one in shown)
    return ""
