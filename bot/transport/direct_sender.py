"""Answers to people of whom nothing is stored: rate-limited and retried, in memory alone."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import structlog

from bot.models import Lane
from bot.transport.arrival_notes import ArrivalNotes
from bot.transport.card_sender import SendResult
from bot.transport.direct_message import DirectMessage
from bot.transport.rate_limiter import RateShare

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from bot.transport.card_sender import CardSender, Outcome
    from bot.transport.rate_limiter import RateLimiter
    from bot.views.card import Card

log = structlog.get_logger()

WINDOW_S = 1.0
IN_FLIGHT = 8
PER_CHAT = 3  # updates of one chat; what it writes beyond is answered with the last of them
MOST_CHATS = 5_000  # in memory; at 20 a second the last has waited for four minutes
FIRST_RETRY_S, LONGEST_RETRY_S = 0.5, 3.0
GIVE_UP_S = 600.0
WAIT_S = 1.0  # a request of the webhook, for its answer
HOLD_S = 60.0  # so long an update is not confirmed for want of its answer
STOP_S = 0.5  # a stop has 5 s in all


class DirectSender:
    """Sends answers one after another to a chat, by a share of the rate that others leave over.

    Whatever is not final is tried again, for :data:`GIVE_UP_S`. Nothing of it outlives the process:
    an update whose answer is owed is not confirmed to Telegram, which brings it again after a kill,
    but for no longer than :data:`HOLD_S`.
    """

    def __init__(
        self,
        card_sender: CardSender,
        limiter: RateLimiter,
        share: int,
        monotonic: Callable[[], float],
        arrived: Callable[[int, int, int], Awaitable[None]],
    ) -> None:
        """Owe nothing; ``share``: answers in any second, 0 lifts the limit.

        ``arrived`` is told of the chat, the message that was answered and the one that asks.
        """
        self._notes = ArrivalNotes(arrived)
        self._card_sender = card_sender
        self._limiter = limiter
        self._share = RateShare(share)
        self._monotonic = monotonic
        self._owed: dict[int, deque[DirectMessage]] = {}
        self._updates: dict[int, DirectMessage] = {}
        self._come_again: set[int] = set()  # what Telegram was told to bring once more
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._pump: asyncio.Task[None] | None = None
        self._moved = asyncio.Event()

    def __len__(self) -> int:
        """Return how many chats wait for an answer."""
        return len(self._owed)

    def owe(
        self,
        update: int,
        chat: int,
        card: Card,
        *,
        edits: int | None = None,
        reply_to: int | None = None,
        asks: bool = False,
    ) -> None:
        """Owe ``chat`` a card as the answer to an update; return at once.

        ``asks``: it is told which message it became.
        """
        if chat not in self._owed and len(self._owed) >= MOST_CHATS:
            log.warning("answer_dropped", owed=len(self._owed))
            return
        waiting = self._owed.setdefault(chat, deque())
        others = {min(one.updates) for one in waiting if update not in one.updates}
        if len(others) < PER_CHAT:  # all that answers one update goes out, or none of it
            now = self._monotonic()
            waiting.append(DirectMessage(chat, card, edits, reply_to, asks, now, now))
        waiting[-1].updates.add(update)
        self._updates[update] = waiting[-1]
        self._moved.set()
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._run())

    def may_go(self, chat: int) -> bool:
        """Tell whether something may go to ``chat`` now, past this queue; it is counted."""
        now = self._monotonic()
        if self._wait(chat, now) > 0:
            return False
        self._count(chat, now, edit=False)
        return True

    def holds(self, update: int) -> bool:
        """Tell whether an update must not be confirmed yet: its answer is owed, and not for long.

        A group's command holds nothing.
        """
        answer = self._updates.get(update)
        if answer is None or answer.chat < 0:
            return False
        return self._monotonic() - answer.since < HOLD_S

    def knows(self, update: int) -> bool:
        """Tell whether an update was taken already, and is brought again for want of its answer."""
        return update in self._updates or update in self._come_again

    @property
    def expected_s(self) -> float:
        """Return about how many seconds it takes until all that is owed has gone out."""
        return len(self._owed) / self._share.most if self._share.most else 0.0

    async def confirms(self, update: int) -> bool:
        """Wait a moment for an update's answer; False: it has to be brought again.

        Where many wait it is no use: requests that wait would take Telegram's lines from others.
        """
        if await self.answered([update], WAIT_S if self.expected_s < WAIT_S else 0.0):
            self._come_again.discard(update)
            return True
        if len(self._come_again) < MOST_CHATS:
            self._come_again.add(update)
        return False

    async def answered(self, updates: Iterable[int], within_s: float) -> bool:
        """Wait until none of these updates holds; False: one still does."""
        waiting = [update for update in updates if self.holds(update)]
        if not waiting:  # nearly always: only strangers are answered here
            return True
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                while within_s > 0 and any(self.holds(update) for update in waiting):
                    self._moved.clear()
                    await self._moved.wait()
        return not any(self.holds(update) for update in waiting)

    async def drain(self, within_s: float) -> None:
        """Wait until nothing is owed and what arrived is noted, or for so long each."""
        if self._pump is not None:
            await asyncio.wait({self._pump}, timeout=within_s)
        await self._notes.drain(within_s)

    async def close(self) -> None:
        """Let what is under way arrive; the rest is brought again, since it was not confirmed."""
        if self._pump is not None:
            self._pump.cancel()
        if self._busy:
            await asyncio.wait(self._busy.values(), timeout=STOP_S)
        await self._notes.close(STOP_S)

    async def _run(self) -> None:
        while self._owed:
            now = self._monotonic()
            chat, wait = self._next(now)
            if chat is not None and wait <= 0:
                self._start(self._owed[chat][0], now)
                continue
            self._moved.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(min(wait, WINDOW_S)):
                    await self._moved.wait()

    def _next(self, now: float) -> tuple[int | None, float]:
        """Return the chat that may be answered first, and the seconds until then."""
        soonest, least = None, WINDOW_S
        if len(self._busy) >= IN_FLIGHT or (least := self._share.wait(now)) > 0:
            return None, least
        least = WINDOW_S
        for chat, waiting in self._owed.items():
            if chat in self._busy:
                continue
            wait = max(waiting[0].due - now, self._wait(chat, now))
            if wait <= 0:
                return chat, 0.0
            if wait < least:
                soonest, least = chat, wait
        return soonest, least

    def _wait(self, chat: int, now: float) -> float:
        return max(self._share.wait(now), self._limiter.delay(chat, Lane.REPLY, now))

    def _count(self, chat: int, now: float, *, edit: bool) -> None:
        self._share.take(now)
        self._limiter.take(chat, now, edit=edit)

    def _start(self, answer: DirectMessage, now: float) -> None:
        self._count(answer.chat, now, edit=answer.edits is not None)
        task = asyncio.create_task(self._send_one(answer))
        self._busy[answer.chat] = task
        task.add_done_callback(lambda _: self._free_chat(answer.chat))

    def _free_chat(self, chat: int) -> None:
        self._busy.pop(chat, None)
        self._moved.set()

    async def _send_one(self, answer: DirectMessage) -> None:
        try:
            outcome = await self._card_sender.send(
                answer.chat, answer.card, edits=answer.edits, reply_to=answer.reply_to
            )
        except Exception:  # a fault of ours: it would fail again
            log.exception("answer_failed")
            self._done(answer)
            return
        if answer.asks and answer.reply_to and outcome.message_id is not None:
            answer.is_noted = False
            noted = partial(self._noted, answer)
            self._notes.begin(answer.chat, answer.reply_to, outcome.message_id, noted)
        if outcome.error is not None:
            log.info("stranger_not_answered", error=outcome.error)
        if outcome.result is SendResult.LATER and self._monotonic() - answer.since < GIVE_UP_S:
            self._retry(answer, outcome)
        else:
            self._done(answer)

    def _noted(self, answer: DirectMessage) -> None:
        answer.is_noted = True
        if answer not in self._owed.get(answer.chat, ()):
            self._release_updates(answer)

    def _retry(self, answer: DirectMessage, outcome: Outcome) -> None:
        now, wait = self._monotonic(), outcome.wait
        if wait is not None:
            self._limiter.slow(answer.chat, wait, now)
        else:
            wait = min(FIRST_RETRY_S * 2 ** min(answer.attempts, 6), LONGEST_RETRY_S)
        answer.attempts += 1
        answer.due = now + wait

    def _done(self, answer: DirectMessage) -> None:
        waiting = self._owed[answer.chat]
        waiting.remove(answer)
        if not waiting:
            del self._owed[answer.chat]
        if answer.is_noted:
            self._release_updates(answer)
        self._moved.set()

    def _release_updates(self, answer: DirectMessage) -> None:
        """Let the updates be confirmed that nothing else answers."""
        for update in answer.updates:
            if self._updates.get(update) is answer:  # else more of its answer is owed still
                del self._updates[update]
        self._moved.set()
