"""One rate limiter for the whole bot, with lanes; time is an argument (monotonic seconds)."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from bot.models import Lane

if TYPE_CHECKING:
    from bot.domain.rates import Rates

WINDOW_S = 1.0
GROUP_WINDOW_S = 60.0
FORGET_ABOVE = 4096  # chats remembered before the idle ones are forgotten


class RateShare:
    """A part of the rate: so many in any second; 0 lifts the limit."""

    def __init__(self, most: int) -> None:
        """Begin with all of it free."""
        self.most = most
        self._recent: deque[float] = deque()

    def wait(self, at: float) -> float:
        """Return the seconds until one more may go; 0: now."""
        while self._recent and self._recent[0] <= at - WINDOW_S:
            self._recent.popleft()
        if not self.most or len(self._recent) < self.most:
            return 0.0
        return self._recent[0] + WINDOW_S - at

    def take(self, at: float) -> None:
        """Count one that goes now."""
        self._recent.append(at)


class RateLimiter:
    """Says how long a message has to wait, and remembers what went out.

    Counted over any second, not in refills: a bucket that was full and is refilled while it is
    emptied lets twice the rate through, which Telegram answers with 429.
    """

    def __init__(self, rates: Rates) -> None:
        """Begin with the whole rate free."""
        self._rates = rates
        self._recent: deque[float] = deque()
        self._chats: dict[int, float] = {}  # when the chat's bursts are paid for (GCRA)
        self._groups: dict[int, deque[float]] = {}
        self._blocked_until: dict[int | None, float] = {}  # None: the whole bot
        self._low_lanes_wait_until = float("-inf")  # until when what can wait does

    @property
    def spacing(self) -> float:
        """Return the seconds between two messages to one chat, in the long run."""
        return 1 / self._rates.per_chat if self._rates.per_chat else 0.0

    def delay(self, chat: int, lane: Lane, at: float, *, ahead: int = 0) -> float:
        """Return the seconds until a message of this lane may go to ``chat``; 0: now.

        ``ahead``: how many others go to the same chat before it.
        """
        waits = (
            self._blocked_until.get(None, at) - at,
            self._blocked_until.get(chat, at) - at,
            self._overall_wait(lane, at),
            self._chat_wait(chat, at, ahead),
            self._group_wait(chat, at),
            self._low_lanes_wait_until - at if lane >= Lane.NOTICE else 0.0,
        )
        return max(0.0, *waits)

    def take(self, chat: int, at: float, *, edit: bool = False) -> None:
        """Count a message that goes out now. An edit counts for the bot, not for the chat."""
        self._recent.append(at)
        if edit:
            return
        if self._rates.per_chat:
            self._chats[chat] = max(self._chats.get(chat, at), at) + 1 / self._rates.per_chat
        if chat < 0 and self._rates.per_group:
            self._groups.setdefault(chat, deque()).append(at)
        if len(self._chats) > FORGET_ABOVE:
            self._chats = {key: paid for key, paid in self._chats.items() if paid > at}

    def hold(self, chat: int | None, seconds: float, at: float) -> None:
        """Obey a ``retry_after``: for one chat, or for the whole bot (None)."""
        self._blocked_until[chat] = max(self._blocked_until.get(chat, at), at + seconds)

    def let_urgent_first(self, seconds: float, at: float) -> None:
        """Delay notices and digests for so long."""
        self._low_lanes_wait_until = max(self._low_lanes_wait_until, at + seconds)

    def slow(self, chat: int, seconds: float, at: float) -> None:
        """Obey a ``retry_after`` that ``chat`` was answered with.

        Telegram does not say whom it means: where a second chat is told to wait, it means the bot.
        """
        others = {
            key for key, until in self._blocked_until.items() if key is not None and until > at
        }
        self.hold(None if others - {chat} else chat, seconds, at)
        self._blocked_until[chat] = max(self._blocked_until.get(chat, at), at + seconds)

    def _overall_wait(self, lane: Lane, at: float) -> float:
        """Any lane may use the whole rate; an urgent message goes above it for a moment."""
        if not self._rates.overall:
            return 0.0
        while self._recent and self._recent[0] <= at - WINDOW_S:
            self._recent.popleft()
        borrowed = self._rates.urgent_reserve if lane is Lane.URGENT else 0
        allowed = self._rates.overall + borrowed
        if len(self._recent) < allowed:
            return 0.0
        return self._recent[len(self._recent) - allowed] + WINDOW_S - at

    def _chat_wait(self, chat: int, at: float, ahead: int) -> float:
        if not self._rates.per_chat:
            return 0.0
        slack = (self._rates.per_chat_burst - 1) / self._rates.per_chat
        paid = max(self._chats.get(chat, at), at) + ahead / self._rates.per_chat
        return paid - slack - at

    def _group_wait(self, chat: int, at: float) -> float:
        sent = self._groups.get(chat)
        if not sent or not self._rates.per_group:
            return 0.0
        while sent and sent[0] <= at - GROUP_WINDOW_S:
            sent.popleft()
        if len(sent) < self._rates.per_group:
            return 0.0
        return sent[len(sent) - self._rates.per_group] + GROUP_WINDOW_S - at
