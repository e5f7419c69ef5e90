"""How wide things are on a phone of 360 pixels, as Telegram for Android lays them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.views.card import Button

PHONE = 360
KEYBOARD = 343  # what a row of buttons has: the phone less the edges
GAP, PADDING = 5, 15  # between two buttons; within one
LABEL = 15  # the size of a label's letters
# Advance widths of Roboto Medium in hundredths of the letters' size, the widest of each line.
_WIDTHS = (
    (26, "'ijl|!: ,;[].I·"),
    (36, '"`t{}-()fr“”'),
    (44, "/\\^*_"),
    (54, "?yvxz<s>ckLae"),
    (57, "+=Jbdhnpu$0123456789EgoqF"),
    (63, "#ZSTYBKRX"),
    (66, "&P\u2013CDUVA~"),
    (77, "GOQHN…%w—"),
    (90, "Mm@W"),
)
WIDTHS = {letter: width for width, letters in _WIDTHS for letter in letters}
LETTER, SIGN = 65, 130  # of other letters; of everything else, as an emoji
JOINERS = "\u200d\ufe0f"  # they take no room


def width(label: str) -> float:
    """Return how many pixels a button's label takes."""
    return sum(_of(letter) for letter in label if letter not in JOINERS) * LABEL / 100


def room(buttons: int) -> float:
    """Return how many pixels each label has in a row of so many buttons."""
    return (KEYBOARD - GAP * (buttons - 1)) / buttons - PADDING


def cut(rows: Sequence[Sequence[Button]]) -> list[str]:
    """Return the labels that a phone would cut."""
    return [key.label for row in rows for key in row if width(key.label) > room(len(row))]


def _of(letter: str) -> int:
    return WIDTHS.get(letter, LETTER if letter.isalpha() else SIGN)
