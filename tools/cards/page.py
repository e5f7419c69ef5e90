"""The page with all cards, Indonesian beside English, in the style of the demo's phones."""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from bot import demo
from bot.locales import LANGUAGES
from tools.cards import phone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.views.card import Card
    from tools.cards.gallery import Shown

STYLES = ("style.css", "chat.css")
# What the demo's page has not: two columns of bubbles, and labels that are cut as Telegram cuts.
OWN_STYLE = f"""
body {{ display: block; height: auto; padding: 1rem; }}
h2 {{ margin: 2rem 0 0.4rem; }}
h3 {{ margin: 1rem 0 0.3rem; font-size: 0.95rem; }}
nav a, h3 a {{ color: var(--accent); margin-right: 0.7rem; }}
.pair {{ display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; }}
.log {{ width: {phone.PHONE}px; height: auto; padding: 8px; background: #e6ece8; }}
.log .bubble {{ width: fit-content; max-width: {phone.PHONE - 80}px; }}
.log .keys {{ width: {phone.KEYBOARD}px; }}
.log .keys button {{
  padding: 0; min-width: 0; flex: 1 1 0; font: 500 15px Roboto, "Noto Sans", sans-serif;
  white-space: nowrap; overflow: hidden; text-overflow: ellipsis;
}}
.log .keys .cut {{ outline: 2px solid #b3261e; }}
.words tg-spoiler, .words tg-spoiler:not(:hover, :focus) {{ filter: none; background: #d8d4c8; }}
"""
_NO_ANCHOR = re.compile(r"[^a-z0-9]+")


def html(shown: Sequence[Shown]) -> str:
    """Return the page."""
    ordered = sorted(shown, key=lambda one: (one.room, one.kind))
    rooms = {room: list(cards) for room, cards in groupby(ordered, key=lambda one: one.room)}
    links = "\n".join(f'<a href="#{room}">{room}</a>' for room in rooms)
    parts = "\n".join(_room(room, cards) for room, cards in rooms.items())
    return (
        '<!doctype html><html lang="id"><meta charset="utf-8"><title>Kartu</title>'
        f"<style>{_style()}</style><body><h1>{len(ordered)} kartu</h1><nav>{links}</nav>{parts}"
        "</body></html>\n"
    )


def _style() -> str:
    folder = Path(demo.__file__).parent / "page"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in STYLES) + OWN_STYLE


def _room(room: str, cards: Sequence[Shown]) -> str:
    return "\n".join([f'<h2 id="{room}">{room}</h2>', *map(_pair, _numbered(cards))])


def _numbered(cards: Sequence[Shown]) -> Iterator[tuple[str, Shown]]:
    """Give each card an anchor of its own: what it is, in which scene, which of these."""
    seen: dict[str, int] = {}
    for one in cards:
        name = _NO_ANCHOR.sub("-", f"{one.room} {one.kind} {one.scene}".lower()).strip("-")
        seen[name] = seen.get(name, 0) + 1
        yield f"{name}-{seen[name]}", one


def _pair(numbered: tuple[str, Shown]) -> str:
    anchor, one = numbered
    phones = "".join(
        f'<ol class="log" lang="{language}"><li>{_bubble(one.cards[language])}</li></ol>'
        for language in LANGUAGES
        if language in one.cards
    )
    title = escape(" · ".join(filter(None, (one.kind, one.scene))))
    return (
        f'<h3 id="{anchor}">{title} <a href="#{anchor}">#</a></h3><div class="pair">{phones}</div>'
    )


def _bubble(card: Card) -> str:
    parts = []
    if card.photo is not None:
        content = b64encode(card.photo.content).decode()
        parts.append(f'<img alt="" src="data:{card.photo.media_type};base64,{content}">')
    if card.document is not None:
        parts.append(f'<div class="words">📄 {escape(card.document.name)}</div>')
    parts.append(f'<div class="words">{card.text}</div><span class="when">20.00</span>')
    rows = "".join(
        f"<div>{''.join(_key(key.label, len(row)) for key in row)}</div>" for row in card.rows
    )
    keys = f'<div class="keys">{rows}</div>' if rows else ""
    return f'<div class="bubble">{"".join(parts)}</div>{keys}'


def _key(label: str, beside: int) -> str:
    state = ' class="cut"' if phone.width(label) > phone.room(beside) else ""
    return f'<button type="button"{state}>{escape(label)}</button>'
