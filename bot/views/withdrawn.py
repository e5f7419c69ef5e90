"""What stands in place of a message that a post opened, once that post has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access
from bot.domain.access import Role
from bot.domain.promises.alerts import WithdrawnPromise
from bot.locales import mark
from bot.media import blank_picture
from bot.models import promise_data
from bot.views.card import Attached, Card, Later
from bot.views.pending_edits import ARRIVES, under_way

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.domain.access import Grant
    from bot.models import Delivery
    from bot.views.card import Markup
    from bot.views.render_context import RenderContext

NOT_YOURS_NOW = mark("Tugas Anda di wilayah ini sudah berakhir; pesan ini tidak ditampilkan lagi.")

# What its reader may read no more, though their post goes on: the report is of another kind.
OTHERS_NOW = mark(
    "Jenis laporan ini diubah; petugas lain yang membacanya. Isinya tidak ditampilkan lagi."
)


async def render(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card | Later]:
    """Empty messages, pictures too."""
    waiting = await under_way(context, deliveries)
    cards: dict[int, Card | Later] = {one: Later(ARRIVES) for one in waiting}
    for one in deliveries:
        if one.edits is not None:  # else it never arrived
            promise = promise_data.decode(one, WithdrawnPromise)
            words = context.say(one)(OTHERS_NOW if promise.others else NOT_YOURS_NOW)
            cards[one.id] = card(words, picture=promise.picture)
    return cards


def why(held: Iterable[Grant], village: str) -> str:
    """Return why somebody with these posts reads no more of what happened in a village."""
    serves = any(
        grant.role != Role.RESIDENT and access.covers(grant.region, village) for grant in held
    )
    return OTHERS_NOW if serves else NOT_YOURS_NOW


def card(words: Markup, *, picture: bool) -> Card:
    """Return what takes the place of a message: a sentence, and a grey picture for a picture."""
    grey = Attached("foto.jpg", blank_picture.jpeg(), "image/jpeg") if picture else None
    return Card(words, photo=grey, only_edits=True)
