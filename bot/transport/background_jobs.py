"""Jobs beside the sending: fetching a photo, drawing a picture, setting a menu."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog
from telegram.error import TelegramError

from bot.services.people.command_menus import KIND
from bot.transport import file_jobs, menu_jobs, photo_jobs
from bot.transport.card_sender import Outcome, SendResult, classify_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.clock import Clock
    from bot.models import Delivery
    from bot.transport.job_context import JobContext
    from bot.transport.settlement_writer import SettlementWriter
    from bot.views.card import Card

log = structlog.get_logger()

WORK: Mapping[str, photo_jobs.Work] = {
    **photo_jobs.WORK,
    **file_jobs.WORK,
    KIND: menu_jobs.set_menu,
}

FIRST_RETRY_S = 0.5
LONGEST_RETRY_S = 5.0
STOP_S = 0.5  # what takes longer is on the line or in a thread, not in a transaction


class BackgroundJobs:
    """Works on promises whose kind stands in :data:`WORK`; what fails is owed still."""

    def __init__(
        self,
        context: JobContext,
        clock: Clock,
        settlement_writer: SettlementWriter,
        *,
        done: Callable[[Delivery, Card | None], None],
    ) -> None:
        """``done`` gets each finished promise with what there is to say about it."""
        self._context = context
        self._clock = clock
        self._settlement_writer = settlement_writer
        self._done = done
        self._working: dict[int, asyncio.Task[None]] = {}

    @property
    def tasks(self) -> Iterable[asyncio.Task[None]]:
        """Return what is in work."""
        return self._working.values()

    def begin(self, delivery: Delivery) -> None:
        """Start on a promise; one whose lease ran out while it is in work is in work already."""
        if delivery.id in self._working:
            return
        task = asyncio.create_task(self._work_on(delivery))
        self._working[delivery.id] = task
        task.add_done_callback(lambda _: self._working.pop(delivery.id))

    async def close(self) -> None:
        """Finish what is nearly done; a picture half fetched is owed still."""
        tasks = set(self.tasks)
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=STOP_S)
        for task in late:
            task.cancel()

    async def _work_on(self, delivery: Delivery) -> None:
        try:
            card = await WORK[delivery.kind](delivery, self._context, self._clock.now())
            self._context.forget_failures(delivery)
            self._done(delivery, card)
        except TelegramError as error:
            self._again(delivery, classify_error(error))
        except Exception as error:  # a full disk, say: it may be mended, and is owed still
            log.exception("work_failed", kind=delivery.kind)
            self._again(delivery, Outcome(SendResult.LATER, error=type(error).__name__))

    def _again(self, delivery: Delivery, outcome: Outcome) -> None:
        doubled = FIRST_RETRY_S * 2 ** min(delivery.attempts, 6)
        wait = outcome.wait if outcome.wait is not None else min(doubled, LONGEST_RETRY_S)
        self._settlement_writer.postponed(delivery, wait, error=outcome.error)
