"""The composition root: the parts of the bot, put together and taken down in order."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack
from functools import partial
from typing import TYPE_CHECKING, Any, Self

import structlog
from sqlalchemy.exc import OperationalError

from bot.handlers import menu
from bot.handlers.answers import Answers
from bot.handlers.edge import Edge
from bot.handlers.outage_notice import OutageNotice
from bot.heartbeat import Heartbeat
from bot.metrics import Metrics
from bot.models import Database, newest_id
from bot.places import place_search
from bot.services.people import newcomers
from bot.ticker import Ticker
from bot.transport.card_sender import CardSender
from bot.transport.client import TELEGRAM, Client
from bot.transport.direct_sender import DirectSender
from bot.transport.job_context import JobContext, MenuContext
from bot.transport.menu_jobs import MenuUpdater, forget_menu
from bot.transport.polling import Poller
from bot.transport.rate_limiter import RateLimiter
from bot.transport.sender import Sender
from bot.transport.webhook import WebhookReceiver
from bot.web.figures import DatabaseMetrics
from bot.web.health import Health
from bot.web.server import Listener

if TYPE_CHECKING:
    from types import TracebackType

    from starlette.routing import Route

    from bot.clock import Clock
    from bot.settings import Config, Settings
    from bot.vault import Vault

log = structlog.get_logger()

# How long a part may be silent before it counts as unwell: several times what it takes at its
# slowest (a poll waits for 25 s, a webhook is looked after twice a minute).
INTAKE_S, SENDER_S, SCHEDULER_S = 90.0, 30.0, 15.0

# How long a transaction waits for another program that writes into SQLite's file. What fails then
# is tried again; several wait one behind the other, and the bot has to stop within 5 s.
BUSY_S = 0.25


class App:
    """The whole bot. ``async with`` opens the database and the line; :meth:`run` works."""

    def __init__(self, settings: Settings, config: Config, vault: Vault, clock: Clock) -> None:
        """Put the parts together; nothing is opened yet."""
        token = settings.token.get_secret_value() if settings.token else ""
        self.config = config
        self.clock = clock
        self.vault = vault
        self.metrics = Metrics()
        self.pulses = {
            "intake": Heartbeat(INTAKE_S, time.monotonic),
            "sender": Heartbeat(SENDER_S, time.monotonic),
            "scheduler": Heartbeat(SCHEDULER_S, time.monotonic),
        }
        self.database = Database(settings.database_url, busy_s=BUSY_S)
        self.client = Client(token, settings.api_url or TELEGRAM, self.metrics)
        context = self._context(settings)
        self.menus = MenuUpdater(self.client, self.database, context.menu_context, clock)
        limiter = RateLimiter(config.limits.rates)
        self.sender = self._sender(context, limiter)
        self.direct = self._direct(limiter)
        self.edge = self._edge()
        self.poller = Poller(self.client, self.edge, self.pulses["intake"])
        self.webhook = self._webhook(settings)
        self.ticker = Ticker(
            self.database, config, clock, self.sender.wake, self.pulses["scheduler"]
        )
        self.health = Health(self.database, self.pulses, clock, time.monotonic)
        self.figures = DatabaseMetrics(self.database, self.metrics, self.pulses, clock)
        self.listener = Listener(settings.listen_address, self._routes(), config.limits.listener)
        self._stack = AsyncExitStack()

    def _context(self, settings: Settings) -> JobContext:
        menus = MenuContext(menu.commands, menu.edition())
        return JobContext(self.client, self.database, self.config, settings.data, self.vault, menus)

    def _sender(self, context: JobContext, limiter: RateLimiter) -> Sender:
        return Sender(
            context,
            limiter=limiter,
            clock=self.clock,
            monotonic=self.clock.monotonic,
            pulse=self.pulses["sender"],
            metrics=self.metrics,
            carried=self._carried,
        )

    def _direct(self, limiter: RateLimiter) -> DirectSender:
        return DirectSender(
            CardSender(self.client, self.vault),
            limiter,
            self.config.limits.rates.strangers,
            self.clock.monotonic,
            self._asked,
        )

    def _edge(self) -> Edge:
        card_sender = CardSender(self.client, self.vault)
        return Edge(
            self.database,
            answers=Answers(self.client, self.direct, partial(forget_menu, self.client)),
            outage_notice=OutageNotice(card_sender, self.direct, self.config, self.clock.monotonic),
            vault=self.vault,
            config=self.config,
            clock=self.clock,
            wake=self.sender.wake,
            metrics=self.metrics,
        )

    def _webhook(self, settings: Settings) -> WebhookReceiver | None:
        if settings.webhook_address is None:
            return None
        return WebhookReceiver(
            self.client,
            self.edge,
            settings.webhook_address,
            pulse=self.pulses["intake"],
            metrics=self.metrics,
        )

    def _routes(self) -> list[Route]:
        ours = [self.health.route, self.figures.route]
        return ours if self.webhook is None else [*ours, self.webhook.route]

    @property
    def intake(self) -> Poller | WebhookReceiver:
        """Return the way by which updates come."""
        return self.webhook or self.poller

    async def __aenter__(self) -> Self:
        """Open what has to be closed."""
        self._stack.push_async_callback(self.database.close)
        self.config.triage.prepare()
        await self.database.empty_log()
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

    async def _carried(self, promise: int, message: dict[str, Any]) -> None:
        """Take a message of before the consent that the sender has found."""
        await self.edge.take_carried(promise, message)

    async def _asked(self, chat: int, answered: int, card: int) -> None:
        """Note which message of ours asks a stranger for consent."""
        mark = self.vault.fingerprint(chat)
        await self.database.transact(
            lambda session: newcomers.answered(session, mark, answered, card)
        )

    async def learn_name(self, *, timeout_s: float) -> None:
        """Ask Telegram what the bot is called: links need it. Raises a TelegramError."""
        self.config.bot.username = await self.client.bot_name(timeout_s)

    async def follow_ids(self) -> None:
        """Go on with ids where the database stands, whatever the clock says by now."""
        async with self.database.reading() as session:
            await newest_id.follow(session)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until ``stop`` is set, then stop, within 5 s. Raises CannotListen.

        All parts stop at the same time, since each may need a second or two on a busy machine.
        Intake takes nothing more: the batch in work is committed and confirmed. Time stands still.
        What is under way arrives and is settled; the rest is owed, and sent at the next start.
        """
        async with self.listener:
            await self._work(stop)
        for probe in (self.health.probe, self.figures.probe):
            await probe.close()

    async def _work(self, stop: asyncio.Event) -> None:
        self.ticker.start()
        sending = asyncio.create_task(self.sender.run())
        taking = asyncio.create_task(self.intake.run())
        introducing = asyncio.create_task(self.menus.run(stop))
        warming = asyncio.create_task(self._warm())
        stopping = asyncio.create_task(stop.wait())
        log.info("started")
        done, _ = await asyncio.wait(
            {sending, taking, stopping}, return_when=asyncio.FIRST_COMPLETED
        )
        faults = await asyncio.gather(
            self._take_no_more(taking),
            self.ticker.stop(),
            self._send_no_more(sending),
            self._end(introducing),
            self._cancel(warming),
            self._cancel(stopping),
            return_exceptions=True,
        )
        log.info("stopped")
        for task in done - {stopping}:
            task.result()  # what ended by itself ended by a fault: say which
        for fault in faults:
            if fault is not None:
                raise fault

    async def _take_no_more(self, taking: asyncio.Task[None]) -> None:
        await self._cancel(taking)
        await self.intake.close()
        await self.edge.close()
        await self.listener.close()

    async def _send_no_more(self, sending: asyncio.Task[None]) -> None:
        self.sender.stop()
        await self._end(sending)
        await self.sender.close()

    async def _warm(self) -> None:
        """Make the index of the villages' names, a second's work, before somebody types one."""
        try:
            async with self.database.reading() as session:
                await place_search.warm(session)
        except OperationalError as error:  # whoever types one first waits for it
            log.info("not_warmed", error=type(error).__name__)

    async def _end(self, task: asyncio.Task[object]) -> None:
        """Let a task that was told to stop come to its end; cut it off where it does not."""
        await asyncio.wait({task}, timeout=1)
        if not task.done():
            await self._cancel(task)

    async def _cancel(self, task: asyncio.Task[object]) -> None:
        task.cancel()
        await asyncio.wait({task}, timeout=1)
