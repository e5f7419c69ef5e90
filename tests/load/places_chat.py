"""How many messages and taps somebody new needs until the bot knows their village."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.demo.cleanup import Cleanup
from bot.demo.newcomer import MOST_STEPS, TourGuest
from bot.demo.page_api import PageApi
from bot.demo.tour import Tour
from bot.demo.tour_scripts import WAYS
from bot.demo.translation import Translation
from bot.models import Database, Member
from bot.models.schema import upgrade
from bot.services.operations import region_loading
from bot.standin.movable_clock import MovableClock
from tests.load.figures import Figure
from tests.world import open_world, sqlite_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.world import World

PACE = 1000.0  # nobody looks


async def measure() -> AsyncIterator[Figure]:
    """Yield the steps of each way on the demo page after ``Setuju``, and how many led home."""
    with tempfile.TemporaryDirectory() as folder:
        url = sqlite_in(Path(folder))
        await asyncio.to_thread(upgrade, url)
        database = Database(url)
        await database.transact(region_loading.load_regions)
        await database.close()
        async with (
            open_world(Path(folder)) as world,
            TourGuest(world.telegram, world.app.database, world.app.vault) as newcomer,
        ):
            async for figure in _steps(world, newcomer):
                yield figure


async def _steps(world: World, newcomer: TourGuest) -> AsyncIterator[Figure]:
    cleanup = Cleanup(world.app.database, world.app.vault)
    translation = Translation(
        world.telegram, world.app.database, world.app.config, world.app.vault, world.data
    )
    stage = PageApi(
        world.telegram, MovableClock(), world.app.database, newcomer, cleanup, translation
    )
    for way in WAYS:
        newcomer.comes()
        told = asyncio.create_task(Tour(stage, newcomer, way, PACE).play())
        while not told.done():
            await world.settle()
            await asyncio.sleep(0)
        await told
        yield Figure(f"places.chat.{way.key}", newcomer.steps, "steps", goal=f"<={MOST_STEPS}")
    homes = await _homes(world)
    right = [home == way.village for home, way in zip(homes, WAYS, strict=True)]
    yield Figure("places.chat.right", statistics.mean(right), "share", goal=">=1")


async def _homes(world: World) -> list[str | None]:
    """Return the villages of those who came, in their order."""
    async with world.app.database.reading() as session:
        return list(await session.scalars(select(Member.village_code).order_by(Member.id)))
