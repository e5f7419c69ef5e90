"""Writes the results of promises to the database, in batches."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import structlog
from sqlalchemy.exc import OperationalError

from bot import outbox
from bot.models import Delivery, DeliveryStatus, Lane
from bot.outbox import Settlement
from bot.retry_pacing import RetryPacing, pause
from bot.transport import settlement_consequences
from bot.transport.settlement_consequences import Result, decides

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.clock import Clock
    from bot.metrics import Metrics
    from bot.transport.card_sender import Outcome
    from bot.transport.job_context import JobContext

log = structlog.get_logger()

T = TypeVar("T")

# Each commit waits for the disk. What was sent but is not written yet may be sent twice after a
# kill, so results are gathered only for so long.
GATHER_S = 0.02
MOST_GATHERED = 5  # times, while others write
HELD_S = 600.0  # a delivery leased for longer than this may be leased again
MARGIN_S = 0.005  # a timer may ring a moment early; then nothing would be due yet


class SettlementWriter:
    """Collects results while one transaction runs, and writes them in the next."""

    def __init__(
        self, context: JobContext, clock: Clock, wake: Callable[[], None], metrics: Metrics
    ) -> None:
        """Hold nothing yet. ``wake`` is called when something is owed again or to somebody else."""
        self._metrics = metrics
        self._database = context.database
        self._config = context.config
        self._clock = clock
        self._wake = wake
        self._unwritten: list[Result] = []
        self._leased_at: dict[int, float] = {}  # what was leased and is not settled, since when
        self._something = asyncio.Event()
        self._stopped = False
        self._pacing = RetryPacing()

    def __len__(self) -> int:
        """Return how many settlements are not written yet."""
        return len(self._unwritten)

    def newly_leased(self, leased: Sequence[Delivery]) -> list[Delivery]:
        """Return the deliveries that this process is not sending already.

        While the database is down, leases run out before their results can be written. The first
        lease after that brings such deliveries again, and they must not be sent twice.
        """
        now = (
            asyncio.get_running_loop().time()
        )  # the wall's clock may jump, and every lease be over
        new = [one for one in leased if now - self._leased_at.get(one.id, -HELD_S) >= HELD_S]
        self._leased_at.update((one.id, now) for one in new)
        return new

    def sent(self, delivery: Delivery, message_id: int | None) -> None:
        """Settle as sent."""
        owed = delivery.created_at if delivery.attempts else delivery.send_after  # a retry moves it
        waited = (self._clock.now() - owed).total_seconds()
        self._metrics.send_seconds.labels(_lane(delivery)).observe(max(waited, 0.0))
        self._note(delivery, Settlement(delivery.id, DeliveryStatus.SENT, message_id=message_id))

    def dropped(self, delivery: Delivery) -> None:
        """Settle as dropped: its renderer had nothing to send."""
        self._note(delivery, Settlement(delivery.id, DeliveryStatus.DROPPED, attempted=False))

    def failed(self, delivery: Delivery, outcome: Outcome) -> None:
        """Settle as failed for good; its consequences are written in the same transaction."""
        failed = Settlement(delivery.id, DeliveryStatus.FAILED, error=outcome.error)
        self._note(delivery, failed, outcome)

    def postponed(
        self,
        delivery: Delivery,
        wait_s: float,
        *,
        error: str | None = None,
        attempted: bool = True,
    ) -> None:
        """Retry, ``wait_s`` seconds from now."""
        later = self._clock.now() + timedelta(seconds=wait_s)
        again = Settlement(
            delivery.id, DeliveryStatus.QUEUED, error=error, retry_at=later, attempted=attempted
        )
        self._note(delivery, again)
        asyncio.get_running_loop().call_later(wait_s + MARGIN_S, self._wake)

    async def write_forever(self) -> None:
        """Write whatever comes, gathered for :data:`GATHER_S`: one transaction for a handful."""
        while not self._stopped:
            await self._something.wait()
            await self._gather()
            self._something.clear()
            await self.write()

    async def _gather(self) -> None:
        """Wait a moment for more, unless the next contact waits for what has come.

        While somebody else writes, wait on: what they promise is leased next, and that lease takes
        these results along, where a transaction of their own would stand before it.
        """
        for _ in range(MOST_GATHERED):
            if any(outcome for _, _, outcome in self._unwritten) or self._stopped:
                return
            await asyncio.sleep(GATHER_S)
            if not self._database.is_writing:
                return

    def stop(self) -> None:
        """Let :meth:`write_forever` end; what comes later is written by :meth:`write`."""
        self._stopped = True
        self._something.set()

    async def write(self) -> None:
        """Write all results so far, in one transaction with their consequences."""
        results, self._unwritten = self._unwritten, []
        if not results:
            return
        try:
            await self._write(results)
        except OperationalError:
            self._keep(results)
            raise
        except Exception:  # noqa: BLE001 - one of them: each is written by itself
            await self._write_apart(results)

    async def write_before(self, lease: Callable[[AsyncSession], Awaitable[T]]) -> T:
        """Lease, and write first, in the same transaction, the results without consequences.

        Each commit waits for the disk: one that must be made anyway takes along what there is.
        """
        results = self._take_plain()
        if not results:
            return await self._database.claim(lease)

        async def work(session: AsyncSession) -> T:
            await self._settle(results, session)
            return await lease(session)

        try:
            return await self._database.claim(work)
        except OperationalError:
            self._keep(results)
            raise
        except Exception:  # noqa: BLE001 - one of them: it must not keep others from being leased
            await self._write_apart(results)
            return await self._database.claim(lease)

    def _take_plain(self) -> list[Result]:
        """Take the results that have no consequences; the others stay for :meth:`write`."""
        results, self._unwritten = self._unwritten, []
        plain = list[Result]()
        for one in results:
            (self._unwritten if decides(one) else plain).append(one)
        return plain

    async def _write(self, results: Sequence[Result]) -> None:
        has_consequences = any(map(decides, results))
        work = partial(self._settle, results)
        await (self._database.transact(work) if has_consequences else self._database.claim(work))
        for delivery, _, outcome in results:
            if outcome is not None:
                self._pacing.done((delivery.kind, delivery.id))
        if has_consequences:
            self._wake()  # somebody else is owed a page now, or a card points to another

    def _keep(self, results: Sequence[Result]) -> None:
        """Put results back: the next write tries again."""
        self._unwritten = [*results, *self._unwritten]
        self.newly_leased([delivery for delivery, _, _ in results])
        self._something.set()

    async def _write_apart(self, results: Sequence[Result]) -> None:
        """Write results one by one, so that one which always fails does not block the others."""
        for number, result in enumerate(results):
            try:
                await self._write([result])
            except OperationalError:
                self._keep(results[number:])
                raise
            except Exception as error:  # noqa: BLE001 - a fault of ours, or a row that was broken
                await self._write_alone(result, error)

    async def _write_alone(self, result: Result, error: Exception) -> None:
        """Write a result whose consequences failed.

        A sent message is settled without them. A failed one is retried, each time later, and its
        consequences with it, so that the next contact is still paged.
        """
        delivery, settlement, outcome = result
        now = self._clock.now()
        if self._pacing.failed((delivery.kind, delivery.id), now):
            known = {"kind": delivery.kind, "delivery": delivery.id}
            log.error("settlement_failed", exc_info=error, **known)
        if outcome is not None:
            wait_s = pause(delivery.attempts).total_seconds()
            self.postponed(delivery, wait_s, error=f"settle: {type(error).__name__}")
            return
        try:
            await self._database.claim(partial(outbox.settle, settlements=[settlement], now=now))
        except OperationalError:
            self._keep([result])
            raise
        except Exception:  # it stays leased, and is known here
            log.exception("not_settled", kind=delivery.kind, delivery=delivery.id)
        else:
            self._leased_at.pop(delivery.id, None)

    async def _settle(self, results: Sequence[Result], session: AsyncSession) -> None:
        settlements, now = [settlement for _, settlement, _ in results], self._clock.now()
        await outbox.settle(session, settlements, now=now)
        await settlement_consequences.write(session, results, config=self._config, now=now)
        for settlement in settlements:  # once committed, a later lease may take it
            self._leased_at.pop(settlement.delivery_id, None)

    def _note(
        self, delivery: Delivery, settlement: Settlement, outcome: Outcome | None = None
    ) -> None:
        became = "postponed" if settlement.retry_at is not None else settlement.status
        self._metrics.deliveries.labels(delivery.kind, _lane(delivery), str(became)).inc()
        self._unwritten.append((delivery, settlement, outcome))
        self._something.set()


def _lane(delivery: Delivery) -> str:
    return Lane(delivery.lane).name.lower()
