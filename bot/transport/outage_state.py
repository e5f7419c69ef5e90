"""Whether messages get through; after an outage what is urgent goes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.transport.rate_limiter import RateLimiter

# Longer than the longest pause of an urgent message between two tries: when the line is back, each
# has gone out before the first notice does.
STANDS_BACK_S = 3.5
STUBBORN = 10  # tries after which a message that fails is a fault of its own, where others succeed


class OutageState:
    """The line to Telegram, as the last messages found it."""

    def __init__(self, limiter: RateLimiter) -> None:
        """Think well of it; ``limiter`` keeps back what can wait."""
        self._limiter = limiter
        self._is_broken = False

    def works(self) -> None:
        """A message got through."""
        self._is_broken = False

    def broke(self, attempts: int, at: float) -> None:
        """A message failed after so many earlier tries: notices and digests stand back.

        One that fails for ever keeps nobody back, as long as others get through.
        """
        if attempts < STUBBORN or self._is_broken:
            self._is_broken = True
            self._limiter.let_urgent_first(STANDS_BACK_S, at)
