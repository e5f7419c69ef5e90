"""Statements about regions that are written once, and run with other codes each time.

To write a statement costs four times what it costs to run it, where it finds little. PostgreSQL
plans it once, too: to plan one of many parts took it longer than to find all of its rows.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVarTuple, cast

from sqlalchemy import BindParameter, String, bindparam, false, literal_column, or_, select
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.sql.visitors import replacement_traverse

from bot.domain.access import Level, level_of
from bot.places.region_filters import AFTER_DOT, EVERYWHERE, inside

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from sqlalchemy import ColumnElement, Row, Select, SQLColumnExpression
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.sql.visitors import ExternallyTraversible

    Inside: TypeAlias = Callable[[SQLColumnExpression[str]], ColumnElement[bool]]

Columns = TypeVarTuple("Columns")

MOST_KEPT = 8  # ranges of codes; more are rare, and to write their statement is the least of it
_VILLAGES = "villages"
_PLAIN = DefaultDialect()  # writes texts and numbers as both databases read them


async def execute(
    session: AsyncSession,
    write: Callable[[Inside], Select[*Columns]],
    regions: Collection[str],
    **values: object,
) -> Sequence[Row[*Columns]]:
    """Return the rows of what ``write`` makes of the condition that a code lies in some regions.

    ``write``, a function of a module, is called once for each number of regions. ``values``: of
    what it binds by name beside them. It selects columns: what the session does beside, to make
    objects of rows, is a third of the time of a small one.
    """
    connection = await session.connection()
    villages = [code for code in regions if code and level_of(code) is Level.VILLAGE]
    larger = [code for code in regions if code and level_of(code) is not Level.VILLAGE]
    if EVERYWHERE in regions or len(larger) > MOST_KEPT:
        written = write(lambda column: inside(column, regions))
        return (await connection.execute(written, values)).all()
    bound: dict[str, object] = {_VILLAGES: villages} if villages else {}
    for number, code in enumerate(larger):
        bound |= {f"from_{number}": code, f"to_{number}": f"{code}{AFTER_DOT}"}
    how = _Ranges(len(larger), bool(villages), connection.dialect.name == "postgresql")
    kept: Select[*Columns] = _written(write, how)
    return (await connection.execute(kept, bound | values)).all()  # one by one they take longer


class _Ranges(NamedTuple):
    """How many larger regions a statement asks of, whether of villages too, and which database."""

    larger: int
    villages: bool
    on_postgresql: bool

    def end(self, name: str) -> ColumnElement[str]:
        """Return a bound code, of one range such that PostgreSQL's planner does not look at it.

        It keeps a plan that is no worse than those for single values. A range that it looks at it
        takes to be much smaller than any that it does not know, and plans anew each time.
        """
        code = bindparam(name, type_=String())
        hidden = self.on_postgresql and self.larger == 1
        return select(code).scalar_subquery() if hidden else code


@lru_cache(maxsize=256)
def _written(
    write: Callable[[Inside], Select[*tuple[Any, ...]]], how: _Ranges
) -> Select[*tuple[Any, ...]]:
    written = write(partial(_inside, how))
    return cast("Select[*tuple[Any, ...]]", replacement_traverse(written, {}, _constant))


def _constant(element: ExternallyTraversible, **_: object) -> ColumnElement[Any] | None:
    """Return a value that the statement always has, to be written in it: None for other parts.

    The planner knows how rare it is, and whoever runs the statement need not bind it.
    """
    if not isinstance(element, BindParameter) or element.required or element.expanding:
        return None
    written = element.type.dialect_impl(_PLAIN).literal_processor(_PLAIN)
    return None if written is None else literal_column(written(element.value), element.type)


def _inside(how: _Ranges, column: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Return what :func:`region_filters.inside` does, of codes that are bound when it runs."""
    among = column.in_(bindparam(_VILLAGES, expanding=True)) if how.villages else false()
    return or_(
        among,
        *(
            (column >= how.end(f"from_{number}")) & (column < how.end(f"to_{number}"))
            for number in range(how.larger)
        ),
    )
