"""What is leased and rendered and waits for its turn: urgent first, one at a time to a chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.models import Lane

if TYPE_CHECKING:
    from bot.models import Delivery
    from bot.transport.limiter import Budget
    from bot.views.card import Card

LONGEST_WAIT_S = 5.0  # what has to wait longer goes back to the outbox, to be rendered anew


@dataclass(frozen=True, slots=True)
class Parcel:
    """A promise that is rendered and addressed."""

    delivery: Delivery
    chat: int
    card: Card

    @property
    def lane(self) -> Lane:
        """Return the lane it travels in."""
        return Lane(self.delivery.lane)


class Backlog:
    """Parcels in order; a chat that has one under way gets the next only after it."""

    def __init__(self, budget: Budget) -> None:
        """Hold nothing yet; ``budget`` says who has to wait."""
        self._budget = budget
        self._waiting: list[Parcel] = []
        self._busy: set[int] = set()

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self._waiting)

    def add(self, parcels: list[Parcel]) -> None:
        """Queue parcels: by lane, then in the order of their making."""
        self._waiting = sorted(
            [*self._waiting, *parcels],
            key=lambda parcel: (parcel.delivery.lane, parcel.delivery.id),
        )

    def take(self, at: float) -> Parcel | None:
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

    def give_back(self, at: float) -> list[tuple[Parcel, float]]:
        """Take out what has to wait long, with the seconds it has to."""
        waits = [
            (parcel, self._budget.delay(parcel.chat, parcel.lane, at)) for parcel in self._waiting
        ]
        self._waiting = [parcel for parcel, wait in waits if wait <= LONGEST_WAIT_S]
        return [(parcel, wait) for parcel, wait in waits if wait > LONGEST_WAIT_S]

    def soonest(self, at: float) -> float | None:
        """Return the seconds until some waiting parcel whose chat is free may go; None: none."""
        waits = [
            self._budget.delay(parcel.chat, parcel.lane, at)
            for parcel in self._waiting
            if parcel.chat not in self._busy
        ]
        return min(waits, default=None)
