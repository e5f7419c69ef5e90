"""Sends what the outbox holds: leases, renders, sends urgent first, and settles."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy.exc import OperationalError

from bot import outbox
from bot.models import Lane
from bot.transport.attempts import Attempts
from bot.transport.background_jobs import WORK, BackgroundJobs
from bot.transport.card_sender import CardSender
from bot.transport.renderer import Renderer
from bot.transport.send_queue import SendQueue
from bot.transport.settlement_writer import SettlementWriter

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Sequence

    from bot.clock import Clock
    from bot.heartbeat import Heartbeat
    from bot.metrics import Metrics
    from bot.models import Delivery
    from bot.transport.job_context import JobContext
    from bot.transport.rate_limiter import RateLimiter
    from bot.transport.send_queue import OutgoingMessage
    from bot.views.card import Card

log = structlog.get_logger()

OWNER = "bot"  # one process; its own leases are reclaimed at start
IN_FLIGHT = 16
MAX_LEASED = (
    48  # leased at most: what may be sent twice after a kill is no more than what is under way
)
RESTART_S = 0.5  # a loop that failed begins again after it
STOP_S = 1.5  # a stop has 5 s in all
BEAT_S = 5.0  # with nothing to send, the heartbeat comes so often


class Sender:
    """The one sender. :meth:`wake` tells it that something is owed."""

    def __init__(  # noqa: PLR0913 - the parts it is put together from
        self,
        context: JobContext,
        *,
        limiter: RateLimiter,
        clock: Clock,
        monotonic: Callable[[], float],
        pulse: Heartbeat,
        metrics: Metrics,
        carried: Callable[[int, dict[str, Any]], Awaitable[None]],
    ) -> None:
        """Put the parts together; ``carried`` handles a message from before the consent."""
        self._database = context.database
        self._send_queue = SendQueue(limiter)
        self._settlement_writer = SettlementWriter(context, clock, self.wake, metrics)
        self._renderer = Renderer(context, self._settlement_writer, clock)
        card_sender = CardSender(context.client, context.vault)
        self._attempts = Attempts(card_sender, limiter, self._settlement_writer, monotonic, carried)
        self._jobs = BackgroundJobs(context, clock, self._settlement_writer, done=self._job_done)
        self._clock = clock
        self._monotonic = monotonic
        self._pulse = pulse
        self._woken = asyncio.Event()
        self._owed = True  # something was promised since the outbox was last read
        self._stopping = False
        self._more_due = False  # the last lease did not take all that was due
        self._running: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Read the outbox soon: something was promised, or has become due."""
        self._owed = True
        self._woken.set()

    @property
    def is_owing(self) -> bool:
        """Tell whether something was promised since the outbox was last read."""
        return self._owed

    def _look_at_queue(self) -> None:
        """A chat or a sending slot is free: the next message in the queue may go."""
        self._woken.set()

    async def run(self) -> None:
        """Send until :meth:`stop`; first what the last process had leased."""
        async with self._database.claiming() as session:
            await outbox.reclaim(session, OWNER)
        await asyncio.gather(
            self._restart_on_failure("settle", self._settlement_writer.write_forever),
            self._restart_on_failure("send", self._send_forever),
        )

    async def drain(self) -> None:
        """Send all that is due now, and return; stories call this instead of waiting."""
        await self._lease_and_render()
        while self._send_queue or self._under_way or self._settlement_writer or self._should_look:
            self._start_sending()
            if self._under_way:
                await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
            await self._settlement_writer.write()
            if not self._running and (wait := self._send_queue.soonest(self._monotonic())):
                await self._clock.pause(wait)
            if self._should_look:
                await self._lease_and_render()

    def stop(self) -> None:
        """Lease nothing more: :meth:`run` ends by itself, since it must not be cut off.

        A task cancelled within a transaction leaves the driver a connection that never closes, and
        the process would not end.
        """
        self._stopping = True
        self._settlement_writer.stop()
        self._woken.set()

    async def close(self) -> None:
        """Wait for messages being sent, and write their results."""
        if self._running:
            await asyncio.wait(self._running, timeout=STOP_S)
        await self._jobs.close()
        try:
            await self._settlement_writer.write()
        except OperationalError:  # owed still, and sent at the next start: twice, perhaps
            log.warning("not_settled", open=len(self._settlement_writer))

    @property
    def _under_way(self) -> set[asyncio.Task[None]]:
        return {*self._running, *self._jobs.tasks}

    async def _restart_on_failure(
        self, name: str, loop: Callable[[], Coroutine[None, None, None]]
    ) -> None:
        """Run a loop, and again whenever it fails (a full disk, a locked file)."""
        while not self._stopping:
            try:
                await loop()
            except Exception:  # whatever it was, people wait for their messages
                log.exception("loop_failed", loop=name)
                await asyncio.sleep(RESTART_S)

    async def _send_forever(self) -> None:
        """Lease while something is owed and the queue has room for a batch, and send.

        Urgent promises are leased at once, however full the queue is.
        """
        while not self._stopping:
            self._pulse.beat()
            self._woken.clear()
            if self._should_look:
                await self._lease_and_render()
            if self._stopping:
                return
            self._start_sending()
            if not self._should_look:
                await self._wait()

    @property
    def _capacity(self) -> int:
        return MAX_LEASED - len(self._send_queue) - len(self._running)

    @property
    def _should_look(self) -> bool:
        return self._owed or (self._more_due and self._capacity >= MAX_LEASED // 2)

    async def _wait(self) -> None:
        """Sleep until woken, until the rate limiter allows a message, or for :data:`BEAT_S`."""
        wait = (
            self._send_queue.soonest(self._monotonic()) if len(self._running) < IN_FLIGHT else None
        )
        wait = BEAT_S if wait is None else min(wait, BEAT_S)
        with suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await self._woken.wait()

    async def _lease_and_render(self) -> int:
        """Lease and render as many as there is room for; there is always room for urgent ones."""
        self._owed = False
        now = self._clock.now()
        lanes = tuple(Lane) if self._capacity > 0 else (Lane.URGENT,)
        limit = max(self._capacity, IN_FLIGHT)
        lease = partial(outbox.lease, owner=OWNER, now=now, limit=limit, lanes=lanes)
        leased = await self._settlement_writer.write_before(lease)
        self._more_due = len(leased) == limit or Lane.DIGEST not in lanes
        await self._queue(self._settlement_writer.newly_leased(leased))
        return len(leased)

    async def _queue(self, leased: Sequence[Delivery]) -> None:
        for delivery in leased:
            if delivery.kind in WORK:
                self._jobs.begin(delivery)
        mail = [one for one in leased if one.kind not in WORK]
        await self._renderer.render(mail, self._send_soon)
        for outgoing, wait in self._send_queue.give_back(self._monotonic()):
            self._settlement_writer.postponed(outgoing.delivery, wait, attempted=False)

    def _send_soon(self, messages: list[OutgoingMessage]) -> None:
        """Queue messages and start what may go: a page does not wait until receipts are made."""
        self._send_queue.add(messages)
        if not self._stopping:
            self._start_sending()

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        task.add_done_callback(lambda _: self._look_at_queue())

    def _job_done(self, delivery: Delivery, card: Card | None) -> None:
        """Queue the card that a background job made, if any; it may have promised others."""
        outgoing = self._renderer.address(delivery, card)
        if outgoing is not None:
            self._send_queue.add([outgoing])
        self.wake()

    def _start_sending(self) -> None:
        """Start sending whatever may go now."""
        while len(self._running) < IN_FLIGHT:
            outgoing = self._send_queue.take(self._monotonic())
            if outgoing is None:
                return
            self._spawn(self._send_one(outgoing))

    async def _send_one(self, outgoing: OutgoingMessage) -> None:
        try:
            outcome = await self._attempts.send(outgoing)
        finally:
            self._send_queue.done(outgoing)
        await self._attempts.settle(outgoing, outcome)
