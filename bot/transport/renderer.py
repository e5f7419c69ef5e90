"""Renders leased promises into messages, all of one kind at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import OperationalError

from bot.services.digests import silent_hours
from bot.transport.card_sender import Outcome, SendResult
from bot.transport.send_queue import OutgoingMessage
from bot.views import RENDERERS
from bot.views.card import Card, Later
from bot.views.render_context import RenderContext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.clock import Clock
    from bot.models import Delivery
    from bot.transport.job_context import JobContext
    from bot.transport.settlement_writer import SettlementWriter

log = structlog.get_logger()

ATTEMPTS = 5
FIRST_RETRY_S = 0.5


def render_context(given: JobContext, session: AsyncSession, now: datetime) -> RenderContext:
    """Return what renderers may read, for one reading of the database."""
    return RenderContext(
        session,
        given.config,
        given.vault,
        given.data,
        now,
        given.menu_context.commands,
        given.renders,
    )


class Renderer:
    """Reads what the promises name, and asks the views."""

    def __init__(
        self,
        context: JobContext,
        settlement_writer: SettlementWriter,
        clock: Clock,
    ) -> None:
        """Read by ``context``; what has nothing to say is settled with ``settlement_writer``."""
        self._context = context
        self._settlement_writer = settlement_writer
        self._clock = clock

    async def messages(self, leased: Sequence[Delivery]) -> list[OutgoingMessage]:
        """Render everything in one reading; what has nothing left to say is settled as dropped.

        Where it fails, one by one, so that one cannot hold up the others; where the database is
        away, all of it is owed still.
        """
        if not leased:
            return []
        try:
            addressed = await self._addressed(leased)
        except OperationalError as error:
            for one in leased:
                reason = type(error).__name__
                self._settlement_writer.postponed(one, FIRST_RETRY_S, error=reason, attempted=False)
            return []
        except Exception as error:  # noqa: BLE001 - a fault of ours must not stop other people's mail
            if len(leased) == 1:
                self._failed(leased[0], error)
                return []
            return [outgoing for one in leased for outgoing in await self.messages([one])]
        return [outgoing for outgoing in addressed if outgoing is not None]

    async def _addressed(self, leased: Sequence[Delivery]) -> list[OutgoingMessage | None]:
        by_kind: dict[str, list[Delivery]] = defaultdict(list)
        for delivery in leased:
            by_kind[delivery.kind].append(delivery)
        cards: dict[int, Card | Later | None] = {}
        async with self._context.database.reading() as session:
            showing = render_context(self._context, session, self._clock.now())
            for kind, deliveries in by_kind.items():
                cards |= await RENDERERS[kind](showing, deliveries)
        return [self.address(one, cards.get(one.id)) for one in leased]

    def address(self, delivery: Delivery, card: Card | Later | None) -> OutgoingMessage | None:
        """Put the chat on a card; None where it is dropped or comes later (and is settled so)."""
        if isinstance(card, Later):
            self._settlement_writer.postponed(delivery, card.wait.total_seconds(), attempted=False)
            return None
        sealed = None if card is None else delivery.recipient.sealed_id
        if card is None or sealed is None:
            self._settlement_writer.dropped(delivery)
            return None
        if not card.rings and silent_hours.applies(delivery, self._clock.now()):
            card = replace(card, silent=True)
        return OutgoingMessage(delivery, int(self._context.vault.open(sealed)), card)

    def _failed(self, delivery: Delivery, error: Exception) -> None:
        """Try again later; in the end it is a failure like Telegram's own, and told as such."""
        log.error("render_failed", kind=delivery.kind, exc_info=error)
        reason = f"render: {type(error).__name__}"
        if delivery.attempts < ATTEMPTS:
            self._settlement_writer.postponed(
                delivery, FIRST_RETRY_S * 2**delivery.attempts, error=reason
            )
        else:
            self._settlement_writer.failed(delivery, Outcome(SendResult.REFUSED, error=reason))
