"""Group commit: updates that arrive while a transaction runs are the next batch."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handlers.edge import Edge

log = structlog.get_logger()

LIMIT = 100  # updates in one batch, as in polling
ROOM = 256  # updates that wait or are in work; Telegram has at most 100 under way to one bot


class InboxFull(Exception):
    """Nothing more is taken now: too many wait, or the bot stops."""


class Inbox:
    """Updates that arrive one by one and are committed together, in the order of their numbers.

    Who brings one waits until it is committed. An update that is brought again while it waits is
    taken once, and both are told.
    """

    def __init__(self, edge: Edge) -> None:
        """Hold nothing yet."""
        self._edge = edge
        self._waiting: dict[int, dict[str, Any]] = {}
        self._outcomes: dict[int, asyncio.Future[bool]] = {}  # of what waits and what is in work
        self._working: asyncio.Task[None] | None = None
        self._closed = False
        self.failing = False  # the last batch could not be committed
        self.taken = 0  # updates committed so far

    def __len__(self) -> int:
        """Return how many wait or are in work."""
        return len(self._outcomes)

    async def bring(self, update: dict[str, Any]) -> bool:
        """Return whether the update is committed now; what is not has to be brought again.

        Raises InboxFull, at once, where it is not even looked at.
        """
        number = int(update["update_id"])
        outcome = self._outcomes.get(number)
        if outcome is None:
            if self._closed or len(self._outcomes) >= ROOM:
                raise InboxFull
            outcome = self._outcomes[number] = asyncio.get_running_loop().create_future()
            self._waiting[number] = update
            self._work_on()
        return await asyncio.shield(outcome)  # others may wait for the same

    async def close(self, timeout_s: float) -> None:
        """Finish the batch in work; whoever waits behind it is told to come again."""
        self._closed = True
        self._tell(list(self._waiting), committed=False)
        self._waiting.clear()
        if self._working is not None:
            await asyncio.wait({self._working}, timeout=timeout_s)

    def _work_on(self) -> None:
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())

    async def _work(self) -> None:
        """Take batch after batch, while there is one."""
        while numbers := sorted(self._waiting)[:LIMIT]:
            batch = [self._waiting.pop(number) for number in numbers]
            self.failing = not await self._committed(batch)
            self.taken += 0 if self.failing else len(batch)
            self._tell(numbers, committed=not self.failing)

    async def _committed(self, batch: Sequence[dict[str, Any]]) -> bool:
        try:
            await self._edge.take(batch)
        except Exception as error:  # noqa: BLE001 - Telegram brings it again, whatever happened
            log.warning("batch_not_taken", size=len(batch), error=type(error).__name__)
            return False
        return True

    def _tell(self, numbers: Sequence[int], *, committed: bool) -> None:
        for number in numbers:
            self._outcomes.pop(number).set_result(committed)
