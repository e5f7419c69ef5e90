"""Renders leased promises into messages, all of one kind at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import OperationalError

from bot.models import Lane
from bot.services.digests import silent_hours
from bot.transport.card_sender import Outcome, SendResult
from bot.transport.send_queue import OutgoingMessage
from bot.views import RENDERERS
from bot.views.card import Card, Later
from bot.views.render_context import RenderContext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
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

    async def render(
        self, leased: Sequence[Delivery], ready: Callable[[list[OutgoingMessage]], None]
    ) -> None:
        """Render everything in one reading, and hand on what is urgent before the rest is begun.

        What has nothing left to say is settled as dropped. Where it fails, one by one, so that one
        cannot hold up the others; where the database is away, all of it is owed still.
        """
        unrendered = _by_urgency(leased)
        try:
            await self._render(unrendered, ready)
        except OperationalError as error:
            for one in chain(*unrendered):
                reason = type(error).__name__
                self._settlement_writer.postponed(one, FIRST_RETRY_S, error=reason, attempted=False)
        except Exception as error:  # noqa: BLE001 - a fault of ours must not stop other people's mail
            failed = [*chain(*unrendered)]
            if len(failed) == 1:
                self._failed(failed[0], error)
                return
            for one in failed:
                await self.render([one], ready)

    async def _render(
        self, unrendered: list[list[Delivery]], ready: Callable[[list[OutgoingMessage]], None]
    ) -> None:
        """Take away from ``unrendered`` what was handed on."""
        if not unrendered:
            return
        async with self._context.database.reading() as session:
            context = render_context(self._context, session, self._clock.now())
            while unrendered:
                ready(await self._addressed(context, unrendered[0]))
                del unrendered[0]

    async def _addressed(
        self, context: RenderContext, leased: Sequence[Delivery]
    ) -> list[OutgoingMessage]:
        by_kind: dict[str, list[Delivery]] = defaultdict(list)
        for delivery in leased:
            by_kind[delivery.kind].append(delivery)
        cards: dict[int, Card | Later | None] = {}
        for kind, deliveries in by_kind.items():
            cards |= await RENDERERS[kind](context, deliveries)
        for one in leased:
            self._context.forget_failures(one)
        addressed = [self.address(one, cards.get(one.id)) for one in leased]
        return [outgoing for outgoing in addressed if outgoing is not None]

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
        times = self._context.count_failure(delivery)
        if times <= ATTEMPTS:
            wait_s = FIRST_RETRY_S * 2 ** (times - 1)
            self._settlement_writer.postponed(delivery, wait_s, error=reason)
        else:
            self._context.forget_failures(delivery)
            self._settlement_writer.failed(delivery, Outcome(SendResult.REFUSED, error=reason))


def _by_urgency(leased: Sequence[Delivery]) -> list[list[Delivery]]:
    """Return what is urgent and then the rest, as far as there is any."""
    urgent = [one for one in leased if one.lane == Lane.URGENT]
    rest = [one for one in leased if one.lane != Lane.URGENT]
    return [batch for batch in (urgent, rest) if batch]
