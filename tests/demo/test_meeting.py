"""The story of Monday's meeting, played against the real bot."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.demo import characters
from bot.demo.cleanup import Cleanup
from bot.demo.meeting import Meeting
from bot.demo.newcomer import TourGuest
from bot.demo.page_api import PageApi
from bot.demo.translation import Translation
from bot.standin.movable_clock import MovableClock

if TYPE_CHECKING:
    from tests.world import World

PACE = 1000.0  # nobody looks


async def test_a_summary_becomes_pictures_and_documents(world: World) -> None:
    """Figures, a picture that turns into the map, a PDF and a workbook: all on one phone."""
    app, one = world.app, characters.COORDINATOR
    coordinator = world.telegram.person(one.name, one.telegram_id)
    await world.enrol(one.name, one.role, characters.CITY)
    cleanup = Cleanup(app.database, app.vault)
    translation = Translation(world.telegram, app.database, app.config, app.vault, world.data)
    async with TourGuest(world.telegram, app.database, app.vault) as guest:
        stage = PageApi(world.telegram, MovableClock(), app.database, guest, cleanup, translation)
        story = Meeting(stage, PACE)
        playing = asyncio.create_task(story.play())
        while not playing.done():
            await world.settle()
            await asyncio.sleep(0)
        await playing
    files = [one.document.file_name for one in coordinator.inbox if one.document is not None]
    assert [name.rpartition(".")[2] for name in files] == ["pdf", "xlsx"]
    (picture,) = [one for one in coordinator.inbox if one.photo is not None]
    assert "Peta kejadian" in picture.text
