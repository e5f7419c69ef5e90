"""What is asked back where words behind a command name no one place of one's own region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access
from bot.domain.access import ANSWERING, INVITING
from bot.domain.promises.places import PlaceOfferPromise
from bot.locales import mark
from bot.models import promise_data
from bot.places import place_search
from bot.places.region_filters import regions_held
from bot.services.alerts import alert_access
from bot.views import place
from bot.views.card import MAX_BUTTONS, Button, Card, rows
from bot.views.length import several, whole_words
from bot.views.office import place_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.access import Grant
    from bot.models import Delivery
    from bot.views.render_context import RenderContext

NAMED = 5  # regions in one sentence
LABEL = 36
SEVERAL = mark("Tempat mana yang dimaksud? Wilayah Anda: {own}.")
UNKNOWN = mark(
    "Tempat itu belum saya temukan di wilayah Anda: {own}.\nTekan pilihan, atau ketik nama lain."
)
ALL = mark("Semua wilayah saya")
# By the command: to whom it is open, and the button that does it, of one place and of all.
COMMANDS = {
    "laporan": (ANSWERING, "i:0:reports:0"),
    "petugas": (INVITING, "p:0:people:0"),
}


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Ask back; whom the command is not open to any more is asked nothing."""
    held = await alert_access.held_by(context.session, {one.recipient_id for one in deliveries})
    cards = {}
    for one in deliveries:
        promise = promise_data.decode(one, PlaceOfferPromise)
        own = _own(promise.command, held[one.recipient_id])
        if own:
            cards[one.id] = await _card(context, one, promise, own)
    return cards


def _own(command: str, grants: Sequence[Grant]) -> list[str]:
    allowed, _ = COMMANDS[command]
    return regions_held(grants, allowed)


async def _card(
    context: RenderContext, one: Delivery, promise: PlaceOfferPromise, own: Sequence[str]
) -> Card:
    say, (_, data) = context.say(one), COMMANDS[promise.command]
    meant = [code for code in promise.places if any(access.covers(area, code) for area in own)]
    offered = (meant or (own if len(own) > 1 else []))[: MAX_BUTTONS - 1]
    regions = await place_search.by_codes(context.session, offered)
    buttons = [
        Button(whole_words(place.full_name(region, say), LABEL), f"{data}:{region.code}")
        for region in regions
    ]
    mine = [place_label(region) for region in await place_search.by_codes(context.session, own)]
    text = say(SEVERAL if meant else UNKNOWN, own=several(mine, say, NAMED))
    return Card(text, rows(*buttons, Button(say.plain(ALL), data), width=1))
