"""``kamtibmas demo``: the stand-in, a database with a history, the page, and the real bot."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import secrets
import signal
import sys
import tempfile
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.demo import characters, demo_database, neighbours, seed
from bot.demo.cleanup import Cleanup
from bot.demo.newcomer import TourGuest
from bot.demo.page_api import PageApi
from bot.demo.process import BotProcess
from bot.demo.translation import Translation
from bot.models import Database
from bot.services.operations import region_loading
from bot.settings import load_config
from bot.standin.movable_clock import MovableClock
from bot.standin.server import Server
from bot.standin.telegram import Telegram
from bot.vault import Vault

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

PORT = 8440
TOKEN = "7371:a-token-that-opens-nothing"  # noqa: S105 - the stand-in's own
PREFIX = "KAMTIBMAS_"
DATABASE = "kamtibmas.sqlite3"
EVENING = time(21, 55)  # when the demo begins, in the village
READY_S = 30.0


def main(arguments: Sequence[str]) -> None:
    """Run until Ctrl+C."""
    parser = argparse.ArgumentParser(
        prog="kamtibmas demo",
        description="The real bot without a token, on a page of phones.",
    )
    parser.add_argument("--port", type=int, default=PORT, help=f"of the page; {PORT} unless taken")
    asyncio.run(run(parser.parse_args(arguments).port))


async def run(port: int = PORT) -> None:
    """Serve the page on 127.0.0.1 until SIGINT or SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    async with opened(port) as url:
        _say(f"\n  Open {url}/ in a browser. Ctrl+C ends it.\n")
        await stop.wait()
        _say("\nstopping ...")


@contextlib.asynccontextmanager
async def opened(port: int = 0) -> AsyncIterator[str]:
    """Set everything up, yield the page's address, and take everything down again.

    1. A database with the newest schema and all regions, new at each start.
    2. A clock that stands at 21.55 in the village, and moves only ahead.
    3. Telegram with its people, and twelve weeks of history.
    4. The page, then the bot's own process: when it polls, all is ready.
    """
    with tempfile.TemporaryDirectory(prefix="kamtibmas-demo-") as name:
        data = Path(name)
        await demo_database.lay(_kept(), data / DATABASE, _progress)
        clock = MovableClock(data / "clock")
        clock.move_to(_evening(clock.now()))
        telegram = Telegram(TOKEN, clock.now)
        key = secrets.token_urlsafe(32)
        async with contextlib.AsyncExitStack() as stack:
            database = Database(f"sqlite+aiosqlite:///{data / DATABASE}")
            stack.push_async_callback(database.close)
            await _sow(database, telegram, key, clock.now())
            vault = Vault(key.encode())
            newcomer = await stack.enter_async_context(TourGuest(telegram, database, vault))
            cleanup = Cleanup(database, vault)
            translation = Translation(telegram, database, load_config(None), vault, data)
            stage = PageApi(telegram, clock, database, newcomer, cleanup, translation)
            stack.push_async_callback(stage.close)
            server = await stack.enter_async_context(_server(telegram, clock, stage, port))
            environment = _environment(server.url, data, key)
            stage.process = BotProcess(environment, data / "bot.log", stage.bot_changed)
            await stack.enter_async_context(_polling(stage.process, telegram))
            yield server.url


@contextlib.asynccontextmanager
async def _polling(process: BotProcess, telegram: Telegram) -> AsyncIterator[None]:
    """Run the bot's own process; ready when it polls."""
    await process.start()
    try:
        await _until_ready(telegram, process)
        yield
    finally:
        await process.stop()


async def _sow(database: Database, telegram: Telegram, key: str, now: datetime) -> None:
    _say("history: twelve weeks in Kelurahan Karuwisi, Makassar")
    config, vault = load_config(None), Vault(key.encode())
    characters.enter(telegram)
    await seed.seed(database, config, vault, now)
    await neighbours.enrol(telegram, database, config, vault, now)


@contextlib.asynccontextmanager
async def _server(
    telegram: Telegram, clock: MovableClock, stage: PageApi, port: int
) -> AsyncIterator[Server]:
    """Serve on ``port``, or on a free one where somebody else has it."""
    routes = stage.routes()
    server = Server(telegram, port, clock=clock, routes=routes)
    try:
        await server.__aenter__()
    except OSError:
        server = Server(telegram, 0, clock=clock, routes=routes)
        await server.__aenter__()
    try:
        yield server
    finally:
        await server.__aexit__(None, None, None)


async def _until_ready(telegram: Telegram, process: BotProcess) -> None:
    _say("bot: starting its process")
    try:
        await telegram.until(lambda: telegram.updates.polled, READY_S)
    except TimeoutError:
        _say(process.tail())
        raise SystemExit("kamtibmas demo: the bot did not start; its log is above") from None


def _environment(url: str, data: Path, key: str) -> dict[str, str]:
    """Return the bot's environment: nothing of the operator's own settings is in it."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    own = {
        "TOKEN": TOKEN,
        "API_URL": url,
        "DATA": str(data),
        "CLOCK": str(data / "clock"),
        "SECRET_KEY": key,
        "LISTEN": "off",  # nobody watches a demo, and several may run
    }
    return inherited | {PREFIX + name: value for name, value in own.items()}


def _kept() -> Path:
    """Return the folder in which the migrated database is kept between two starts."""
    return Path(os.environ.get(f"{PREFIX}DATA") or "data").absolute() / "demo"


def _evening(now: datetime) -> datetime:
    """Return the next evening in the village."""
    zone = ZoneInfo(characters.ZONE)
    today = datetime.combine(now.astimezone(zone).date(), EVENING, zone).astimezone(UTC)
    return today if today > now else today + timedelta(days=1)


def _progress(done: int, total: int) -> None:
    if done * 4 // total > (done - region_loading.CHUNK) * 4 // total:  # a line for each quarter
        _say(f"villages of Indonesia: {100 * done // total} %")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
