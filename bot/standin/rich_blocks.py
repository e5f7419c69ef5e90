"""A rich message as the Bot API writes it out, as the page shows it, and as plain lines."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from bot.standin import json_shapes
from bot.standin.rich_markup import HEADINGS, STYLES, Node, NotRich, RichContent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.standin.files import StoredFile

PHOTO = "tg://photo?id="
SHOWN = ("align", "colspan", "open")  # attributes that the page needs


def content(root: Node, pictures: Mapping[str, StoredFile]) -> RichContent:
    """Return what a tree says. Raises NotRich for a picture that did not come with it."""
    return RichContent(_blocks(root, pictures), _page(root, pictures), "\n".join(_lines(root)))


def _blocks(parent: Node, pictures: Mapping[str, StoredFile]) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    for one in parent.children:
        if isinstance(one, Node):
            blocks += [] if one.tag == "summary" else [_block(one, pictures)]
        elif one.strip():
            blocks.append({"type": "paragraph", "text": one.strip()})
    return blocks


def _block(node: Node, pictures: Mapping[str, StoredFile]) -> dict[str, Any]:
    if node.tag in HEADINGS:
        return {"type": "heading", "text": _styled(node), "size": int(node.tag[1])}
    if node.tag == "hr":
        return {"type": "divider"}
    if node.tag == "table":
        return _table(node)
    if node.tag == "details":
        return _details(node, pictures)
    if node.tag in {"figure", "img"}:
        return _photo(node, pictures)
    return {"type": "footer" if node.tag == "footer" else "paragraph", "text": _styled(node)}


def _details(node: Node, pictures: Mapping[str, StoredFile]) -> dict[str, Any]:
    title = next(iter(node.inside("summary")), Node("summary"))
    open_ = {"is_open": True} if "open" in node.attributes else {}
    blocks = _blocks(node, pictures)
    return {"type": "details", "summary": _styled(title), "blocks": blocks, **open_}


def _table(node: Node) -> dict[str, Any]:
    cells = [[_cell(one) for one in row.inside("th", "td")] for row in node.inside("tr")]
    flags = {f"is_{name}": True for name in ("bordered", "striped") if name in node.attributes}
    captions = [_styled(one) for one in node.inside("caption")]
    return {
        "type": "table",
        "cells": cells,
        **flags,
        **({"caption": captions[0]} if captions else {}),
    }


def _cell(node: Node) -> dict[str, Any]:
    header = {"is_header": True} if node.tag == "th" else {}
    at = {"align": node.attributes.get("align", "left"), "valign": "top"}
    return {"text": _styled(node), **header, **at}


def _photo(node: Node, pictures: Mapping[str, StoredFile]) -> dict[str, Any]:
    block = {"type": "photo", "photo": json_shapes.sizes(_picture(node, pictures))}
    captions = [{"text": _styled(one)} for one in node.inside("figcaption")]
    return block | ({"caption": captions[0]} if captions else {})


def _picture(node: Node, pictures: Mapping[str, StoredFile]) -> StoredFile:
    image = next((one for one in node.all() if one.tag == "img"), node)
    found = pictures.get(image.attributes.get("src", "").removeprefix(PHOTO))
    if found is None:
        raise NotRich("media not found")
    return found


def _styled(node: Node) -> Any:
    parts = [
        one if isinstance(one, str) else {"type": STYLES[one.tag], "text": _styled(one)}
        for one in node.children
        if isinstance(one, str) or one.tag in STYLES
    ]
    return parts[0] if len(parts) == 1 else parts or ""


def _page(node: Node, pictures: Mapping[str, StoredFile]) -> str:
    inner = "".join(
        escape(one) if isinstance(one, str) else _page(one, pictures) for one in node.children
    )
    if node.tag == "":
        return inner
    if node.tag == "img":
        file = _picture(node, pictures)
        return f'<img data-file="{file.file_id}" width="{file.width}" height="{file.height}">'
    shown = {name: node.attributes[name] for name in SHOWN if name in node.attributes}
    named = "".join(f' {name}="{escape(value)}"' for name, value in shown.items())
    return f"<{node.tag}{named}>" + (inner + f"</{node.tag}>" if node.tag != "hr" else "")


def _lines(node: Node) -> list[str]:
    """Return a line for each block, and for each row of a table."""
    lines: list[str] = []
    for one in node.children:
        if isinstance(one, str) or one.tag in STYLES:
            lines.append(one if isinstance(one, str) else one.words)
        elif one.tag == "tr":
            lines.append(" | ".join(cell.words for cell in one.inside("th", "td")))
        elif one.inside("tr", "summary", "table", "figcaption"):
            lines += _lines(one)
        else:
            lines.append(one.words)
    return [line for line in lines if line.strip()]
