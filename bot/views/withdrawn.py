"""What stands in place of a message that a post opened, once that post has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.promises.alerts import WithdrawnPromise
from bot.locales import mark
from bot.media import blank_picture
from bot.models import promise_data
from bot.views.card import Attached, Card, Later
from bot.views.pending_edits import ARRIVES, under_way

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.models import Delivery
    from bot.views.card import Markup
    from bot.views.render_context import RenderContext

NOT_YOURS_NOW = mark("Tugas Anda di wilayah ini sudah berakhir; pesan ini tidak ditampilkan lagi.")


async def render(
    showing: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card | Later]:
    """Empty messages, pictures too."""
    waiting = await under_way(showing, deliveries)
    cards: dict[int, Card | Later] = {one: Later(ARRIVES) for one in waiting}
    for one in deliveries:
        if one.edits is not None:  # else it never arrived
            words = showing.say(one)(NOT_YOURS_NOW)
            picture = promise_data.read(one, WithdrawnPromise).picture
            cards[one.id] = card(words, picture=picture)
    return cards


def card(words: Markup, *, picture: bool) -> Card:
    """Return what takes the place of a message: a sentence, and a grey picture for a picture."""
    grey = Attached("foto.jpg", blank_picture.jpeg(), "image/jpeg") if picture else None
    return Card(words, photo=grey, only_edits=True)
