"""After an erasure no table joins what was reported to who reported it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.models import Base, Member, Report

if TYPE_CHECKING:
    from tests.world import World

_ROBBERY = "Ada rampok bawa parang di rumah Pak Amir"
_DRAWN = 1_000_000  # ids are drawn above it: a smaller number that is equal joins nothing
pytestmark = pytest.mark.both_databases


async def _rows(world: World) -> list[tuple[str, set[int]]]:
    """Return every row of every table as the ids and numbers in it."""
    found: list[tuple[str, set[int]]] = []
    async with world.app.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            rows = (await session.execute(table.select())).all()
            found += [(table.name, set(_numbers(list(row)))) for row in rows]
    return found


def _numbers(value: Any) -> list[int]:  # noqa: ANN401 - whatever a column holds
    if isinstance(value, dict):
        return _numbers(list(value.values()))
    if isinstance(value, list):
        return [number for one in value for number in _numbers(one)]
    if isinstance(value, str) and value.rpartition(":")[2].isdecimal():
        value = int(value.rpartition(":")[2])
    return [value] if isinstance(value, int) and value >= _DRAWN else []


def _reached(rows: list[tuple[str, set[int]]], start: int, but: set[int]) -> dict[int, str]:
    """Return every id that equal ids lead to from one, and in which table it was found."""
    reached, todo = {start: "reports"}, [start]
    while todo:
        known = todo.pop()
        for table, ids in rows:
            if known in ids:
                new = ids - reached.keys() - but
                reached |= dict.fromkeys(new, table)
                todo += new
    return reached


async def test_after_an_erasure_nothing_joins(world: World) -> None:
    """A closed case whose reporter had pressed every button, and then /hapus.

    Officers are left out of the search: what they were paged for says nothing of who reported.
    """
    officer = await world.enrol("Bripka Ilham", "officer")
    members: list[Member] = await world.all(Member)
    officers = {one.id for one in members}
    neighbour = await world.enrol("Ani")
    everybody: list[Member] = await world.all(Member)
    (me,) = {one.id for one in everybody} - officers
    await world.report(neighbour, _ROBBERY, "Masih, kirim")
    neighbour.presses("Sudah aman")
    await world.settle()
    officer.presses("Saya tangani")
    await world.settle()
    officer.presses("Selesai")
    await world.settle()
    officer.presses("Tertangani")
    await world.settle()
    (report,) = await world.all(Report)
    assert me in _reached(await _rows(world), report.id, officers)  # as long as it is kept
    neighbour.writes("/hapus")
    await world.settle()
    neighbour.presses("Ya, hapus")
    await world.settle()
    await world.passes(days=3)  # until updates that come twice are forgotten
    reached = _reached(await _rows(world), report.id, officers)
    assert me not in reached, reached[me]
