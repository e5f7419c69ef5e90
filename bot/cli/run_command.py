"""``kamtibmas run`` and ``kamtibmas demo``."""

from __future__ import annotations

import asyncio
import os
import signal
import threading

import structlog
import typer
import uvloop
from telegram.error import InvalidToken, TelegramError

from bot import garbage
from bot.app import App
from bot.cli import log_setup
from bot.cli.command_context import WEAK_KEY_IN_USE, require_current, require_file, require_key
from bot.cli.errors import Failure
from bot.clock import Clock
from bot.settings import load, load_config, secret_key, secret_key_warning
from bot.settings.misspelt_variables import unknown_variables
from bot.vault import Vault
from bot.web.server import CannotListen

log = structlog.get_logger()

GREETING_S = 3.0  # Telegram may be down: the bot starts all the same, and asks again
ASK_AGAIN_S = 5.0
STOP_S = 4.5
LINGER_S = 0.2


def run() -> None:
    """Check everything that can be checked, then run the bot until it is told to stop."""
    settings = load()
    for name, mend in unknown_variables(os.environ).items():
        typer.echo(f"the variable {name} is unknown; {mend}", err=True)
    settings.required_token()
    config = load_config(settings.config)
    require_file(settings)
    vault = Vault(secret_key(settings))
    log_setup.begin()
    if (warning := secret_key_warning(settings)) is not None:
        log.warning("secret_key_beside_data", mend=warning)
    uvloop.run(_run(App(settings, config, vault, Clock(settings.clock))))


async def _run(app: App) -> None:
    """Run until SIGTERM or SIGINT, which are heard from the first moment: Telegram may be slow."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, _stop, stop)
    async with app:
        await require_current(app.database)
        await require_key(app.database, app.vault, now=app.clock.now())
        await app.follow_ids()
        if app.vault.is_weak:
            log.warning("secret_key_can_be_guessed", mend=str(WEAK_KEY_IN_USE))
        garbage.spare_what_stays()
        asking = None if await _greeted(app, stop) else asyncio.create_task(_keep_asking(app))
        try:
            await app.run(stop)
        except CannotListen as error:
            raise Failure(str(error)) from None
        if asking is not None:
            asking.cancel()
    if stop.is_set():  # all is settled: what a thread still works out is waited for by nobody
        _end_after(LINGER_S, code=0)


def _stop(stop: asyncio.Event) -> None:
    """Stop in order; where something hangs, end all the same, as a kill does: nothing is lost."""
    stop.set()
    _end_after(STOP_S, code=1)


def _end_after(seconds: float, *, code: int) -> None:
    """End the process then, unless it has ended by itself."""
    guard = threading.Timer(seconds, os._exit, [code])
    guard.daemon = True
    guard.start()


async def _greeted(app: App, stop: asyncio.Event) -> bool:
    """Learn the bot's name; False where Telegram is down. Who is told to stop waits no longer."""
    greeting, stopping = asyncio.create_task(_introduced(app)), asyncio.create_task(stop.wait())
    await asyncio.wait({greeting, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not greeting.done():
        greeting.cancel()
        return True
    return await greeting


async def _introduced(app: App) -> bool:
    """Learn the bot's name; False where Telegram is down. Raises Failure for a wrong token."""
    try:
        await app.learn_name(timeout_s=GREETING_S)
    except InvalidToken:
        raise Failure(
            "Telegram does not know the token; put the one that @BotFather gave you into"
            " KAMTIBMAS_TOKEN"
        ) from None
    except TelegramError as error:
        log.warning("telegram_not_reached", error=type(error).__name__, says=error.message)
        return False
    return True


async def _keep_asking(app: App) -> None:
    """Ask until Telegram is back; links in messages are left out until then."""
    while True:
        await asyncio.sleep(ASK_AGAIN_S)
        try:
            if await _introduced(app):
                return
        except Failure as error:
            log.error("token_refused", mend=str(error))
            return


def demo(port: int | None) -> None:
    """Run the stand-in, its page and the bot."""
    from bot.demo import runner  # noqa: PLC0415 - its web server is nothing that `run` needs

    asyncio.run(runner.run(runner.PORT if port is None else port))
