"""Jobs that make pictures and documents of summaries: a process works on each, nobody waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.documents.render_process import NotRenderedError
from bot.transport.renderer import render_context
from bot.views import summary_files, summary_rich

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from bot.models import Delivery
    from bot.transport.job_context import JobContext
    from bot.transport.photo_jobs import Work
    from bot.views.card import Card
    from bot.views.render_context import RenderContext
    from bot.views.summary_files import CardOrder

log = structlog.get_logger()

ATTEMPTS = 5  # some ten seconds: a machine that has no process for us may have one soon
ORDERED: Mapping[str, Callable[[RenderContext, Delivery], Awaitable[CardOrder | None]]] = {
    **dict.fromkeys(("summary_picture", "summary_document"), summary_files.ordered),
    "summary_rich": summary_rich.ordered,
}


async def make(delivery: Delivery, context: JobContext, now: datetime) -> Card | None:
    """Return the card with its file, few at once: what else is owed is sent meanwhile.

    The database is read before, and let go: what draws may take as long as it takes. Where the
    machine gives no process it is owed still, and after some attempts told to be none.
    """
    if delivery.recipient_id is None:  # erased meanwhile
        return None
    async with context.file_slots.held(delivery.recipient_id):
        async with context.database.reading() as session:
            order = await ORDERED[delivery.kind](render_context(context, session, now), delivery)
        return await _card(order, delivery, context) if order is not None else None


async def _card(order: CardOrder, delivery: Delivery, context: JobContext) -> Card:
    """Make the file; return the card that brings it, or where it fails the one without."""
    try:
        return order.with_file(await context.renders.file(order.request))
    except NotRenderedError as error:
        why = str(error)
    except OSError as error:
        if context.count_failure(delivery) <= ATTEMPTS:
            raise
        why = type(error).__name__
    log.error("not_rendered", kind=delivery.kind, what=order.request.template, error=why)
    return order.without_file()


WORK: Mapping[str, Work] = dict.fromkeys(ORDERED, make)
