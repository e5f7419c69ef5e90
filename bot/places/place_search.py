"""Regions by code or name: what somebody typed, and which village they may mean."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from bot.domain.access import covers
from bot.domain.place_names import is_dotless, read_code
from bot.models import Edition, Region, Succession
from bot.places.data import PROVINCE, VILLAGE
from bot.places.gazetteer import Gazetteer, Wanted
from bot.places.region_filters import inside

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

OFFERED = 4  # more would be no help
# Written once: most cards and summaries ask by it.
_OF_CODES = select(Region).where(Region.code.in_(bindparam("codes", expanding=True)))


@dataclass(frozen=True, slots=True)
class RegionMatch:
    """A region that may be meant; ``sure``: named in full, without a slip."""

    region: Region
    score: float  # at most 1; the less, the less likely
    sure: bool


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The likeliest regions, and how many bear the very name that was typed."""

    found: tuple[RegionMatch, ...] = ()
    bearers: int = 0

    @property
    def sure(self) -> bool:
        """Tell whether the first of them was named in full."""
        return bool(self.found) and self.found[0].sure

    @property
    def codes(self) -> list[str]:
        """Return the codes of the regions, the likeliest first."""
        return [one.region.code for one in self.found]


async def by_code(session: AsyncSession, code: str) -> Region | None:
    """Return the region of a code, be it of today or of an earlier decree."""
    return await session.get(Region, code)


async def by_codes(session: AsyncSession, codes: Iterable[str]) -> list[Region]:
    """Return the regions of these codes, in their order; what is none is left out."""
    wanted = list(dict.fromkeys(codes))
    found = await session.scalars(_OF_CODES, {"codes": wanted})
    known = {region.code: region for region in found}
    return [known[code] for code in wanted if code in known]


async def today(session: AsyncSession, code: str) -> list[Region]:
    """Return the region of a code; where a decree ended it, those that came out of it."""
    region = await by_code(session, code)
    if region is None or region.retired_at is None:
        return [region] if region is not None else []
    heirs = select(Succession.new_code).where(Succession.old_code == code)
    still = select(Region).where(Region.code.in_(heirs), Region.retired_at.is_(None))
    return list(await session.scalars(still.order_by(Region.code)))


async def search(
    session: AsyncSession,
    text: str,
    *,
    near: str | None = None,
    limit: int = OFFERED,
    levels: Collection[int] = (VILLAGE,),
    within: Sequence[str] | None = None,
) -> SearchResult:
    """Return the regions that ``text`` may mean, the likeliest first.

    A code means one region; without its dots it may be another list's, and is not sure. A name
    may be short, misspelt, or only begun, and what it lies in may stand behind it. What lies near
    the region ``near`` is likelier. ``within``: codes of the regions in which alone it may lie.
    """
    if (code := read_code(text)) is not None:
        return await _of_code(session, code, levels, within, sure=not is_dotless(text))
    gazetteer = await warm(session)
    wanted = Wanted(levels, tuple(within) if within is not None else None, near)
    # A few milliseconds of computing: in a thread, the loop goes on meanwhile.
    matches = await asyncio.to_thread(gazetteer.find, text, wanted, limit)
    found = await by_codes(session, [match.code for match in matches.likeliest])
    regions = {region.code: region for region in found}
    likeliest = tuple(
        RegionMatch(regions[match.code], match.score, match.sure)
        for match in matches.likeliest
        if match.code in regions
    )
    return SearchResult(likeliest, matches.bearers)


async def villages_in(session: AsyncSession, district: Region) -> list[str]:
    """Return the codes of the villages of a district, first the one that is called like it."""
    there = select(Region.code).where(
        inside(Region.code, [district.code]), Region.level == VILLAGE, Region.retired_at.is_(None)
    )
    return list(
        await session.scalars(there.order_by(Region.search != district.search, Region.code))
    )


async def villages_of(session: AsyncSession, district: str) -> Sequence[str]:
    """Return the codes of the villages that a district has today."""
    there = inside(Region.code, [district]), Region.level == VILLAGE, Region.retired_at.is_(None)
    return (await session.scalars(select(Region.code).where(*there).order_by(Region.code))).all()


async def shared_names(session: AsyncSession, regions: Sequence[Region]) -> set[str]:
    """Return which of these names (``search``) several regions of one level bear."""
    bearers = (
        select(Region.search)
        .where(
            Region.search.in_({region.search for region in regions}), Region.retired_at.is_(None)
        )
        .group_by(Region.search, Region.level)
        .having(func.count() > 1)
    )
    return set(await session.scalars(bearers))


async def warm(session: AsyncSession) -> Gazetteer:
    """Return the index of the names that there are now; made once for each edition of them."""
    newest = select(Edition.digest).order_by(Edition.id.desc()).limit(1)
    digest = await session.scalar(newest) or ""
    cached = _cache()
    if digest not in cached:
        names = await _names(session)
        made = await asyncio.to_thread(Gazetteer, names)
        cached.clear()  # of an edition that is over nobody asks
        cached[digest] = made
    return cached[digest]


@lru_cache(maxsize=1)
def _cache() -> dict[str, Gazetteer]:
    """Return the process's own copy: whichever database names this edition holds these names."""
    return {}


async def _names(session: AsyncSession) -> list[tuple[str, str]]:
    """Read the names that hold today, a province at a time: the loop is never held for long."""
    provinces = await session.scalars(select(Region.code).where(Region.level == PROVINCE))
    names: list[tuple[str, str]] = []
    for province in provinces.all():
        here = select(Region.code, Region.name).where(
            inside(Region.code, [province]), Region.retired_at.is_(None)
        )
        names += [(code, name) for code, name in await session.execute(here)]
    return names


async def _of_code(
    session: AsyncSession,
    code: str,
    levels: Collection[int],
    within: Sequence[str] | None,
    *,
    sure: bool,
) -> SearchResult:
    fitting = [
        region
        for region in await today(session, code)
        if region.level in levels
        and (within is None or any(covers(c, region.code) for c in within))
    ]
    return SearchResult(
        tuple(RegionMatch(region, 1.0, sure=sure) for region in fitting), len(fitting)
    )
