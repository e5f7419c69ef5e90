"""The operator restarts the service, whenever it is: it stops in time, and nothing is undone."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from typing import TYPE_CHECKING

import pytest

from bot.settings.environment import DATABASE_FILE
from bot.standin.server import Server
from tests.faults.process import BotProcess, ForkedBot
from tests.intake import both_ways, environment_of
from tests.world import open_world

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.standin.person import Person

RUSH = 100
PATIENCE_S = 120.0
pytestmark = [pytest.mark.kill, both_ways]


def _cards(people: Sequence[Person]) -> int:
    """Count the messages that have been answered by a draft's card."""
    return sum("BELUM TERKIRIM" in one.text for person in people for one in person.inbox)


async def test_sigterm_under_load_loses_nothing(
    data: Path, database_url: str, fast_limits: Path, intake: str
) -> None:
    """Stopped in the middle of a rush, with exit code 0; the next start takes what is left."""
    async with open_world(data, config_overlay=fast_limits, database_url=database_url) as world:
        people = [await world.enrol(f"Warga {number}") for number in range(10)]
        telegram = world.telegram
    async with (
        Server(telegram) as server,
        ForkedBot(server.url, data, database_url, fast_limits, environment_of(intake)) as bot,
    ):
        for number in range(RUSH):
            people[number % 10].writes(f"Sampah menumpuk di selokan {number}")
        await telegram.until(lambda: "Kirim" in " ".join(people[0].last.buttons), PATIENCE_S)
        assert await bot.terminate() == 0
        assert bot.took_s < 5.0
        await bot.start()
        await telegram.until(lambda: _cards(people) >= RUSH, PATIENCE_S)
        assert await bot.terminate() == 0


async def test_sigterm_is_heard_while_telegram_is_silent(
    data: Path, database_url: str, fast_limits: Path, intake: str
) -> None:
    """Telegram takes the connection and says nothing: the service can be stopped all the same."""
    heard = asyncio.Event()

    async def listens(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.set()
        await reader.read()
        writer.close()

    silence = await asyncio.start_server(listens, "127.0.0.1", 0)
    host, port = silence.sockets[0].getsockname()
    url = f"http://{host}:{port}"
    async with (
        silence,
        ForkedBot(url, data, database_url, fast_limits, environment_of(intake)) as bot,
    ):
        await asyncio.wait_for(heard.wait(), PATIENCE_S)
        assert await bot.terminate() == 0
        assert bot.took_s < 5.0


async def test_sigterm_is_heard_while_the_bot_is_being_read_in(
    data: Path, database_url: str, tmp_path: Path, intake: str
) -> None:
    """The operator thinks better of it: asked to stop before it has begun, it ends well.

    Its configuration is a pipe, so that it waits there for the story.
    """
    config = tmp_path / "config"
    config.mkdir()
    pipe = config / "limits.toml"
    os.mkfifo(pipe)
    nowhere = "http://127.0.0.1:9"
    async with BotProcess(nowhere, data, database_url, config, environment_of(intake)) as bot:
        end = await asyncio.wait_for(asyncio.to_thread(os.open, pipe, os.O_WRONLY), PATIENCE_S)
        assert await bot.terminate() == 0
        os.close(end)


async def test_sigterm_is_heard_while_another_program_holds_the_database(
    data: Path, sqlite_url: str, fast_limits: Path, intake: str
) -> None:
    """Somebody has the file open in a tool that writes: the service stops in time, and well.

    What was written meanwhile waits at Telegram, and is answered after the next start.
    """
    async with open_world(data, config_overlay=fast_limits, database_url=sqlite_url) as world:
        person = await world.enrol("Daeng Naba")
        telegram = world.telegram
    async with (
        Server(telegram) as server,
        ForkedBot(server.url, data, sqlite_url, fast_limits, environment_of(intake)) as bot,
    ):
        person.writes("Sampah menumpuk di selokan")
        await telegram.until(lambda: _cards([person]) == 1, PATIENCE_S)
        tool = sqlite3.connect(data / DATABASE_FILE, isolation_level=None)
        tool.execute("BEGIN IMMEDIATE")
        person.presses("Kirim")
        person.writes("Musik keras dari tadi")
        await telegram.until(lambda: "belum tersimpan" in person.last.text, PATIENCE_S)
        assert await bot.terminate() == 0
        assert bot.took_s < 5.0
        tool.close()
        await bot.start()
        await telegram.until(lambda: _sent_and_drafted(person), PATIENCE_S)
        assert await bot.terminate() == 0


def _sent_and_drafted(person: Person) -> bool:
    """Tell whether the first message has its receipt and the second its card."""
    texts = " ".join(message.text for message in person.inbox)
    return "· tiket " in texts and "BELUM TERKIRIM" in texts
