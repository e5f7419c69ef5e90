"""One of our own sentences, kept as its message id and its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.promises.reports import SentencePromise
from bot.models import promise_data
from bot.views.card import Card

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.models import Delivery
    from bot.views.render_context import RenderContext


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Say each sentence in its recipient's language; values are escaped."""
    told = [(one, promise_data.decode(one, SentencePromise)) for one in deliveries]
    return {one.id: Card(context.say(one)(said.text, **(said.values or {}))) for one, said in told}
