"""When what fails every time is tried again: each time twice as late, and told of once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple, TypeAlias

FIRST, LONGEST = timedelta(seconds=1), timedelta(minutes=10)
ENOUGH = 20  # doublings after which it is the longest anyway

Item: TypeAlias = tuple[str, int]  # which work, and the number of the row that it is about


class _Failing(NamedTuple):
    times: int
    again_at: datetime


def pause(times: int) -> timedelta:
    """Return how long what failed so many times before is left alone."""
    return min(FIRST * (1 << min(times, ENOUGH)), LONGEST)


class RetryPacing:
    """Remembers what fails, for as long as the process lives."""

    def __init__(self) -> None:
        """Know of nothing that fails."""
        self._failing: dict[Item, _Failing] = {}

    def failed(self, item: Item, now: datetime) -> bool:
        """Leave an item alone for a while; return whether it is the first time that it failed."""
        known = self._failing.get(item)
        times = 0 if known is None else known.times
        self._failing[item] = _Failing(times + 1, now + pause(times))
        return known is None

    def done(self, item: Item) -> None:
        """Forget that an item ever failed."""
        self._failing.pop(item, None)

    def resting(self, work: str, now: datetime) -> set[int]:
        """Return the items of some work that are to be left alone still."""
        return {
            number
            for (name, number), known in self._failing.items()
            if name == work and known.again_at > now
        }
