"""The story of two neighbours and one fire, played against the real bot."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.demo import characters
from bot.demo.cleanup import Cleanup
from bot.demo.newcomer import TourGuest
from bot.demo.page_api import PageApi
from bot.demo.shared_fire import SharedFire
from bot.demo.translation import Translation
from bot.models import Alert, Incident
from bot.standin.movable_clock import MovableClock

if TYPE_CHECKING:
    from tests.world import World

PACE = 1000.0  # nobody looks


async def test_two_neighbours_and_one_fire(world: World) -> None:
    """It plays to its end, with one incident and one page; nothing is open after it."""
    app = world.app
    for player in (characters.WATCH, characters.NEIGHBOUR, characters.OFFICER):
        world.telegram.person(player.name, player.telegram_id)
        await world.enrol(player.name, player.role, characters.VILLAGE)
    cleanup = Cleanup(app.database, app.vault)
    translation = Translation(world.telegram, app.database, app.config, app.vault, world.data)
    async with TourGuest(world.telegram, app.database, app.vault) as guest:
        clock = MovableClock()
        stage = PageApi(world.telegram, clock, app.database, guest, cleanup, translation)
        story = SharedFire(stage, PACE)
        playing = asyncio.create_task(story.play())
        while not playing.done():
            await world.settle()
            await asyncio.sleep(0)
        await playing
        await story.clean_up()
    assert await world.count(Incident) == 1
    (alert,) = await world.all(Alert)
    assert alert.status == "closed"
