"""Whether Telegram is reachable; after an outage urgent messages are sent first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.transport.rate_limiter import RateLimiter

# Longer than the longest pause of an urgent message between two tries: when the line is back, each
# has gone out before the first notice does.
STANDS_BACK_S = 3.5
STUBBORN = 10  # tries after which a message that fails is a fault of its own, where others succeed


class OutageState:
    """The state of the line to Telegram, by the results of the last messages."""

    def __init__(self, limiter: RateLimiter) -> None:
        """Assume that it works; ``limiter`` delays what can wait."""
        self._limiter = limiter
        self._is_broken = False

    def works(self) -> None:
        """A message got through."""
        self._is_broken = False

    def broke(self, attempts: int, at: float) -> None:
        """A message failed after so many earlier tries: notices and digests are delayed.

        One that fails for ever keeps nobody back, as long as others get through.
        """
        if attempts < STUBBORN or self._is_broken:
            self._is_broken = True
            self._limiter.let_urgent_first(STANDS_BACK_S, at)
