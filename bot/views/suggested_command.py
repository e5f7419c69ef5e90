"""What a misspelt command probably means, by one tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.command import name_in
from bot.domain.promises.reports import CommandPromise
from bot.models import promise_data
from bot.views.card import Button, Card, rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.locales import Say
    from bot.models import Delivery
    from bot.views.render_context import RenderContext


async def render(showing: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Offer the command; ``subject``: the draft that its words became, where they page at once."""
    return {
        one.id: _card(
            showing.say(one), promise_data.read(one, CommandPromise).command, one.subject_id
        )
        for one in deliveries
    }


def _card(say: Say, command: str, draft_id: int | None) -> Card:
    called = name_in(say.language, command)
    if draft_id is None:
        run = Button(say.plain("Ya, /{command}", command=called), f"m:0:run:{command}")
        return Card(say("Maksud Anda /{command}?", command=called), rows(run))
    text = say(
        "Maksud Anda /{command}? Tekan tombol ini: langsung dikirim, petugas dipanggil sekarang.",
        command=called,
    )
    return Card(text, rows(Button(say.plain("🚨 Ya, darurat"), f"d:{draft_id}:urgent")))
