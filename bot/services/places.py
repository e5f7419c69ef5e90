"""Regions by code or name: what somebody typed, and which village they may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, func, insert, or_, select, update

from bot import data
from bot.data import REGENCY, VILLAGE
from bot.domain import access, place_names
from bot.domain.place_names import Reading, bare, normalise, read_code, readings
from bot.models import Region

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

CHUNK = 5000  # rows of one statement
SHORTEST_START, SHORTEST_PART = 3, 4  # letters by which a longer name may be meant
LOOKED_AT = 200  # candidates: beyond these nobody would find theirs by buttons

_COLUMNS = tuple(column.key for column in Region.__table__.columns)


async def by_code(session: AsyncSession, code: str) -> Region | None:
    """Return the region of a code."""
    return await session.get(Region, code)


async def by_codes(session: AsyncSession, codes: Iterable[str]) -> list[Region]:
    """Return the regions of these codes, in their order; what is none is left out."""
    wanted = list(dict.fromkeys(codes))
    found = await session.scalars(select(Region).where(Region.code.in_(wanted)))
    known = {region.code: region for region in found}
    return [known[code] for code in wanted if code in known]


async def find(
    session: AsyncSession,
    text: str,
    *,
    near: str | None = None,
    limit: int = 4,
    levels: Collection[int] = (VILLAGE,),
    within: Sequence[str] | None = None,
) -> list[Region]:
    """Return the regions that ``text`` may mean, the likeliest first.

    1. A code means one region.
    2. A whole name, perhaps followed by the district, regency or province it lies in.
    3. The beginning of a name, then any part of one; beside whole names only in one's own regency.
    Among equals those nearest to the region ``near`` come first. ``within``: codes of the regions
    in which alone it may lie.
    """
    inside = _inside(levels, within)
    if (code := read_code(text)) is not None:
        return list(await session.scalars(select(Region).where(Region.code == code, *inside)))
    said = readings(text)
    names = {name for reading in said for name in reading.names}
    found = list(await session.scalars(select(Region).where(Region.search.in_(names), *inside)))
    found = _chosen(said, found)
    if not found:
        found = await _parts(session, said, near, inside)
    elif near is not None and len(found) < limit:
        found += await _neighbours(session, said, near, inside, found)
    return sorted(found, key=lambda region: _rank(region, near))[:limit]


async def shared_names(session: AsyncSession, regions: Sequence[Region]) -> set[str]:
    """Return which of these names (``search``) several regions of one level bear."""
    bearers = (
        select(Region.search)
        .where(Region.search.in_({region.search for region in regions}))
        .group_by(Region.search, Region.level)
        .having(func.count() > 1)
    )
    return set(await session.scalars(bearers))


async def load_regions(
    session: AsyncSession, progress: Callable[[int, int], None] | None = None
) -> int:
    """Write every region that the product ships, and return how many were new or different.

    ``progress`` is told how many of how many are written. A region that is no longer shipped
    stays: reports may lie in it.
    """
    known = {row.code: tuple(row) for row in await session.execute(select(Region.__table__))}
    rows = [_row(region) for region in data.regions()]
    changed = [row for row in rows if known.get(row["code"]) != tuple(row.values())]
    new = [row for row in changed if row["code"] not in known]
    other = [row for row in changed if row["code"] in known]
    done = 0
    for statement, group in ((insert(Region), new), (update(Region), other)):
        for start in range(0, len(group), CHUNK):
            chunk = group[start : start + CHUNK]
            await session.execute(statement, chunk)
            done += len(chunk)
            if progress is not None:
                progress(done, len(changed))
    return len(changed)


def _row(region: data.RegionRow) -> dict[str, object]:
    search = (bare if region.level == REGENCY else normalise)(region.name)
    return {name: search if name == "search" else getattr(region, name) for name in _COLUMNS}


def _chosen(said: Iterable[Reading], found: Sequence[Region]) -> list[Region]:
    """Return the regions that the first fitting reading names in full."""
    for reading in said:
        fitting = [region for region in found if region.search in reading.names]
        if chosen := [region for region in fitting if _lies_in(region, reading.above)]:
            return chosen
    return []


async def _parts(
    session: AsyncSession,
    said: Sequence[Reading],
    near: str | None,
    inside: Sequence[ColumnElement[bool]],
) -> list[Region]:
    """Return the regions whose names begin with what was typed, else those that contain it."""
    if not said:
        return []
    whole = said[0]
    for condition in (_begins(whole.names), _contains(whole.names)):
        if condition is None:
            continue
        likely = select(Region).where(condition, *inside).order_by(*_order(near)).limit(LOOKED_AT)
        found = list(await session.scalars(likely))
        if fitting := [region for region in found if _lies_in(region, whole.above)]:
            return fitting
    return []


async def _neighbours(
    session: AsyncSession,
    said: Sequence[Reading],
    near: str,
    inside: Sequence[ColumnElement[bool]],
    found: Collection[Region],
) -> list[Region]:
    """Return what is likelier meant than a far place of that very name."""
    regency = access.region_at(near, access.Level.REGENCY) or near
    here = (*inside, Region.code.startswith(f"{regency}."))
    return [one for one in await _parts(session, said, near, here) if one not in found]


def _begins(names: Sequence[str]) -> ColumnElement[bool] | None:
    # A range, since LIKE does not use the index; no name is longer than so many letters z.
    ranges = [
        Region.search.between(name, name + "z" * 40)
        for name in names
        if len(name) >= SHORTEST_START
    ]
    return or_(*ranges) if ranges else None


def _contains(names: Sequence[str]) -> ColumnElement[bool] | None:
    parts = [Region.search.contains(name) for name in names if len(name) >= SHORTEST_PART]
    return or_(*parts) if parts else None


def _order(near: str | None) -> tuple[ColumnElement[int], ...]:
    """Order by nearness, the shortest name first: what was typed is most of it."""
    above = access.ancestors(near) if near else ()
    shares = [(Region.code.startswith(code), index) for index, code in enumerate(above)]
    near_first = (case(*shares, else_=len(above)),) if shares else ()
    return (*near_first, func.length(Region.search))


def _inside(
    levels: Collection[int], within: Sequence[str] | None
) -> tuple[ColumnElement[bool], ...]:
    conditions: list[ColumnElement[bool]] = [Region.level.in_(levels)]
    if within is not None:
        conditions.append(
            or_(*(or_(Region.code == code, Region.code.startswith(f"{code}.")) for code in within))
        )
    return tuple(conditions)


def _lies_in(region: Region, above: Sequence[str]) -> bool:
    return place_names.lies_in(above, (region.district, region.regency, region.province))


def _rank(region: Region, near: str | None) -> tuple[int, int, str]:
    shared = {*access.ancestors(region.code)} & {*access.ancestors(near)} if near else ()
    return -len(shared), len(region.search), region.code
