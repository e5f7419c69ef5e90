"""Writes the results of promises to the database, in batches."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import OperationalError

from bot import outbox
from bot.models import Delivery, DeliveryStatus, Lane
from bot.outbox import Settlement
from bot.retry_pacing import RetryPacing, pause
from bot.services.people import reachability
from bot.services.reports import draft_card, newest_card
from bot.transport.card_sender import Outcome, SendResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.clock import Clock
    from bot.metrics import Metrics
    from bot.transport.job_context import JobContext

log = structlog.get_logger()

# A delivery, how it is written down, and what went wrong with it.
Result = tuple[Delivery, Settlement, Outcome | None]

# Each writing waits for the disk. What was sent but is not written yet may be sent twice after a
# kill, so the gathering is short: a handful of messages.
GATHER_S = 0.02
HELD_S = 600.0  # then nobody knows any more why it was never settled
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
        self._open: list[Result] = []
        self._ours: dict[int, float] = {}  # what was leased and is not settled, since when
        self._something = asyncio.Event()
        self._stopped = False
        self._pacing = RetryPacing()

    def __len__(self) -> int:
        """Return how many settlements are not written yet."""
        return len(self._open)

    def fresh(self, leased: Sequence[Delivery]) -> list[Delivery]:
        """Return what is not leased to this process already.

        While the database is away leases run out here, and what was sent long since is not written
        down yet: it comes again with the first look, and is not sent again.
        """
        now = (
            asyncio.get_running_loop().time()
        )  # the wall's clock may jump, and every lease be over
        new = [one for one in leased if now - self._ours.get(one.id, -HELD_S) >= HELD_S]
        self._ours.update((one.id, now) for one in new)
        return new

    def sent(self, delivery: Delivery, message_id: int | None) -> None:
        """Settle as sent."""
        owed = delivery.created_at if delivery.attempts else delivery.send_after  # a retry moves it
        waited = (self._clock.now() - owed).total_seconds()
        self._metrics.send_seconds.labels(_lane(delivery)).observe(max(waited, 0.0))
        self._note(delivery, Settlement(delivery.id, DeliveryStatus.SENT, message_id=message_id))

    def dropped(self, delivery: Delivery) -> None:
        """Settle as dropped: there was nothing left to say."""
        self._note(delivery, Settlement(delivery.id, DeliveryStatus.DROPPED, attempted=False))

    def failed(self, delivery: Delivery, outcome: Outcome) -> None:
        """Settle as failed for good; what follows from that is done in the same transaction."""
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
            if not any(outcome for _, _, outcome in self._open):  # the next contact waits
                await asyncio.sleep(GATHER_S)
            self._something.clear()
            await self.write()

    def stop(self) -> None:
        """Let :meth:`write_forever` end; what comes later is written by :meth:`write`."""
        self._stopped = True
        self._something.set()

    async def write(self) -> None:
        """Write all that is open, in one transaction with what follows from it."""
        results, self._open = self._open, []
        if not results:
            return
        try:
            await self._write(results)
        except OperationalError:
            self._keep(results)
            raise
        except Exception:  # noqa: BLE001 - one of them: each is written by itself
            await self._write_apart(results)

    async def _write(self, results: Sequence[Result]) -> None:
        decides = any(map(_decides, results))
        work = partial(self._settle, results)
        await (self._database.transact(work) if decides else self._database.claim(work))
        for delivery, _, outcome in results:
            if outcome is not None:
                self._pacing.done((delivery.kind, delivery.id))
        if decides:
            self._wake()  # somebody else is owed a page now, or a card points to another

    def _keep(self, results: Sequence[Result]) -> None:
        """Know results still: the next writing tries again."""
        self._open = [*results, *self._open]
        self.fresh([delivery for delivery, _, _ in results])
        self._something.set()

    async def _write_apart(self, results: Sequence[Result]) -> None:
        """Write one after another, so that one which always fails does not hold up the others."""
        for number, result in enumerate(results):
            try:
                await self._write([result])
            except OperationalError:
                self._keep(results[number:])
                raise
            except Exception as error:  # noqa: BLE001 - a fault of ours, or a row that was broken
                await self._write_alone(result, error)

    async def _write_alone(self, result: Result, error: Exception) -> None:
        """Write what became of a message of which something follows that fails.

        What was sent stays so. What could not be is tried again, each time later, and what follows
        with it: the next contact is not forgotten.
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
            self._ours.pop(delivery.id, None)

    async def _settle(self, results: Sequence[Result], session: AsyncSession) -> None:
        settlements = [settlement for _, settlement, _ in results]
        await outbox.settle(session, settlements, now=self._clock.now())
        for delivery, _, outcome in results:
            if outcome is not None:
                await self._undelivered(session, delivery, outcome)
        if newest := _newest(results):
            await newest_card.point(session, newest, now=self._clock.now())
        if refused := _refused(results):
            await draft_card.show_below_refusals(session, refused, now=self._clock.now())
        if of_photos := [one.id for one, _, _ in results if one.kind in outbox.OF_PHOTOS]:
            await outbox.forget_photos(session, Delivery.id.in_(of_photos))
        for settlement in settlements:  # once committed, a later lease may take it
            self._ours.pop(settlement.delivery_id, None)

    async def _undelivered(
        self, session: AsyncSession, delivery: Delivery, outcome: Outcome
    ) -> None:
        """A page that reaches nobody goes on to the next contact in the same transaction."""
        log.warning("undelivered", kind=delivery.kind, error=outcome.error)
        await reachability.undelivered(
            session,
            delivery,
            gone=outcome.fate is SendResult.UNREACHABLE,
            config=self._config,
            now=self._clock.now(),
        )

    def _note(
        self, delivery: Delivery, settlement: Settlement, outcome: Outcome | None = None
    ) -> None:
        became = "postponed" if settlement.retry_at is not None else settlement.status
        self._metrics.deliveries.labels(delivery.kind, _lane(delivery), str(became)).inc()
        self._open.append((delivery, settlement, outcome))
        self._something.set()


def _lane(delivery: Delivery) -> str:
    return Lane(delivery.lane).name.lower()


def _decides(result: Result) -> bool:
    """Tell whether something follows from a result: a next contact, a card that takes over."""
    return result[2] is not None or bool(_newest([result]) or _refused([result]))


def _newest(results: Iterable[Result]) -> list[int]:
    """Return the cards among these that have arrived and take the place of older ones."""
    return [
        one.id
        for one, settlement, _ in results
        if settlement.status is DeliveryStatus.SENT and newest_card.takes_over(one)
    ]


def _refused(results: Iterable[Result]) -> list[int | None]:
    """Return the pictures among these of which their sender was told that they were not kept."""
    return [
        one.subject_id
        for one, settlement, _ in results
        if one.kind in outbox.OF_PHOTOS and settlement.message_id is not None
    ]
