"""A newcomer's emergency is one, and whole, however often the bot is killed while it is taken."""

from __future__ import annotations

import asyncio
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from sqlalchemy import select

from bot.models import Attachment, Database, Draft, Newcomer, Report
from bot.standin.server import Server
from tests.faults.process import LOOK_S, ForkedBot
from tests.world import VILLAGE, World, open_world

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bot.standin.telegram import Person, Telegram

FIRE = "ada kebakaran di RT 03"
HERE = (-5.14, 119.44)  # degrees, in the village
KILLS = 2  # of the three messages that are found again
PATIENCE_S = 120.0
pytestmark = [pytest.mark.kill, pytest.mark.long]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What meets in the database meets in the stories, on both."""
    return sqlite_url


async def test_killed_while_the_messages_are_taken(
    data: Path, database_url: str, fast_limits: Path
) -> None:
    """Killed once before the consent, and as each edit reaches Telegram: nothing is missing."""
    async with open_world(data, config_overlay=fast_limits, database_url=database_url) as world:
        officer = await world.enrol("Bripka Ilham", role="officer")
        telegram = world.telegram
    person = telegram.person("Cici")
    async with (
        Server(telegram) as server,
        ForkedBot(server.url, data, database_url, fast_limits) as bot,
    ):
        await _writes(telegram, person)
        await bot.kill()
        await bot.start()
        person.presses("Setuju", person.last)
        for number in range(1, KILLS + 1):
            await telegram.until(partial(_edited, telegram, number), PATIENCE_S)
            await bot.kill()
            await bot.start()
        await _all_taken(database_url)
        person.writes(VILLAGE)
        await telegram.until(lambda: bool(world.pages_to(officer)), PATIENCE_S)
        assert await bot.terminate() == 0
    async with open_world(data, config_overlay=fast_limits, database_url=database_url) as world:
        await _is_one_emergency(world)
    assert len(world.pages_to(officer)) == 1


async def _writes(telegram: Telegram, person: Person) -> None:
    """Write each once the one before is answered, and all of it is confirmed."""
    picture = BytesIO()
    Image.new("RGB", (64, 48), "seagreen").save(picture, "JPEG")
    sends: Sequence[Callable[[], object]] = (
        partial(person.sends_photo, picture.getvalue()),
        partial(person.writes, "/darurat"),
        partial(person.writes, FIRE),
        partial(person.sends_location, *HERE),
    )
    for number, send in enumerate(sends, start=1):
        send()
        await telegram.until(partial(_answered, telegram, person, number), PATIENCE_S)


def _answered(telegram: Telegram, person: Person, number: int) -> bool:
    return len(person.inbox) >= number and not telegram.pending


def _edited(telegram: Telegram, times: int) -> bool:
    return sum(call.method == "editMessageText" for call in telegram.calls) >= times


async def _all_taken(database_url: str) -> None:
    database = Database(database_url)
    waiting = True
    while waiting:
        async with database.reading() as session:
            waiting = any(row.waiting for row in await session.scalars(select(Newcomer)))
        await asyncio.sleep(LOOK_S)
    await database.close()


async def _is_one_emergency(world: World) -> None:
    (report,) = await world.all(Report)
    assert (report.emergency, report.text, (report.lat, report.lon)) == (True, FIRE, HERE)
    assert await world.count(Attachment, Attachment.report_id == report.id) == 1
    assert await world.count(Draft, Draft.status == "open") == 0
