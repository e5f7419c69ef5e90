"""Conditions on codes of regions: what lies in them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import false, func, or_, select, true
from sqlalchemy.orm import aliased

from bot.domain.access import Level, ancestors, level_of, lies_within, matches, may
from bot.models import Region, Succession

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select, SQLColumnExpression
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant

MOST_RANGES = 200
EVERYWHERE = ""  # stands for the code of a region in which all others lie
AFTER_DOT = "/"  # the character that follows the dot: up to it lies what a region holds


def lies_in(
    column: SQLColumnExpression[str],
    regions: Collection[str],
    at: SQLColumnExpression[datetime] | None = None,
) -> ColumnElement[bool]:
    """Return the condition that a code is one of these regions or lies in one of them.

    What a decree ended is found under the codes that came out of it; and who asks for one that
    ended finds what came out of it, wherever that lies now. A region that goes on beside what was
    split from it keeps its own; where ``at`` tells when something was, what was before the split is
    found under both.
    """
    return or_(
        inside(column, regions),
        column.in_(_ended(regions)),
        column.in_(_heirs(regions)),
        *([] if at is None else [_before(column, regions, at)]),
    )


async def successions(session: AsyncSession, regions: Collection[Region]) -> list[tuple[str, str]]:
    """Return what ended and passed into these regions, or out of those of them that ended.

    Of each the old code and the new one.
    """
    codes = [region.code for region in regions]
    ended = [region.code for region in regions if region.retired_at is not None]
    old, new = Succession.old_code, Succession.new_code
    passed = or_(inside(new, codes), inside(old, ended)) if ended else inside(new, codes)
    found = select(old, new).join(Region, Region.code == old).where(passed)
    rows = await session.execute(found.where(Region.retired_at.is_not(None)))
    return [(was, became) for was, became in rows]


async def came_from(
    session: AsyncSession, regions: Collection[str]
) -> Mapping[str, frozenset[str]]:
    """Return what ended and passed into these regions: by the old code what came out of it."""
    old, new = Succession.old_code, Succession.new_code
    found = select(old, new).join(Region, Region.code == old)
    passed = inside(new, regions) & Region.retired_at.is_not(None)
    became: dict[str, set[str]] = defaultdict(set)
    for was, is_now in await session.execute(found.where(passed)):
        became[was].add(is_now)
    return {was: frozenset(new_codes) for was, new_codes in became.items()}


def codes_under(regions: Collection[Region], succeeded: Collection[tuple[str, str]]) -> list[str]:
    """Return the codes in which lies what :func:`lies_in` finds: one small read for many counts.

    With them :func:`inside` needs no look at the decrees, and an index serves it. ``succeeded``:
    what ended here, and perhaps elsewhere.
    """
    codes = [region.code for region in regions]
    ended = [region.code for region in regions if region.retired_at is not None]
    more: set[str] = set()
    for was, became in succeeded:
        if lies_within(was, ended):
            more |= {was, became}
        elif lies_within(became, codes):
            more.add(was)
    return [*codes, *sorted(code for code in more if not lies_within(code, codes))]


def inside(column: SQLColumnExpression[str], regions: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that a code begins with one of these: of decrees it knows nothing.

    Of :data:`EVERYWHERE` all do. A range of codes, since LIKE does not use the index; villages by
    their codes alone. A condition of hundreds of ranges is more than a database reads: then
    beginnings are compared.
    """
    if EVERYWHERE in regions:
        return true()
    if not regions:
        return false()  # by itself: beside "or false" SQLite reads every row
    levels = [(code, level_of(code)) for code in regions]
    villages = [code for code, level in levels if level is Level.VILLAGE]
    larger = [code for code, level in levels if level is not Level.VILLAGE]
    if len(larger) > MOST_RANGES:
        return or_(column.in_(villages), *_beginnings(column, larger))
    # Codes are digits and dots: from a code on up to the sign after a dot lies what it holds alone.
    # One range each, since with an equality beside it PostgreSQL reads the rows and not the index.
    ranges = [(column >= one) & (column < f"{last}{AFTER_DOT}") for one, last in _rows(larger)]
    return or_(column.in_(villages) if villages else false(), *ranges)


def _rows(codes: Collection[str]) -> list[tuple[str, str]]:
    """Return the first and the last of each row of neighbours: between 11 and 12 lies nothing."""
    found: list[tuple[str, str]] = []
    for code in sorted(codes):
        above, _, number = code.rpartition(".")
        before, _, last = found[-1][1].rpartition(".") if found else ("", "", "")
        if found and before == above and len(last) == len(number) and int(last) + 1 == int(number):
            found[-1] = found[-1][0], code
        else:
            found.append((code, code))
    return found


def _beginnings(
    column: SQLColumnExpression[str], larger: Collection[str]
) -> Iterator[ColumnElement[bool]]:
    lengths = {len(code) for code in larger}
    for length in sorted(lengths):
        codes = [code for code in larger if len(code) == length]
        yield func.substr(column, 1, length).in_(codes)


def _ended(regions: Collection[str]) -> Select[str]:
    """Return the codes that ended and of which something lies in these regions now."""
    came_out = select(Succession.old_code).join(Region, Region.code == Succession.old_code)
    return came_out.where(inside(Succession.new_code, regions), Region.retired_at.is_not(None))


def _heirs(regions: Collection[str]) -> Select[str]:
    """Return the codes that came out of those of these regions that ended.

    Not out of what ended inside one that goes on: a district that a village has left is without it.
    """
    asked, old = aliased(Region), Succession.old_code
    within = (old > asked.code.concat(".")) & (old < asked.code.concat(AFTER_DOT))
    came_out = select(Succession.new_code).join(Region, Region.code == old)
    return came_out.join(asked, or_(old == asked.code, within)).where(
        asked.code.in_(regions), asked.retired_at.is_not(None), Region.retired_at.is_not(None)
    )


def _before(
    column: SQLColumnExpression[str],
    regions: Collection[str],
    at: SQLColumnExpression[datetime],
) -> ColumnElement[bool]:
    return (
        select(Succession.old_code)
        .where(
            Succession.old_code == column,
            inside(Succession.new_code, regions),
            Succession.since > at,
        )
        .exists()
    )


def outermost(regions: Iterable[str]) -> list[str]:
    """Return the regions without those that lie in another of them."""
    codes = set(regions)
    return sorted(code for code in codes if codes.isdisjoint(set(ancestors(code)) - {code}))


def regions_held(grants: Iterable[Grant], permission: frozenset[str]) -> list[str]:
    """Return the outermost regions in which these posts give a permission."""
    return outermost(grant.region for grant in grants if matches(grant.role, permission))


def regions_shown(
    place: str | None, grants: Sequence[Grant], permission: frozenset[str]
) -> list[str]:
    """Return the place, if these posts give the permission there; without one, all they hold."""
    if place is None:
        return regions_held(grants, permission)
    return [place] if may(grants, permission, place) else []
