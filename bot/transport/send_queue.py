"""The queue of rendered messages: urgent first, one at a time to each chat."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.models import Lane

if TYPE_CHECKING:
    from bot.models import Delivery
    from bot.transport.rate_limiter import RateLimiter
    from bot.views.card import Card

MOST_RECORDINGS = 2  # under way at once: they take long, and memory
LONGEST_WAIT_S = 1.0  # what has to wait longer goes back to the outbox, to be rendered anew


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A rendered promise with its chat."""

    delivery: Delivery
    chat: int
    card: Card

    @property
    def lane(self) -> Lane:
        """Return its lane."""
        return Lane(self.delivery.lane)

    @property
    def queue(self) -> tuple[int, int]:
        """Return lane and priority, as a sort key: lower goes first."""
        return self.delivery.lane, self.delivery.priority

    @property
    def is_recording(self) -> bool:
        """Tell whether sending it takes long: other messages to its chat do not wait for it."""
        return self.card.recording is not None


class SendQueue:
    """Messages in order; a chat gets its next one only when the one before has arrived.

    A voice or video is waited for by nothing else.
    """

    def __init__(self, limiter: RateLimiter) -> None:
        """Hold nothing yet; ``limiter`` says who has to wait."""
        self._limiter = limiter
        self._waiting: list[OutgoingMessage] = []
        self._busy: set[int] = set()
        self._recordings = 0  # under way
        self._put_off: dict[tuple[int, int, int], float] = {}  # by chat and queue: until when

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self._waiting)

    def add(self, messages: list[OutgoingMessage]) -> None:
        """Queue messages: by lane and priority, then in the order of their making."""
        self._waiting = sorted(
            [*self._waiting, *messages],
            key=lambda outgoing: (*outgoing.queue, outgoing.delivery.id),
        )

    def take(self, at: float) -> OutgoingMessage | None:
        """Take the first message that may go now, and mark its chat as busy."""
        passed: set[int] = set()
        for index, outgoing in enumerate(self._waiting):
            free = outgoing.chat not in self._busy and outgoing.chat not in passed
            if not self._has_room(outgoing):
                continue
            if free and self._limiter.delay(outgoing.chat, outgoing.lane, at) <= 0:
                del self._waiting[index]
                self._begin(outgoing)
                self._limiter.take(outgoing.chat, at, edit=outgoing.delivery.edits is not None)
                return outgoing
            passed.add(outgoing.chat)  # what comes later to this chat may not overtake
        return None

    def _has_room(self, outgoing: OutgoingMessage) -> bool:
        return not outgoing.is_recording or self._recordings < MOST_RECORDINGS

    def _begin(self, outgoing: OutgoingMessage) -> None:
        if outgoing.is_recording:
            self._recordings += 1
        else:
            self._busy.add(outgoing.chat)

    def done(self, outgoing: OutgoingMessage) -> None:
        """Free its chat for the next message."""
        if outgoing.is_recording:
            self._recordings -= 1
        else:
            self._busy.discard(outgoing.chat)

    def give_back(self, at: float) -> list[tuple[OutgoingMessage, float]]:
        """Take out what has to wait long, with the seconds it has to.

        A chat that is owed hundreds (somebody floods the bot, a storm hits one village) would else
        take all the room there is from everybody else. What is put off keeps its order.
        """
        self._put_off = {key: until for key, until in self._put_off.items() if until > at}
        ahead: Counter[int] = Counter()
        kept, back = [], []
        for outgoing in self._waiting:
            before = ahead[outgoing.chat]
            wait = self._limiter.delay(outgoing.chat, outgoing.lane, at, ahead=before)
            ahead[outgoing.chat] += (
                outgoing.delivery.edits is None
            )  # an edit counts for the bot alone
            if wait <= LONGEST_WAIT_S:
                kept.append(outgoing)
            else:
                back.append((outgoing, self._behind(outgoing, wait, at)))
        self._waiting = kept
        return back

    def _behind(self, outgoing: OutgoingMessage, wait: float, at: float) -> float:
        """Return the seconds to wait behind what was put off of the same chat and queue before."""
        key = (outgoing.chat, *outgoing.queue)
        before = self._put_off.get(key, at)
        until = max(at + wait, before + self._limiter.spacing)
        self._put_off[key] = until
        return until - at

    def soonest(self, at: float) -> float | None:
        """Return the seconds until some waiting message whose chat is free may go; None: none."""
        waits = [
            self._limiter.delay(outgoing.chat, outgoing.lane, at)
            for outgoing in self._waiting
            if outgoing.chat not in self._busy and self._has_room(outgoing)
        ]
        return min(waits, default=None)
