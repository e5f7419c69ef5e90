"""Conditions on codes of regions: what lies in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import false, or_, select

from bot.domain.access import Level, covers, level_of
from bot.models import Region, Succession

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select, SQLColumnExpression

_AFTER_DOT = "/"  # the character that follows the dot


def lies_in(
    column: SQLColumnExpression[str],
    regions: Collection[str],
    at: SQLColumnExpression[datetime] | None = None,
) -> ColumnElement[bool]:
    """Return the condition that a code is one of these regions or lies in one of them.

    What a decree ended is found under the codes that came out of it, and under its own what came
    out of it. A region that goes on beside what was split from it keeps its own; where ``at``
    tells when something was, what was before the split is found under both.
    """
    return or_(
        inside(column, regions),
        column.in_(_ended(regions)),
        column.in_(_heirs(regions)),
        *([] if at is None else [_before(column, regions, at)]),
    )


def inside(column: SQLColumnExpression[str], regions: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that a code begins with one of these: of decrees it knows nothing.

    A range of codes, since LIKE does not use the index; villages by their codes alone.
    """
    villages = [code for code in regions if level_of(code) is Level.VILLAGE]
    larger = [code for code in regions if level_of(code) is not Level.VILLAGE]
    ranges = [
        or_(column == code, (column > f"{code}.") & (column < f"{code}{_AFTER_DOT}"))
        for code in larger
    ]
    return or_(column.in_(villages) if villages else false(), *ranges)


def _ended(regions: Collection[str]) -> Select[str]:
    """Return the codes that ended and of which something lies in these regions now."""
    came_out = select(Succession.old_code).join(Region, Region.code == Succession.old_code)
    return came_out.where(inside(Succession.new_code, regions), Region.retired_at.is_not(None))


def _heirs(regions: Collection[str]) -> Select[str]:
    """Return the codes that came out of what ended of these regions."""
    came_out = select(Succession.new_code).join(Region, Region.code == Succession.old_code)
    return came_out.where(inside(Succession.old_code, regions), Region.retired_at.is_not(None))


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
    codes = sorted(set(regions))
    return [code for code in codes if not any(covers(o, code) for o in codes if o != code)]
