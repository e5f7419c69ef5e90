"""Intake by long polling: an update is confirmed only after its transaction is committed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import structlog
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.transport import lenient_json
from bot.transport.client import asked_to_wait
from bot.transport.registration import ALLOWED, withdraw

if TYPE_CHECKING:
    from bot.handlers.edge import Edge
    from bot.heartbeat import Heartbeat
    from bot.transport.client import Client

log = structlog.get_logger()

POLL_S = 25
MARGIN_S = 10.0  # how much longer than the poll itself we wait for its answer
LIMIT = 100  # updates in one batch, Telegram's own maximum
HELD_MOST = 50  # taken behind an update that waits for its answer; then it waits no more
BUSY, GATHER_S = 8, 0.03  # in a burst a short breath makes the next batch larger: fewer commits
FIRST_RETRY_S = 0.25
LONGEST_RETRY_S = 3.0
PAUSE_S = 0.25  # between the beginnings of two polls that bring nothing: a server may not wait
STOP_S = 2.0  # a stop has 5 s in all


class Poller:
    """Polls for updates, hands each batch to the edge, and only then moves the offset."""

    def __init__(self, client: Client, edge: Edge, pulse: Heartbeat) -> None:
        """Begin where Telegram stands: what was never confirmed comes again."""
        self._client = client
        self._edge = edge
        self._pulse = pulse
        self._withdrawn = False  # no webhook takes what we ask for
        self._offset: int | None = None
        self._failures = 0
        self._taking: asyncio.Future[None] | None = None
        self._taken: set[int] = set()  # from the offset on: taken, and brought again

    async def run(self) -> None:
        """Poll until cancelled. Whatever fails is tried again: at once, then at most 3 s apart."""
        while True:
            try:
                if not self._withdrawn:
                    await withdraw(self._client)
                    self._withdrawn = True
                    self._pulse.beat()  # the first poll may wait long
                began = asyncio.get_running_loop().time()
                taken = await self.once(POLL_S)
                self._failures = 0
                self._pulse.beat()
                await self._breathe(taken, asyncio.get_running_loop().time() - began)
            except Exception as error:  # noqa: BLE001 - intake goes on, whatever happens
                await self._pause(error)

    @staticmethod
    async def _breathe(taken: int, took_s: float) -> None:
        """Wait before the next poll where it could bring nothing, or could bring more."""
        if not taken:
            await asyncio.sleep(max(PAUSE_S - took_s, 0.0))
        elif taken >= BUSY:
            await asyncio.sleep(GATHER_S)

    async def once(self, timeout_s: int = 0) -> int:
        """Take one batch; return how many updates were new in it.

        What was confirmed and comes once more is handled, and is not new.
        """
        if self._taken:
            await self._edge.direct.answered(self._taken, PAUSE_S)
            self._advance()
        parameters: dict[str, Any] = {
            "timeout": timeout_s,
            "limit": LIMIT,
            "allowed_updates": ALLOWED,
        }
        if self._offset is not None:
            parameters["offset"] = self._offset
        brought = await self._client.call("getUpdates", parameters, timeout_s=timeout_s + MARGIN_S)
        updates = [one for one in brought if lenient_json.is_update(one)]
        raw = [update for update in updates if update["update_id"] not in self._taken]
        new: int = sum(update["update_id"] >= (self._offset or 0) for update in raw)
        if raw:
            # A batch that is being worked on is finished even when we are told to stop.
            self._taking = asyncio.ensure_future(self._take(raw))
            await asyncio.shield(self._taking)
        return new

    async def _take(self, raw: list[dict[str, Any]]) -> None:
        await self._edge.take(raw)
        self._taken |= {int(update["update_id"]) for update in raw}
        self._advance()

    def _advance(self) -> None:
        """Move the offset past what was taken, up to what waits for its answer.

        Behind that the others are brought again and again: they are known, and too many of them
        would keep new ones from coming.
        """
        held = [number for number in self._taken if self._edge.direct.holds(number)]
        if held and len(self._taken) <= HELD_MOST:
            self._offset = min(held)
        else:
            self._offset = max(self._taken) + 1
        self._taken = {number for number in self._taken if number >= self._offset}

    async def close(self) -> None:
        """Finish the batch in work and confirm it: nothing is brought twice without need."""
        if self._taking is not None:
            await asyncio.wait({self._taking}, timeout=STOP_S)
        if self._offset is None:
            return
        parameters = {"timeout": 0, "limit": 1, "offset": self._offset}
        try:
            await self._client.call("getUpdates", parameters, timeout_s=1.0)
        except TelegramError as error:
            log.info("not_confirmed", error=type(error).__name__)

    async def _pause(self, error: Exception) -> None:
        self._failures += 1
        self._pulse.fail(type(error).__name__)
        wait = min(FIRST_RETRY_S * 2 ** (self._failures - 1), LONGEST_RETRY_S)
        if isinstance(error, RetryAfter):
            wait = asked_to_wait(error)
        if isinstance(error, Conflict):
            log.error("another_poller", mend="stop the other process that uses this token")
        else:
            log.warning("poll_failed", error=type(error).__name__, retry_in_s=wait)
        await asyncio.sleep(wait)
