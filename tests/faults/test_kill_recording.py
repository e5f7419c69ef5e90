"""A voice beside a report, and the real process is killed while it is written anew and sent on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.models import Attachment, Report
from bot.standin.server import Server
from tests import recordings
from tests.faults.process import ForkedBot
from tests.world import open_world

if TYPE_CHECKING:
    from pathlib import Path

    from bot.standin.telegram import Message, Person, Telegram

PATIENCE_S = 120.0
FIRE = "Ada kebakaran di RT 03, api besar"
# Its steps are told by stories/test_recordings.py, and a kill between two by test_note_pictures.py.
pytestmark = [
    *(pytest.mark.kill, pytest.mark.whole_matrix),
    recordings.needs_ffmpeg,
]


async def test_a_voice_and_two_kills(data: Path, database_url: str, fast_limits: Path) -> None:
    """It is kept once and arrives written anew; the page does not wait for it."""
    original = recordings.voice()
    async with open_world(data, config_overlay=fast_limits, database_url=database_url) as world:
        officer = await world.enrol("Bripka Ilham", role="officer")
        neighbour = await world.enrol("Daeng Naba")
        telegram = world.telegram
    async with (
        Server(telegram) as server,
        ForkedBot(server.url, data, database_url, fast_limits) as bot,
    ):
        neighbour.sends_recording("voice", original, caption=FIRE)
        await _killed_at(telegram, bot, "getFile")
        await telegram.until(partial(_offers, neighbour, "Masih, kirim"), PATIENCE_S)
        neighbour.presses("Masih, kirim")
        await _killed_at(telegram, bot, "sendAudio")
        await telegram.until(lambda: bool(_heard(officer)), PATIENCE_S)
        assert await bot.terminate() == 0
    assert world.pages_to(officer)
    assert original not in [one.recording.content for one in _heard(officer) if one.recording]
    async with open_world(data, config_overlay=fast_limits, database_url=database_url) as world:
        (report,) = await world.all(Report)
        (kept,) = await world.all(Attachment)
    assert (kept.report_id, kept.state) == (report.id, "ready")


async def _killed_at(telegram: Telegram, bot: ForkedBot, method: str) -> None:
    """Kill the bot as soon as it calls a method, and start it again: it asks for what came."""
    await _calls(telegram, method)
    await bot.kill()
    await bot.start()
    await _calls(telegram, "getUpdates")


async def _calls(telegram: Telegram, method: str) -> None:
    """Wait until the bot calls a method once more."""

    def count() -> int:
        return sum(call.method == method for call in telegram.calls)

    before = count()
    await telegram.until(lambda: count() > before, PATIENCE_S)


def _offers(person: Person, label: str) -> bool:
    return bool(person.inbox) and label in person.inbox[-1].buttons


def _heard(person: Person) -> list[Message]:
    return [one for one in person.inbox if one.recording is not None]
