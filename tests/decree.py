"""A decree as stories make one: codes that end, villages that begin, and what came out of whom.

It is compared with every region that there is, so its stories hold one province (``province``).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.places.data.decrees import CodeChange, Nation
from bot.services.operations import region_loading
from bot.services.operations.moved_cases import ReadingRules
from tests.regions import province
from tests.world import VILLAGE

if TYPE_CHECKING:
    from bot.services.operations.moved_cases import Unlock
    from tests.world import World

DAY = date(2026, 12, 1)


async def decree(
    world: World,
    *,
    gone: tuple[str, ...] = (),
    added: dict[str, str] | None = None,
    passed: tuple[tuple[str, str], ...] = (),
) -> int:
    """Load the province after a decree; villages that begin lie where Karuwisi lies."""
    return await obey(world, changed(province(), gone=gone, added=added, passed=passed))


async def obey(world: World, nation: Nation) -> int:
    """Load what a decree leaves; return how many regions changed."""
    async with world.app.database.writing() as session:
        return await region_loading.load_regions(session, None, nation, unlock=reading(world))


def reading(world: World) -> Unlock:
    """Return by what a decree learns who may read what it moves."""
    return lambda: ReadingRules(world.app.config, world.app.vault, world.clock.now())


def changed(
    nation: Nation,
    *,
    gone: tuple[str, ...] = (),
    added: dict[str, str] | None = None,
    passed: tuple[tuple[str, str], ...] = (),
) -> Nation:
    """Return the nation after a decree."""
    like = next(row for row in nation.rows if row.code == VILLAGE)
    rows = [row for row in nation.rows if row.code not in gone]
    rows += [like._replace(code=code, name=name) for code, name in (added or {}).items()]
    code_changes = tuple(CodeChange(DAY, old, new) for old, new in passed)
    return replace(
        nation, day=DAY, rows=tuple(rows), code_changes=nation.code_changes + code_changes
    )
