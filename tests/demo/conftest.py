"""A Telegram that serves, somebody who has written to the bot, and the library's own client."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from telegram import Bot

from bot.clock import StoppedClock
from bot.settings import load_config
from bot.standin.server import Server
from bot.standin.telegram import Telegram
from tests.demo.seeded import seeded

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.models import Database
    from bot.settings import Config
    from bot.standin.telegram import Person

TOKEN = "4711:a-token-of-the-stand-in"
EVENING = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def data(data_in_memory: Path) -> Path:
    """A data folder in memory: the power never fails in a demo."""
    return data_in_memory


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The demo stands on SQLite, wherever it is shown."""
    return sqlite_url


@pytest.fixture(autouse=True)
def _in_place(in_place: None) -> None:
    """A story of the demo is about no thread."""


@pytest.fixture
def clock() -> StoppedClock:
    """A Tuesday evening that stands still."""
    return StoppedClock(EVENING)


@pytest.fixture
def telegram(clock: StoppedClock) -> Telegram:
    """An empty Telegram."""
    return Telegram(TOKEN, clock.now)


@pytest.fixture
async def server(telegram: Telegram) -> AsyncIterator[Server]:
    """It serves."""
    async with Server(telegram) as opened:
        yield opened


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    """The client of python-telegram-bot."""
    address = f"{server.url}/bot", f"{server.url}/file/bot"
    async with Bot(TOKEN, base_url=address[0], base_file_url=address[1]) as client:
        yield client


@pytest.fixture
async def ani(telegram: Telegram, bot: Bot) -> Person:
    """Somebody who has written to the bot, which has confirmed it."""
    person = telegram.person("Ani")
    person.writes("/start")
    (update,) = await bot.get_updates()
    await bot.get_updates(offset=update.update_id + 1)
    return person


@pytest.fixture(scope="module")
def config() -> Config:
    """What the operator decided."""
    return load_config()


@pytest.fixture
async def past(migrated: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """The past of a Tuesday evening."""
    async with seeded(migrated, tmp_path) as database:
        yield database
