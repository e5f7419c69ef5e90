"""Lists of which each line has a button: four on a card, so three and one that turns the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locales import mark
from bot.views.card import MAX_BUTTONS, Button

if TYPE_CHECKING:
    from bot.locales import Say
    from bot.models import Delivery

PER_PAGE = MAX_BUTTONS - 1

NEXT, FIRST = mark("Berikutnya"), mark("Ke awal")


def pages_of(one: Delivery, total: int) -> tuple[int, int, int]:
    """Return where the page of a promise begins, how many stand on it, and how many pages are."""
    if total <= MAX_BUTTONS:
        return 0, MAX_BUTTONS, 1
    pages = -(-total // PER_PAGE)
    return min(one.payload.get("page", 0), pages - 1) * PER_PAGE, PER_PAGE, pages


def number_of(first: int) -> int:
    """Return the number of the page, from 1, that begins with the line ``first``, from 0."""
    return first // PER_PAGE + 1


def turning(say: Say, data: str, first: int, pages: int, *args: str) -> list[Button]:
    """Return the button that turns the page, the last one to the first; none where there is one."""
    if pages == 1:
        return []
    following = number_of(first) % pages
    label = NEXT if following else FIRST
    return [Button(say.plain(label), ":".join([data, str(following), *args]))]
