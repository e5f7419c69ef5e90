"""The queue of updates: what the bot has not confirmed yet."""

from __future__ import annotations

import itertools
import time
from collections import deque
from typing import TYPE_CHECKING, Any

from bot.standin.events import WakeupEvent
from bot.standin.raw_update import RawUpdate
from bot.standin.refusal import OTHER_POLLER, Refusal
from bot.standin.webhook import WebhookDispatcher, WebhookInfo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.standin.faults import Faults

FIRST_UPDATE = 700_000_001
LONGEST_POLL_S = 50
MOST = 100
REMEMBERED = 10  # confirmed updates that can be brought once more by mistake
# What Telegram leaves out unless it is asked for by name.
UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}
WEBHOOK_COMES = "Conflict: terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Updates:
    """Keeps each update until an offset above it, or the webhook's answer, confirms it."""

    def __init__(self, faults: Faults | None = None) -> None:
        """Begin empty; ``faults`` may befall what is brought to a webhook."""
        self._numbers = itertools.count(FIRST_UPDATE)
        self._queue: deque[dict[str, Any]] = deque()
        self.confirmed: deque[dict[str, Any]] = deque(maxlen=REMEMBERED)
        self._allowed: frozenset[str] | None = None
        self._poll: _Poll | None = None
        self.webhook = WebhookDispatcher(faults)

    def add(self, kind: str, content: dict[str, Any]) -> None:
        """Queue an update, where the bot wants its kind."""
        if self.wanted(kind):
            self._add({"update_id": next(self._numbers), kind: content})

    def add_raw(self, chat: int, content: bytes) -> None:
        """Queue an update by the bytes that follow its number, valid or not."""
        self._add(RawUpdate(next(self._numbers), chat, content))

    def _add(self, update: dict[str, Any]) -> None:
        self._queue.append(update)
        self.webhook.add(update)
        if self._poll is not None:
            self._poll.wakeup.set()

    def wanted(self, kind: str) -> bool:
        """Tell whether the bot asked for updates of this kind."""
        return kind not in UNASKED if self._allowed is None else kind in self._allowed

    @property
    def pending(self) -> list[dict[str, Any]]:
        """Return what is not confirmed, oldest first."""
        return list(self._queue)

    def __len__(self) -> int:
        """Return how many are not confirmed."""
        return len(self._queue)

    @property
    def polled(self) -> bool:
        """Tell whether somebody waits for updates at this moment."""
        return self._poll is not None

    def allow(self, kinds: Sequence[str]) -> None:
        """Change which kinds come from now on; none named: Telegram's usual ones."""
        self._allowed = frozenset(kinds) or None

    def clear(self) -> None:
        """Forget everything (``drop_pending_updates``)."""
        self._queue.clear()
        self.webhook.clear()

    @property
    def allowed(self) -> list[str] | None:
        """Return the kinds that were asked for by name."""
        return None if self._allowed is None else sorted(self._allowed)

    def bring_to(self, address: WebhookInfo) -> None:
        """Set a webhook, or with an empty address none; who polls is sent away."""
        self.webhook.set(address, self._queue)
        if address.url and self._poll is not None:
            self._poll.end(WEBHOOK_COMES)

    def taken(self, number: int) -> None:
        """Forget one update: the webhook has taken it."""
        for update in self._queue:
            if update["update_id"] == number:
                self._queue.remove(update)
                return

    def confirm(self, offset: int) -> None:
        """Forget all below ``offset``; a negative one keeps only that many from the end."""
        if offset < 0:
            while len(self._queue) > -offset:
                self._queue.popleft()
        while self._queue and self._queue[0]["update_id"] < offset:
            self.confirmed.append(self._queue.popleft())

    async def get(self, offset: int, limit: int, timeout_s: float) -> list[dict[str, Any]]:
        """Wait up to ``timeout_s`` for updates; a newer poll ends this one with a 409."""
        if self.webhook.address.url:
            raise Refusal(409, WEBHOOK_ACTIVE)
        if self._poll is not None:
            self._poll.end(OTHER_POLLER)
        self.confirm(offset)
        if not self._queue and timeout_s > 0:
            await self._wait(min(timeout_s, LONGEST_POLL_S))
        return list(itertools.islice(self._queue, limit))

    async def _wait(self, timeout_s: float) -> None:
        poll = self._poll = _Poll()
        deadline = time.monotonic() + timeout_s
        try:
            while not self._queue and (left := deadline - time.monotonic()) > 0:
                await poll.wakeup.wait(left)
                if poll.ended is not None:
                    raise Refusal(409, poll.ended)
        finally:
            if self._poll is poll:
                self._poll = None


class _Poll:
    """One who waits."""

    def __init__(self) -> None:
        self.wakeup = WakeupEvent()
        self.ended: str | None = None

    def end(self, why: str) -> None:
        """Send it away."""
        self.ended = why
        self.wakeup.set()
