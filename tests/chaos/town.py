"""The town in which every row plays: built once, copied for each."""

from __future__ import annotations

import asyncio
import copy
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.models import Database
from bot.models.schema import upgrade
from bot.places import data as regions
from bot.services.operations.region_loading import load_regions
from bot.settings.environment import DATABASE_FILE
from tests.world import CITY, open_world, sqlite_in

if TYPE_CHECKING:
    from pathlib import Path

    from bot.standin.telegram import Person, Telegram
    from tests.world import World

DISTRICTS = ("73.71.09", "73.71.10", "73.71.11")
VILLAGES_EACH, RESIDENTS_EACH = 7, 4
OFFICER, RESIDENT, DEPUTY, SUPERVISOR = "Petugas", "Warga", "Wakil", "Kanit"
FAST_LIMITS = "[rates]\noverall = 0\nper_chat = 0\nper_group = 0\n"


@dataclass(frozen=True, slots=True)
class Town:
    """People with their Telegram, and the database in which the bot knows them."""

    telegram: Telegram
    database_url: str
    data: Path

    def people(self, part: str) -> list[Person]:
        """Return those who play this part: OFFICER, RESIDENT, DEPUTY, SUPERVISOR."""
        everybody = self.telegram.people.values()
        return [person for person in everybody if person.name.startswith(part)]


async def build(folder: Path, database_url: str) -> Town:
    """Bring the schema and the regions into an empty database, and enrol everybody."""
    await asyncio.to_thread(upgrade, database_url)
    database = Database(database_url)
    await database.transact(load_regions)
    await database.close()
    limits = folder / "no limits"
    limits.mkdir()
    (limits / "limits.toml").write_text(FAST_LIMITS)
    opening = open_world(
        folder, at=datetime.now(UTC), config_overlay=limits, database_url=database_url
    )
    async with opening as world:
        await _enrol(world)
        world.telegram.clock = _now
        return Town(world.telegram, database_url, folder)


def copied(town: Town, folder: Path, database_url: str | None = None) -> Town:
    """Return a town of one's own; its database, where it is no file, is copied by the caller."""
    if database_url is None:
        shutil.copy(town.data / DATABASE_FILE, folder / DATABASE_FILE)
    return Town(copy.deepcopy(town.telegram), database_url or sqlite_in(folder), folder)


def _now() -> datetime:
    return datetime.now(UTC)


async def _enrol(world: World) -> None:
    villages = _villages()
    for district in DISTRICTS:
        await world.enrol(f"{DEPUTY} {district}", role="deputy", region=district)
        await world.enrol(f"{SUPERVISOR} {district}", role="supervisor", region=district)
    await world.enrol(f"{SUPERVISOR} {CITY}", role="supervisor", region=CITY)
    for village in villages:
        await world.enrol(f"{OFFICER} {village}", role="officer", region=village)
    for number in range(RESIDENTS_EACH):  # they write by turns: all villages report
        for village in villages:
            await world.enrol(f"{RESIDENT} {number} {village}", region=village)


def _villages() -> list[str]:
    inside: dict[str | None, list[str]] = {district: [] for district in DISTRICTS}
    for row in regions.regions():
        if row.parent_code in inside:
            inside[row.parent_code].append(row.code)
    return [code for codes in inside.values() for code in codes[:VILLAGES_EACH]]
