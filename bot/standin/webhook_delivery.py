"""Brings updates to the bot's webhook over HTTP, for a stand-in that serves."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

import aiohttp

from bot.standin import json_shapes, raw_update
from bot.standin.events import WakeupEvent
from bot.standin.webhook import HERE, chat_of

if TYPE_CHECKING:
    from types import TracebackType

    from bot.standin.faults import Fault
    from bot.standin.telegram import Telegram
    from bot.standin.webhook import QueuedUpdate

HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATIENCE_S = 60.0  # for an answer, Telegram's own
NOT_HERE = "Failed to resolve host: the stand-in delivers to this machine alone"
STRIKES = ("duplicate", "repeat", "late")


class Undelivered(Exception):
    """The bot did not take it; the text is what getWebhookInfo tells."""

    def __init__(self, message: str, retry_after: int = 0) -> None:
        """``retry_after``: seconds that the answer asked for."""
        super().__init__(message)
        self.retry_after = retry_after


class WebhookDelivery:
    """Posts the queued updates to the webhook, where one is set, while the block lasts."""

    def __init__(self, telegram: Telegram, patience_s: float = PATIENCE_S) -> None:
        """Deliver the updates of ``telegram``; wait ``patience_s`` seconds for an answer."""
        self._telegram = telegram
        self._webhook = telegram.updates.webhook
        self._patience = aiohttp.ClientTimeout(total=patience_s)
        self._http: aiohttp.ClientSession | None = None
        self._delivering: asyncio.Task[None] | None = None
        self._deliveries: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        """Begin."""
        self._webhook.wakeup = WakeupEvent()
        self._delivering = asyncio.create_task(self._deliver_forever(self._webhook.wakeup))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Drop everything where it stands: what was not answered is brought again."""
        assert self._delivering is not None  # noqa: S101 - it was entered
        self._webhook.wakeup = None
        tasks = {self._delivering, *self._deliveries}
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        if self._http is not None:
            await self._http.close()

    async def _deliver_forever(self, wakeup: WakeupEvent) -> None:
        while True:
            for queued in self._webhook.start():
                task = asyncio.create_task(self._attempt(queued))
                self._deliveries.add(task)
                task.add_done_callback(self._deliveries.discard)
            await wakeup.wait(self._webhook.wait_s)

    async def _attempt(self, queued: QueuedUpdate) -> None:
        webhook, telegram = self._webhook, self._telegram
        fault = telegram.faults.strike_delivery(chat_of(queued.update), STRIKES)
        try:
            await self._deliver(queued, fault)
        except Undelivered as error:
            date = json_shapes.epoch(telegram.clock())
            webhook.failed(queued, str(error), date, error.retry_after)
        except asyncio.CancelledError:
            queued.under_way = False
            raise
        else:
            telegram.updates.taken(queued.number)
            webhook.taken(queued)
        telegram.events.publish("confirmed", None)

    async def _deliver(self, queued: QueuedUpdate, fault: Fault | None) -> None:
        """Post it as the fault has it: late, twice at once, or without hearing the answer."""
        if fault is not None and fault.kind == "late":
            await self._telegram.faults.last(fault)
        if fault is not None and fault.kind == "duplicate":
            await asyncio.gather(self._post(queued), self._post(queued))
        else:
            await self._post(queued)
        if fault is not None and fault.kind == "repeat":
            raise Undelivered("Connection reset by peer")

    async def _post(self, queued: QueuedUpdate) -> None:
        """Post it once. Raises Undelivered."""
        address = self._webhook.address
        if urlsplit(address.url).hostname not in HERE:
            raise Undelivered(NOT_HERE)
        headers = {"content-type": "application/json"}
        if address.secret_token:
            headers[HEADER] = address.secret_token
        if self._http is None:
            self._http = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0), timeout=self._patience
            )
        body = raw_update.encode(queued.update)
        try:
            async with self._http.post(address.url, data=body, headers=headers) as answer:
                _require_success(answer)
        except TimeoutError:
            raise Undelivered("Read timeout expired") from None
        except aiohttp.ClientConnectorError:
            raise Undelivered("Connection refused") from None
        except (aiohttp.ClientError, OSError):
            raise Undelivered("Connection reset by peer") from None


def _require_success(answer: aiohttp.ClientResponse) -> None:
    if answer.ok and answer.status < 300:  # noqa: PLR2004 - 2xx
        return
    asked = answer.headers.get("retry-after", "")
    raise Undelivered(
        f"Wrong response from the webhook: {answer.status} {answer.reason}",
        int(asked) if asked.isdecimal() else 0,
    )
