"""Paged lists with a button for each line: three a page, and one that turns the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bot.domain.promises.alerts import FigureReportsPromise
from bot.domain.promises.base import ListPromise, PromiseData
from bot.domain.promises.people import CodesUsedPromise
from bot.locales import mark
from bot.models import promise_data
from bot.views.card import MAX_BUTTONS, Button, Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.locales import Say
    from bot.models import Delivery

Line = TypeVar("Line")

PER_PAGE = MAX_BUTTONS - 1

NEXT, FIRST = mark("Berikutnya"), mark("Ke awal")

PAGE = mark("Halaman {page} dari {pages}")
# From so many pages on it takes too many presses to turn to the last one.
MANY = 4
# By the list's command.
OTHERS = {
    "tugas": mark("Halaman lain: ketik /tugas hal {pages}"),
    "laporan": mark("Halaman lain: ketik /laporan hal {pages}"),
    "petugas": mark("Halaman lain: ketik /petugas hal {pages}"),
    "laporanku": mark("Halaman lain: ketik /laporanku hal {pages}"),
}


def pages_of(one: Delivery, total: int) -> tuple[int, int, int]:
    """Return where the page of a promise begins, how many stand on it, and how many pages are."""
    if total <= MAX_BUTTONS:
        return 0, MAX_BUTTONS, 1
    pages = -(-total // PER_PAGE)
    return min(_page(one), pages - 1) * PER_PAGE, PER_PAGE, pages


def numbered(one: Delivery, lines: Sequence[Line]) -> tuple[int, int, Sequence[tuple[int, Line]]]:
    """Return where the page of a promise begins, how many pages are, and its lines by number."""
    first, room, pages = pages_of(one, len(lines))
    return first, pages, list(enumerate(lines[first : first + room], start=first + 1))


def _page(one: Delivery) -> int:
    promise = promise_data.decode(one, PromiseData)
    return (
        promise.page
        if isinstance(promise, ListPromise | CodesUsedPromise | FigureReportsPromise)
        else 0
    )


def part_of(one: Delivery, total: int, size: int) -> tuple[int, int]:
    """Return where the page of a promise begins, and how many pages are, each of ``size`` lines."""
    pages = max(-(-total // size), 1)
    return min(_page(one), pages - 1) * size, pages


def number_of(first: int, size: int = PER_PAGE) -> int:
    """Return the number of the page, from 1, that begins with the line ``first``, from 0."""
    return first // size + 1


def place_in(say: Say, command: str, first: int, pages: int, size: int = PER_PAGE) -> list[Markup]:
    """Return which page it is, and of a long list how any other is reached; none where it is one.

    ``command``: the list's, without its slash.
    """
    if pages == 1:
        return []
    other = [say(OTHERS[command], pages=pages)] if pages >= MANY else []
    return [*page_of(say, first, pages, size), *other]


def page_of(say: Say, first: int, pages: int, size: int = PER_PAGE) -> list[Markup]:
    """Return which page it is; none where it is one."""
    return [say(PAGE, page=number_of(first, size), pages=pages)] if pages > 1 else []


def turning(
    say: Say, data: str, first: int, pages: int, *args: str, size: int = PER_PAGE
) -> list[Button]:
    """Return the button that turns the page which begins with the line ``first``."""
    return turn_to(say, first // size, pages, lambda page: ":".join([data, str(page), *args]))


def turn_to(
    say: Say, page: int, pages: int, data: Callable[[int], str], onward: str = NEXT
) -> list[Button]:
    """Return the button that turns the page, the last one to the first; none where there is one.

    ``page`` counts from 0. ``data``: what the button to a page means. ``onward``: what it says.
    """
    if pages == 1:
        return []
    following = (page + 1) % pages
    label = onward if following else FIRST
    return [Button(say.plain(label), data(following))]
