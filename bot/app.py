"""The composition root: the parts of the bot, put together and taken down in order."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Self

import structlog

from bot.handlers.edge import Edge
from bot.models import Database
from bot.ticker import Ticker
from bot.transport.client import TELEGRAM, Client
from bot.transport.courier import Courier
from bot.transport.limiter import Budget
from bot.transport.polling import Poller
from bot.transport.sender import Sender

if TYPE_CHECKING:
    from types import TracebackType

    from bot.clock import Clock
    from bot.settings import Config, Settings
    from bot.vault import Vault

log = structlog.get_logger()


class App:
    """The whole bot. ``async with`` opens the database and the line; :meth:`run` works."""

    def __init__(self, settings: Settings, config: Config, vault: Vault, clock: Clock) -> None:
        """Put the parts together; nothing is opened yet."""
        token = settings.token.get_secret_value() if settings.token else ""
        self.config = config
        self.clock = clock
        self.vault = vault
        self.database = Database(settings.database_url)
        self.client = Client(token, settings.api_url or TELEGRAM)
        self.sender = Sender(
            self.database,
            self.client,
            budget=Budget(config.limits.rates),
            vault=vault,
            config=config,
            data=settings.data,
            clock=clock,
            monotonic=time.monotonic,
        )
        self.edge = Edge(
            self.database,
            client=self.client,
            courier=Courier(self.client, vault),
            vault=vault,
            config=config,
            clock=clock,
            wake=self.sender.wake,
        )
        self.poller = Poller(self.client, self.edge)
        self.ticker = Ticker(self.database, config, clock, self.sender.wake)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Open what has to be closed."""
        self._stack.push_async_callback(self.database.close)
        await self._stack.enter_async_context(self.client)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it, the other way round."""
        await self._stack.aclose()

    async def learn_name(self, *, timeout_s: float) -> None:
        """Ask Telegram what the bot is called: links need it. Raises a TelegramError."""
        bot = await self.client.call("getMe", {}, timeout_s=timeout_s)
        self.config.bot.username = bot["username"]

    async def run(self, stop: asyncio.Event) -> None:
        """Work until ``stop`` is set, then stop in order, within 5 s.

        1. Intake ends: the batch in work is committed and confirmed, nothing more is taken.
        2. Time stands still.
        3. What is under way arrives and is settled; the rest is owed, and sent at the next start.
        """
        self.ticker.start()
        sending = asyncio.create_task(self.sender.run())
        polling = asyncio.create_task(self.poller.run())
        stopping = asyncio.create_task(stop.wait())
        log.info("started")
        done, _ = await asyncio.wait(
            {sending, polling, stopping}, return_when=asyncio.FIRST_COMPLETED
        )
        await self._cancel(polling)
        await self.poller.close()
        await self.ticker.stop()
        self.sender.stop()
        await self._end(sending)
        await self.sender.close()
        await self._cancel(stopping)
        log.info("stopped")
        for task in done - {stopping}:
            task.result()  # what ended by itself ended by a fault: say which

    async def _end(self, task: asyncio.Task[object]) -> None:
        """Let a task that was told to stop come to its end; cut it off where it does not."""
        await asyncio.wait({task}, timeout=1)
        if not task.done():
            await self._cancel(task)

    async def _cancel(self, task: asyncio.Task[object]) -> None:
        task.cancel()
        await asyncio.wait({task}, timeout=1)
