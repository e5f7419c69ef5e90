"""Write down a database of this version: ``python -m tests.migrations.record FOLDER``.

It plays :mod:`tests.migrations.scenario` on the real bot, takes a backup with the program's own
command, and lays it unpacked into FOLDER, so that a reader sees each row; beside it stands what
lies in people's chats. How it is used: README.md.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import obey
from bot.models import Database, schema
from bot.places.data.decrees import Nation, shipped
from bot.services.operations import region_loading
from tests.conftest import FAST_LIMITS
from tests.migrations import phones, scenario
from tests.world import DISTRICT, KEY, open_world, sqlite_in

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

# The district, and what it lies in: the nation's other villages say nothing here.
KEPT = ("73", "73.71", DISTRICT)


def record(folder: Path, scratch: Path) -> None:
    """Play, and write into ``folder``; ``scratch`` is an empty folder to work in."""
    data, config, file = scratch / "data", scratch / "config", scratch / "played.backup"
    data.mkdir()
    config.mkdir()
    (config / "limits.toml").write_text(FAST_LIMITS)
    folder.mkdir(parents=True, exist_ok=True)
    schema.upgrade(sqlite_in(data))
    at = asyncio.run(_play(data, config, folder / phones.FILE))
    ahead = scratch / "ahead"
    ahead.write_text(str((at - datetime.now(UTC)).total_seconds()))
    os.environ["KAMTIBMAS_DATA"] = str(data)
    os.environ["KAMTIBMAS_SECRET_KEY"] = KEY.decode()
    os.environ["KAMTIBMAS_CLOCK"] = str(ahead)
    if obey(["backup", str(file)]) != 0:
        raise SystemExit(1)
    with zipfile.ZipFile(file) as backup:
        backup.extractall(folder)


async def _play(data: Path, config: Path, chats: Path) -> datetime:
    database = Database(sqlite_in(data))
    await database.transact(_load_district)
    await database.close()
    async with open_world(data, at=scenario.TWO_YEARS_AGO, config_overlay=config) as world:
        await scenario.Village(world).play()
        phones.write(world.telegram, chats)
        return world.clock.at


async def _load_district(session: AsyncSession) -> None:
    nation, inside = shipped(), f"{DISTRICT}."
    rows = (row for row in nation.rows if row.code in KEPT or row.code.startswith(inside))
    await region_loading.load_regions(session, nation=Nation(nation.day, tuple(rows)))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch_:
        record(Path(sys.argv[1]), Path(scratch_))
