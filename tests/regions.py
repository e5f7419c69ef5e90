"""How much of the nation a story's database holds: all of it, or the province it plays in."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.models import Database
from bot.models.schema import upgrade
from bot.places.data.decrees import shipped
from bot.services.operations import region_loading
from tests.world import PROVINCE

if TYPE_CHECKING:
    from bot.places.data.decrees import Nation

NATION_WIDE, OF_ONE_PROVINCE = "nation", "province"


def migrate(url: str, extent: str) -> None:
    """Make a database at the newest schema, with the regions of ``extent``."""
    upgrade(url)
    asyncio.run(_fill(url, None if extent == NATION_WIDE else province()))


async def _fill(url: str, nation: Nation | None) -> None:
    database = Database(url)
    await database.transact(
        lambda session: region_loading.load_regions(session, None, nation),
    )
    await database.close()  # the last connection to go writes SQLite's log back into the file


@lru_cache
def province() -> Nation:
    """Return the shipped nation of which only one province is left: 3,400 of 91,599 regions."""
    nation = shipped()
    rows = tuple(row for row in nation.rows if row.code.partition(".")[0] == PROVINCE)
    ours = {row.code for row in rows}
    code_changes = tuple(one for one in nation.code_changes if {one.old, one.new} <= ours)
    return replace(nation, rows=rows, code_changes=code_changes)
