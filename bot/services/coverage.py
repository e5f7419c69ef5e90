"""Conditions on codes of regions: what lies in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import false, or_

from bot.domain.access import Level, covers, level_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import ColumnElement, SQLColumnExpression

_AFTER_DOT = "/"  # the character that follows the dot


def lies_in(column: SQLColumnExpression[str], regions: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that a code is one of these regions or lies in one of them.

    A range of codes, since LIKE does not use the index; villages by their codes alone.
    """
    villages = [code for code in regions if level_of(code) is Level.VILLAGE]
    larger = [code for code in regions if level_of(code) is not Level.VILLAGE]
    ranges = [
        or_(column == code, (column > f"{code}.") & (column < f"{code}{_AFTER_DOT}"))
        for code in larger
    ]
    return or_(column.in_(villages) if villages else false(), *ranges)


def outermost(regions: Iterable[str]) -> list[str]:
    """Return the regions without those that lie in another of them."""
    codes = sorted(set(regions))
    return [code for code in codes if not any(covers(o, code) for o in codes if o != code)]
