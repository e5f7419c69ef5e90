"""A conversation of twenty messages, and the real process is killed in the middle of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bot.models import ConversationMessage
from bot.standin.server import Server
from tests.faults.process import ForkedBot
from tests.world import open_world

if TYPE_CHECKING:
    from pathlib import Path

    from bot.standin.telegram import Message, Person, Telegram

PATIENCE_S = 120.0
ROUNDS = 10
# What is typed and what is owed are committed as a report is, which test_kill.py kills at random.
pytestmark = [pytest.mark.kill, pytest.mark.whole_matrix]


async def test_twenty_messages_and_two_kills(
    data: Path, database_url: str, fast_limits: Path
) -> None:
    """Each is kept exactly once, and arrives: a question that was just written, an answer too."""
    async with open_world(data, config_overlay=fast_limits, database_url=database_url) as world:
        officer = await world.enrol("Bripka Ilham", role="officer")
        neighbour = await world.enrol("Daeng Naba")
        await world.report(neighbour, "Ada kebakaran di RT 03")
        telegram, card = world.telegram, officer.last
    async with (
        Server(telegram) as server,
        ForkedBot(server.url, data, database_url, fast_limits) as bot,
    ):
        for number in range(ROUNDS):
            officer.writes(f"tanya no.{number:02}", reply_to=card)
            if number == ROUNDS // 3:
                await _killed(bot)
            question = await _arrives(telegram, neighbour, f"tanya no.{number:02}")
            neighbour.presses("Jawab", question)
            neighbour.writes(f"jawab no.{number:02}")
            if number == ROUNDS // 2:
                await _killed(bot)
            await _arrives(telegram, officer, f"jawab no.{number:02}")
        assert await bot.terminate() == 0
    async with open_world(data, config_overlay=fast_limits, database_url=database_url) as world:
        kept = Counter(one.text for one in await world.all(ConversationMessage))
    words = {f"{what} no.{number:02}" for what in ("tanya", "jawab") for number in range(ROUNDS)}
    assert kept == dict.fromkeys(words, 1)


async def _killed(bot: ForkedBot) -> None:
    await bot.kill()
    await bot.start()


async def _arrives(telegram: Telegram, person: Person, text: str) -> Message:
    """Wait until a message with these words has come."""

    def come() -> list[Message]:
        return [one for one in person.inbox if text in one.text]

    await telegram.until(lambda: bool(come()), PATIENCE_S)
    return come()[-1]
