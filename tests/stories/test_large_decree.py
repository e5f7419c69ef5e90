"""A decree that changes hundreds of villages all over the nation loses no report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Edition, Region, Succession
from bot.places.data import VILLAGE as LEVEL
from bot.places.data.decrees import CodeChange, Nation, shipped
from bot.services.operations import report_rows
from tests.decree import DAY, obey
from tests.large_decree import old_report

if TYPE_CHECKING:
    from tests.world import World

pytestmark = pytest.mark.nation
RENAMED, RECODED, SPLIT, MERGED, ENDED = 500, 100, 20, 10, 5


async def _exported(world: World, region: str) -> set[str]:
    async with world.app.database.reading() as session:
        return {row["ticket"] async for row in report_rows.reports(session, region=region)}


async def test_a_large_decree_keeps_every_report_findable(world: World) -> None:
    """500 renamed, 100 of them by code; 20 split, 10 merged, 5 ended; twice changes nothing."""
    nation, ended = _large(shipped())
    moved = [(change.old, change.new) for change in nation.code_changes]
    tickets = await _history(world, [*ended, *(old for old, _ in moved)])
    changed = await obey(world, nation)
    assert changed == (RENAMED - RECODED) + 2 * RECODED + SPLIT + 3 * MERGED + ENDED
    for code, others in [(code, []) for code in ended] + [(old, [new]) for old, new in moved]:
        for region in (code, *others):
            assert tickets[code] in await _exported(world, region), (code, region)
    assert await obey(world, nation) == 0
    assert await world.count(Edition) == 2
    assert await world.count(Succession) == len(moved)
    today = Region.retired_at.is_(None) & (Region.level == LEVEL)
    assert await world.count(Region, today) == 83_762 + SPLIT - MERGED - ENDED


def _large(nation: Nation) -> tuple[Nation, list[str]]:
    """Return the nation after a large decree, and the codes that ended without an heir."""
    rows = {row.code: row for row in nation.rows}
    villages = [row for row in nation.rows if row.level == LEVEL]
    drawn = iter(range(0, len(villages), 150))  # each in a district of its own
    passed: list[tuple[str, str]] = []
    for count in range(RENAMED):
        old = villages[next(drawn)]
        code = f"{old.parent_code}.2999" if count < RECODED else old.code
        del rows[old.code]
        rows[code] = old._replace(code=code, name=f"{old.name} Makmur")
        passed += [(old.code, code)] if count < RECODED else []
    for _ in range(SPLIT):
        old = villages[next(drawn)]
        code = f"{old.parent_code}.2998"
        rows[code] = old._replace(code=code, name="Pemekaran")
        passed.append((old.code, code))
    for _ in range(MERGED):
        at = next(drawn)
        code = f"{villages[at].parent_code}.2997"
        rows[code] = villages[at]._replace(code=code, name="Gabungan")
        passed += [(rows.pop(villages[each].code).code, code) for each in (at, at + 1)]
    ended = [rows.pop(villages[next(drawn)].code).code for _ in range(ENDED)]
    code_changes = tuple(CodeChange(DAY, old, new) for old, new in passed)
    return Nation(DAY, tuple(rows.values()), code_changes), ended


async def _history(world: World, codes: list[str]) -> dict[str, str]:
    """Write an old report into each village; return their tickets."""
    tickets = {code: f"KT-{number:06}" for number, code in enumerate(codes)}
    async with world.app.database.writing() as session:
        for code, ticket in tickets.items():
            session.add(old_report(code, ticket, world.clock.at))
            await session.flush()
    return tickets
