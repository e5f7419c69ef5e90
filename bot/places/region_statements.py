"""Statements about regions that are written once, and run with other codes each time.

To write a statement costs four times what it costs to run it, where it finds little.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVarTuple

from sqlalchemy import bindparam, false, or_

from bot.domain.access import Level, level_of
from bot.places.region_filters import AFTER_DOT, EVERYWHERE, inside

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from sqlalchemy import ColumnElement, Select, SQLColumnExpression
    from sqlalchemy.engine import Result
    from sqlalchemy.ext.asyncio import AsyncSession

    Inside: TypeAlias = Callable[[SQLColumnExpression[str]], ColumnElement[bool]]

Columns = TypeVarTuple("Columns")

MOST_KEPT = 8  # ranges of codes; more are rare, and to write their statement is the least of it
_VILLAGES = "villages"


async def execute(
    session: AsyncSession,
    write: Callable[[Inside], Select[*Columns]],
    regions: Collection[str],
    **values: object,
) -> Result[*Columns]:
    """Run what ``write``, a function of a module, makes of the condition that a code lies in some.

    It is called once for each number of regions. ``values``: of what it binds by name beside them.
    It selects columns: what the session does beside, to make objects of rows, is a third of the
    time of a small one.
    """
    connection = await session.connection()
    villages = [code for code in regions if code and level_of(code) is Level.VILLAGE]
    larger = [code for code in regions if code and level_of(code) is not Level.VILLAGE]
    if EVERYWHERE in regions or len(larger) > MOST_KEPT:
        written = write(lambda column: inside(column, regions))
        return await connection.execute(written, values)
    bound: dict[str, object] = {_VILLAGES: villages} if villages else {}
    for number, code in enumerate(larger):
        bound |= {f"from_{number}": code, f"to_{number}": f"{code}{AFTER_DOT}"}
    kept: Select[*Columns] = _written(write, len(larger), bool(villages))
    return await connection.execute(kept, bound | values)


@lru_cache(maxsize=256)
def _written(
    write: Callable[[Inside], Select[*tuple[Any, ...]]],
    ranges: int,
    villages: bool,  # noqa: FBT001 - a key
) -> Select[*tuple[Any, ...]]:
    return write(partial(_inside, ranges, villages))


def _inside(
    ranges: int,
    villages: bool,  # noqa: FBT001 - a key
    column: SQLColumnExpression[str],
) -> ColumnElement[bool]:
    """Return what :func:`region_filters.inside` does, of codes that are bound when it runs."""
    among = column.in_(bindparam(_VILLAGES, expanding=True)) if villages else false()
    return or_(
        among,
        *(
            (column >= bindparam(f"from_{number}")) & (column < bindparam(f"to_{number}"))
            for number in range(ranges)
        ),
    )
