"""What a card says that may be pressed or typed, and whether it is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.command import SYNONYMS
from bot.handlers.table import COMMANDS
from bot.views.card import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from bot.views.card import Card

# What a sentence says before it names something to press.
PRESS = re.compile(r"\b(?:[Tt]ekan|[Pp]ilih|[Pp]ress|[Tt]ap|[Cc]hoose)\s+")
QUOTED = re.compile(r'"([^"]{2,40})"')
COMMAND = re.compile(r"(?<![\w/<.])/([a-z]{2,})\b")
TYPED = COMMANDS | SYNONYMS.keys()  # what may stand behind a slash, in either language
# Of Telegram's own screen, not of the card; on paper, the first button of the bot.
OF_THE_PHONE = ("Lokasi", "Location", "Edit", "Mulai", "Start")
A_BUTTON = ("tombol", "this button", "the button", "a button")
# Buttons of the card that comes next, by the kind of card that names them.
COMES_NEXT: Mapping[str, tuple[str, ...]] = {
    "help": ("Kirim", "Send"),
    "receipt": ("Jangan ke petugas desa", "Not to the village"),
}


def missing(kind: str, card: Card, elsewhere: Collection[str] = ()) -> Iterator[str]:
    """Name what a card tells its reader to press, and does not have.

    ``elsewhere``: labels of other cards, for a sentence that is no card of its own.
    """
    said = plain(card.text)
    labels = [_bare(key.label) for row in card.rows for key in row]
    known = (*labels, *OF_THE_PHONE, *COMES_NEXT.get(kind, ()), *elsewhere)
    for found in PRESS.finditer(said):
        rest = said[found.end() :].lstrip('"')
        if rest.startswith(A_BUTTON):
            if not labels and not elsewhere:
                yield f"no button at all: {rest[:40]!r}"
        elif rest[:1].isupper() and not rest.startswith(known):
            yield f"no such button: {rest[:40]!r}"
    for quoted in QUOTED.findall(said):
        if quoted not in known:
            yield f"no such button: {quoted!r}"
    yield from (f"no such command: /{one}" for one in COMMAND.findall(said) if one not in TYPED)


def labels_of(cards: Collection[Card]) -> set[str]:
    """Return every label that some card has."""
    return {_bare(key.label) for card in cards for row in card.rows for key in row}


def _bare(label: str) -> str:
    """Return a label without the sign before it."""
    return label.lstrip("✅🚨📌 ")
