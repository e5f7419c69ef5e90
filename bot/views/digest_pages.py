"""How a digest is laid out on pages: reports first, then the names that had no room before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.locales import mark
from bot.views import paging
from bot.views.card import MAX_BUTTONS
from bot.views.length import units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.locales import Say
    from bot.models import Digest
    from bot.services.digests.digest_reading import DigestScope
    from bot.views.card import Button, Markup

ROOM = 3000  # units of names on one page
CONTINUE = mark("Lanjut")


@dataclass(frozen=True, slots=True)
class DigestPage:
    """One page. ``shown``: its reports by id, of which the first has the number ``first`` (0).

    ``names``: on a page of names, those that stand there; ``number`` counts from 0.
    """

    number: int
    pages: int
    shown: Sequence[int] = ()
    first: int = 0
    names: Markup | None = None


def page(number: int, incidents: Sequence[int], names: Sequence[Markup]) -> DigestPage:
    """Return one page; the last one where there are not so many. ``names``: of each page of them.

    All reports stand on the first page where there is a button for each of them.
    """
    most = MAX_BUTTONS if not names and len(incidents) <= MAX_BUTTONS else paging.PER_PAGE
    listing = max(-(-len(incidents) // most), 1)
    pages = listing + len(names)
    number = min(number, pages - 1)
    if number >= listing:
        return DigestPage(number, pages, names=names[number - listing])
    first = number * most
    return DigestPage(number, pages, incidents[first : first + most], first)


def chunks(names: Sequence[str]) -> list[Sequence[str]]:
    """Return names in so many parts that each has room on a page."""
    parts: list[list[str]] = []
    left = 0
    for name in names:
        left -= units(name) + 2
        if left < 0:
            parts.append([])
            left = ROOM - units(name) - 2
        parts[-1].append(name)
    return list(parts)


def turning(say: Say, digest: Digest, scope: DigestScope, of: DigestPage) -> list[Button]:
    """Return the button to the next page, the last one's to the first; none where it is one.

    It names since when the digest tells, which stands nowhere else.
    """
    since = int(scope.span.since.timestamp())

    def data(page: int) -> str:
        return f"g:{digest.id}:page:{page}:{since}"

    return paging.turn_to(say, of.number, of.pages, data, onward=CONTINUE)


def which(say: Say, of: DigestPage) -> list[Markup]:
    """Return which page it is; none where it is one."""
    return paging.page_of(say, of.number, of.pages, size=1)
