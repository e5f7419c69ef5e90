"""Other villages and districts that the words of a report name, wherever its writer lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain.word_forms import END, tokens
from bot.models import Region
from bot.places.region_filters import inside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.category import Category
    from bot.domain.merging import Observation
    from bot.models import Report

_REGENCY = len("73.71")
_LONGEST_NAME = 3  # words
_BEFORE_PLACES = "di ke dari dekat kel kelurahan desa kec kecamatan daerah wilayah"
_LEADS = frozenset({END, *_BEFORE_PLACES.split()})
_SIGNS = (["rt"], ["rw"])


async def agree(
    session: AsyncSession, report: Report, all_of: Sequence[Observation], kind: Category
) -> bool:
    """Tell whether none of several reports names another village or district than the others do.

    A report lies in its writer's own village until they say otherwise, and its words may name the
    one where it happened: "kebakaran di RT 03 Sinrijala".
    """
    regency, village = report.village_code[:_REGENCY], report.village
    named = select(Region.search).where(
        inside(Region.code, [regency]),
        Region.retired_at.is_(None),
        Region.search != village.search,
        Region.name != village.district,
    )
    elsewhere = set(await session.scalars(named))
    return len({frozenset(elsewhere & _spelt(one.text, kind)) for one in all_of}) == 1


def _spelt(text: str, kind: Category) -> set[str]:
    """Return what a text may name by one to three words, as names are looked for.

    A name stands first, behind what leads to a place or tells what happens, or before an RT: many
    a village is called as a tool is ("massa bawa parang").
    """
    words, leads = tokens(text), _LEADS.union(*map(tokens, kind.words))
    return {
        "".join(words[first : first + many])
        for first, word in enumerate(words)
        for many in range(1, _LONGEST_NAME + 1)
        if first == 0
        or words[first - 1] in leads
        or words[first - 1].isdecimal()
        or words[first + many : first + many + 1] in _SIGNS
    }
