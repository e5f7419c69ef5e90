"""One attempt to send a message, and what follows from how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy.exc import OperationalError

from bot.models import Lane
from bot.services.people import newcomers
from bot.transport.card_sender import Outcome, SendResult
from bot.transport.outage_state import OutageState

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.models import Delivery
    from bot.transport.card_sender import CardSender
    from bot.transport.rate_limiter import RateLimiter
    from bot.transport.send_queue import OutgoingMessage
    from bot.transport.settlement_writer import SettlementWriter

log = structlog.get_logger()

FIRST_RETRY_S = 0.5
LONGEST_RETRY_S = {Lane.URGENT: 3.0, Lane.REPLY: 3.0, Lane.NOTICE: 5.0, Lane.DIGEST: 5.0}


class Attempts:
    """Sends what may go now: it is sent for good, failed for good, or owed still."""

    def __init__(
        self,
        card_sender: CardSender,
        limiter: RateLimiter,
        settlement_writer: SettlementWriter,
        monotonic: Callable[[], float],
        carried: Callable[[int, dict[str, Any]], Awaitable[None]],
    ) -> None:
        """``carried`` takes the message of before the consent that a promise has brought."""
        self._card_sender = card_sender
        self._limiter = limiter
        self._outage_state = OutageState(limiter)
        self._settlement_writer = settlement_writer
        self._monotonic = monotonic
        self._carried = carried

    async def send(self, outgoing: OutgoingMessage) -> Outcome:
        """Send it. Never raises."""
        delivery = outgoing.delivery
        try:
            return await self._card_sender.send(
                outgoing.chat, outgoing.card, edits=delivery.edits, reply_to=delivery.reply_to
            )
        except Exception as error:  # owed still, whatever went wrong on our side
            log.exception("carry_failed", kind=delivery.kind)
            return Outcome(SendResult.LATER, error=type(error).__name__)

    async def settle(self, outgoing: OutgoingMessage, outcome: Outcome) -> None:
        """Hand what became of it to the settlement writer."""
        delivery = outgoing.delivery
        if outcome.result is SendResult.SENT:
            self._outage_state.works()
            if await self._is_taken(delivery, outcome):
                self._settlement_writer.sent(delivery, outcome.message_id)
        elif outcome.result is SendResult.LATER:
            self._retry(outgoing, outcome)
        else:
            self._settlement_writer.failed(delivery, outcome)

    async def _is_taken(self, delivery: Delivery, outcome: Outcome) -> bool:
        """Hand on the message that this one answers, where that was owed; False: it is owed still.

        It is kept once that is committed: a kill before it brings the answer again.
        """
        if delivery.kind != newcomers.KIND or outcome.answers is None:
            return True
        try:
            await self._carried(delivery.id, outcome.answers)
        except OperationalError as error:
            reason = type(error).__name__
            self._settlement_writer.postponed(delivery, FIRST_RETRY_S, error=reason)
            return False
        return True

    def _retry(self, outgoing: OutgoingMessage, outcome: Outcome) -> None:
        wait = outcome.wait
        if wait is not None:
            self._limiter.slow(outgoing.chat, wait, self._monotonic())
        else:
            self._outage_state.broke(outgoing.delivery.attempts, self._monotonic())
            doubled = FIRST_RETRY_S * 2 ** min(outgoing.delivery.attempts, 6)
            wait = min(doubled, LONGEST_RETRY_S[outgoing.lane])
        self._settlement_writer.postponed(outgoing.delivery, wait, error=outcome.error)
