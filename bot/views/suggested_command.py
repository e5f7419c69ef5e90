"""What a misspelt command probably means, by one tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.command import name_in
from bot.domain.promises.reports import CommandPromise
from bot.locales import mark
from bot.models import promise_data
from bot.views.card import Button, Card, Later, rows
from bot.views.pending_edits import ARRIVES, under_way

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.locales import Say
    from bot.models import Delivery
    from bot.views.render_context import RenderContext

ENDED = mark("Maksud Anda /{command}? Pesannya sudah diubah atau dikirim.")


async def render(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card | Later]:
    """Offer the command; ``subject``: the draft that its words became, where they page at once."""
    waiting = await under_way(context, deliveries)
    cards: dict[int, Card | Later] = dict.fromkeys(waiting, Later(ARRIVES))
    return {
        one.id: _card(context.say(one), promise_data.decode(one, CommandPromise), one.subject_id)
        for one in deliveries
    } | cards


def _card(say: Say, offer: CommandPromise, draft_id: int | None) -> Card:
    command, called = offer.command, name_in(say.language, offer.command)
    if offer.closed:
        return Card(say(ENDED, command=called))
    if draft_id is None:
        run = Button(say.plain("Ya, /{command}", command=called), f"m:0:run:{command}")
        return Card(say("Maksud Anda /{command}?", command=called), rows(run))
    text = say(
        "Maksud Anda /{command}? Tekan tombol ini: langsung dikirim, petugas dipanggil sekarang.",
        command=called,
    )
    return Card(text, rows(Button(say.plain("🚨 Ya, darurat"), f"d:{draft_id}:urgent")))
