"""Jobs that make pictures and documents of summaries: a process works on each, nobody waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.transport.renderer import render_context
from bot.views import RENDERERS
from bot.views.card import Card

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.models import Delivery
    from bot.transport.job_context import JobContext
    from bot.transport.photo_jobs import Work


async def make(delivery: Delivery, context: JobContext, now: datetime) -> Card | None:
    """Return the card with its file, few at once: what else is owed is sent meanwhile."""
    if delivery.recipient_id is None:  # erased meanwhile
        return None
    async with (
        context.file_slots.held(delivery.recipient_id),
        context.database.reading() as session,
    ):
        showing = render_context(context, session, now)
        card = (await RENDERERS[delivery.kind](showing, [delivery])).get(delivery.id)
    return card if isinstance(card, Card) else None


WORK: Mapping[str, Work] = {"summary_picture": make, "summary_document": make}
