"""Edits of messages that were under way when the edit was promised."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain.promises.base import PromiseData
from bot.models import Delivery, DeliveryStatus, promise_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.views.render_context import RenderContext

ARRIVES = timedelta(seconds=1)  # how long to wait for a message under way that is to be edited


async def under_way(context: RenderContext, deliveries: Sequence[Delivery]) -> set[int]:
    """Give edits whose message was under way the id of it, now that it is known.

    Returns those whose message is under way still.
    """
    said = [(one, promise_data.decode(one, PromiseData).edited) for one in deliveries]
    followed = {edited: one for one, edited in said if edited is not None}
    if not followed:
        return set()
    states = select(Delivery.id, Delivery.status, Delivery.sent_message_id)
    waiting = set()
    for first, status, message in await context.session.execute(
        states.where(Delivery.id.in_(followed))
    ):
        followed[first].edits = message
        if status == DeliveryStatus.LEASED:
            waiting.add(followed[first].id)
    return waiting
