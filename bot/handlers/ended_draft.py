"""Says of a draft that is none any more whether it was sent; its card becomes what it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.stale_button import STALE_BUTTON
from bot.locales import mark
from bot.models import Draft, loaded_rows
from bot.services.reports import report_authors

if TYPE_CHECKING:
    from bot.handlers.turn import Turn

SENT_ALREADY = mark("Sudah terkirim, tiket {ticket}.")
NOT_SENT = mark("Tidak terkirim: pesan ini sudah tidak berlaku. Masih perlu? Tulis sekali lagi.")


async def tell(turn: Turn, draft_id: int) -> None:
    """Say it over the chat, and show the receipt, or that it was not sent.

    What became part of something else, or is forgotten, has no card to show.
    """
    sent = await report_authors.load(turn.session, draft_id)
    if sent is None and await loaded_rows.get(turn.session, Draft, draft_id) is None:
        turn.toast(STALE_BUTTON)
    elif sent is None:
        turn.toast(NOT_SENT)
        turn.reply("draft", draft_id, edit=True)
    else:
        turn.toast(SENT_ALREADY, ticket=sent.report.ticket)
        turn.reply("receipt", draft_id, edit=True)
