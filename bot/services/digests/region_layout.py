"""What some regions are made of, and what passed into them: one statement where one is asked of."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import literal, select, union_all

from bot.models import Region, Succession
from bot.places import region_filters, region_statements
from bot.services.digests import place_queries
from bot.services.digests.place_queries import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.places.region_statements import Inside

_PART, _PASSED = "part", "passed"


class Layout(NamedTuple):
    """Of some regions the parts by which they are counted, by code in order.

    ``under``: by zone the codes under which something counts for those of them that lie there.
    ``passed``: what ended there, or elsewhere too, each with a code that it passed to.
    """

    parts: Mapping[str, Place]
    under: Mapping[str, Sequence[str]]
    passed: Collection[tuple[str, str]]


async def load(session: AsyncSession, regions: Sequence[Region]) -> Layout:
    """Read the layout of some regions, none in another."""
    if len(regions) == 1 and regions[0].retired_at is None:
        parts, passed = await _of_one(session, regions[0].code)
    else:
        parts = await _parts(session, regions)
        passed = await region_filters.successions(session, regions)
    return build(regions, parts, passed)


def build(
    regions: Iterable[Region],
    parts: Mapping[str, Place],
    succeeded: Collection[tuple[str, str]],
) -> Layout:
    """Return the layout of regions by what was read; ``succeeded``: of these, or of more."""
    zones: dict[str, list[Region]] = defaultdict(list)
    for region in regions:
        zones[region.zone].append(region)
    under = {zone: region_filters.codes_under(here, succeeded) for zone, here in zones.items()}
    return Layout(parts, under, succeeded)


async def _parts(session: AsyncSession, regions: Sequence[Region]) -> Mapping[str, Place]:
    """Return what lies below a region that ended; of several regions these themselves."""
    if len(regions) == 1:
        return await place_queries.parts(session, regions[0].code)
    of_today = {one.code: Place(one.code, one.name) for one in regions if one.retired_at is None}
    return dict(sorted(of_today.items()))


async def _of_one(
    session: AsyncSession, code: str
) -> tuple[Mapping[str, Place], Sequence[tuple[str, str]]]:
    """Return the parts of a region of today, and what ended and passed into it: old and new."""
    rows = await region_statements.execute(session, _written, [code], above=code)
    parts = {of: Place(of, name) for what, of, name in rows if what == _PART}
    return dict(sorted(parts.items())), [(old, new) for what, old, new in rows if what == _PASSED]


def _written(here: Inside) -> Select[str, str, str]:
    """Return what a row is of, and a part's code and name, or a code that ended and a new one."""
    parts = place_queries.below(here).order_by(None)
    passed = (
        select(literal(_PASSED), Succession.old_code, Succession.new_code)
        .join(Region, Region.code == Succession.old_code)
        .where(here(Succession.new_code), Region.retired_at.is_not(None))
    )
    named = parts.with_only_columns(literal(_PART).label("what"), Region.code, Region.name)
    return select(*union_all(named, passed).subquery().c)
