"""One of our own sentences, kept as its message id and its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.views.card import Card

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.models import Delivery
    from bot.views.render_context import RenderContext


async def render(showing: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Say each sentence in its recipient's language; values are escaped."""
    return {
        one.id: Card(showing.say(one)(one.payload["text"], **one.payload.get("values", {})))
        for one in deliveries
    }
