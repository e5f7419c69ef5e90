"""What Telegram knows of a webhook: its settings, and which update is to be brought when.

As the server of the Bot API does it: one update of a chat is under way at a time and the next waits
for its 200, presses apart from messages; up to ``max_connections`` chats at once; what is not
taken is brought again at once, then after 2, 4, ... 60 seconds, or when the answer's
``Retry-After`` says.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.standin.events import WakeupEvent
    from bot.standin.faults import Faults

HERE = {"127.0.0.1", "::1", "localhost"}  # the stand-in delivers to this machine alone
USUAL_CONNECTIONS = 40
LONGEST_DELAY_S = 60


@dataclass(slots=True, eq=False)
class QueuedUpdate:
    """An update on its way. ``due``: monotonic seconds."""

    update: dict[str, Any]
    due: float = 0.0
    delay_s: int = 1
    fails: int = 0
    under_way: bool = False

    @property
    def number(self) -> int:
        """Return the update's number."""
        return int(self.update["update_id"])

    def may_go(self, at: float) -> bool:
        """Tell whether it is to be brought now."""
        return not self.under_way and self.due <= at


@dataclass(frozen=True, slots=True)
class WebhookInfo:
    """What setWebhook said; ``url`` empty: there is none."""

    url: str = ""
    secret_token: str = ""
    max_connections: int = USUAL_CONNECTIONS
    ip_address: str = ""


class WebhookDispatcher:
    """Lines of updates, one for each chat and one for each person's presses."""

    def __init__(self, faults: Faults | None = None) -> None:
        """None is set."""
        self.address = WebhookInfo()
        self.wakeup: WakeupEvent | None = None  # set when there may be something to bring
        self.error: tuple[int, str] | None = None  # date, message of the last failure
        self._faults = faults
        self._lines: dict[str, deque[QueuedUpdate]] = {}

    def set(self, address: WebhookInfo, pending: Iterable[dict[str, Any]]) -> None:
        """Begin to bring what is pending; the same address again changes nothing."""
        if address == self.address:
            return
        self.address = address
        self.error = None
        self._lines = {}
        for update in pending if address.url else ():
            self.add(update)

    def add(self, update: dict[str, Any]) -> None:
        """Put an update at the end of its line."""
        if self.address.url:
            self._lines.setdefault(_line(update), deque()).append(QueuedUpdate(update))
            self._ring()

    def clear(self) -> None:
        """Forget all that waits."""
        self._lines = {}

    def start(self) -> list[QueuedUpdate]:
        """Return what is to be brought now, marked as under way."""
        free = self.address.max_connections - self.under_way
        going = [trip for trip in self._heads() if trip.may_go(time.monotonic())]
        going = sorted(going, key=lambda trip: trip.number)[: max(free, 0)]
        for trip in going:
            trip.under_way = True
        return going

    def taken(self, trip: QueuedUpdate) -> None:
        """It was answered 200: the next of its line may go."""
        key = _line(trip.update)
        line = self._lines.get(key, deque())
        if trip in line:
            line.remove(trip)
        if not line:
            self._lines.pop(key, None)
        self._ring()

    def failed(self, trip: QueuedUpdate, message: str, date: int, retry_after: int = 0) -> None:
        """It is brought again: the first time at once, then later each time, or when asked to."""
        self.error = date, message
        wait = retry_after
        if not retry_after and trip.fails:
            wait = trip.delay_s = min(trip.delay_s * 2, LONGEST_DELAY_S)
        trip.fails += 1
        trip.due = time.monotonic() + wait
        trip.under_way = False
        self._ring()

    def retry_now(self) -> None:
        """Bring what failed at once: a story does not wait for the delay."""
        for trip in self._trips:
            trip.due = 0.0
        self._ring()

    @property
    def under_way(self) -> int:
        """Return how many are being brought."""
        return sum(trip.under_way for trip in self._trips)

    @property
    def rests(self) -> bool:
        """Tell whether all that could be brought now has been answered."""
        now = time.monotonic()
        return not self.under_way and not any(trip.may_go(now) for trip in self._heads())

    @property
    def wait_s(self) -> float | None:
        """Return the seconds until something is to be brought again; None: nothing waits."""
        dues = [trip.due for trip in self._heads() if not trip.under_way]
        return max(min(dues) - time.monotonic(), 0.0) if dues else None

    @property
    def _trips(self) -> list[QueuedUpdate]:
        return [trip for line in self._lines.values() for trip in line]

    def _heads(self) -> Iterable[QueuedUpdate]:
        """Yield what stands first in each line; a fault lets the second go ahead."""
        for line in self._lines.values():
            if self._faults is not None and len(line) > 1 and not line[0].under_way:
                chat = chat_of(line[0].update)
                if self._faults.strike_delivery(chat, ("reorder",)) is not None:
                    line[0], line[1] = line[1], line[0]
            yield line[0]

    def _ring(self) -> None:
        if self.wakeup is not None:
            self.wakeup.set()


def chat_of(update: dict[str, Any]) -> int:
    """Return the chat in which an update happened."""
    (content,) = (value for name, value in update.items() if name != "update_id")
    where = content["message"]["chat"] if "message" in content else content["chat"]
    return int(where["id"])


def _line(update: dict[str, Any]) -> str:
    kind = "press" if "callback_query" in update else "chat"
    return f"{kind} {chat_of(update)}"
