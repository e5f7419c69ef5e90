"""What is leased and rendered and waits for its turn: urgent first, one at a time to a chat."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.models import Lane

if TYPE_CHECKING:
    from bot.models import Delivery
    from bot.transport.rate_limiter import RateLimiter
    from bot.views.card import Card

LONGEST_WAIT_S = 1.0  # what has to wait longer goes back to the outbox, to be rendered anew


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A promise that is rendered and addressed."""

    delivery: Delivery
    chat: int
    card: Card

    @property
    def lane(self) -> Lane:
        """Return the lane it travels in."""
        return Lane(self.delivery.lane)

    @property
    def queue(self) -> tuple[int, int]:
        """Return lane and priority: whatever has lower ones goes first."""
        return self.delivery.lane, self.delivery.priority


class SendQueue:
    """Parcels in order; a chat that has one under way gets the next only after it."""

    def __init__(self, budget: RateLimiter) -> None:
        """Hold nothing yet; ``budget`` says who has to wait."""
        self._budget = budget
        self._waiting: list[OutgoingMessage] = []
        self._busy: set[int] = set()
        self._put_off: dict[tuple[int, int, int], float] = {}  # by chat and queue: until when

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self._waiting)

    def add(self, parcels: list[OutgoingMessage]) -> None:
        """Queue parcels: by lane and priority, then in the order of their making."""
        self._waiting = sorted(
            [*self._waiting, *parcels],
            key=lambda parcel: (*parcel.queue, parcel.delivery.id),
        )

    def take(self, at: float) -> OutgoingMessage | None:
        """Take the first parcel that may go now, and mark its chat as busy."""
        passed: set[int] = set()
        for index, parcel in enumerate(self._waiting):
            free = parcel.chat not in self._busy and parcel.chat not in passed
            if free and self._budget.delay(parcel.chat, parcel.lane, at) <= 0:
                del self._waiting[index]
                self._busy.add(parcel.chat)
                self._budget.take(parcel.chat, at, edit=parcel.delivery.edits is not None)
                return parcel
            passed.add(parcel.chat)  # what comes later to this chat may not overtake
        return None

    def done(self, chat: int) -> None:
        """Free the chat for its next parcel."""
        self._busy.discard(chat)

    def give_back(self, at: float) -> list[tuple[OutgoingMessage, float]]:
        """Take out what has to wait long, with the seconds it has to.

        A chat that is owed hundreds (somebody floods the bot, a storm hits one village) would else
        take all the room there is from everybody else. What is put off keeps its order.
        """
        self._put_off = {key: until for key, until in self._put_off.items() if until > at}
        ahead: Counter[int] = Counter()
        kept, back = [], []
        for parcel in self._waiting:
            before = ahead[parcel.chat]
            wait = self._budget.delay(parcel.chat, parcel.lane, at, ahead=before)
            ahead[parcel.chat] += parcel.delivery.edits is None  # an edit counts for the bot alone
            if wait <= LONGEST_WAIT_S:
                kept.append(parcel)
            else:
                back.append((parcel, self._behind(parcel, wait, at)))
        self._waiting = kept
        return back

    def _behind(self, parcel: OutgoingMessage, wait: float, at: float) -> float:
        """Return the seconds to wait behind what was put off of the same chat and queue before."""
        key = (parcel.chat, *parcel.queue)
        before = self._put_off.get(key, at)
        until = max(at + wait, before + self._budget.spacing)
        self._put_off[key] = until
        return until - at

    def soonest(self, at: float) -> float | None:
        """Return the seconds until some waiting parcel whose chat is free may go; None: none."""
        waits = [
            self._budget.delay(parcel.chat, parcel.lane, at)
            for parcel in self._waiting
            if parcel.chat not in self._busy
        ]
        return min(waits, default=None)
