"""The receipt of a sent report, and what is said to whoever edits one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.promises.reports import ReceiptPromise
from bot.locales import mark
from bot.models import promise_data
from bot.services.reports import newest_card
from bot.views import receipt, report_facts
from bot.views.card import Card, Later
from bot.views.pending_edits import ARRIVES, under_way

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.models import Delivery
    from bot.views.render_context import RenderContext

BELOW = mark("Tiket {ticket}: lanjut di bawah ⬇️")
ALREADY_SENT = mark(
    "Laporan itu ({ticket}) sudah selesai dan tidak berubah lagi. Ada kejadian? Tulis pesan baru."
)


async def render_receipt(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card | Later]:
    """Show reports to their reporters as they stand."""
    reports = await receipt.load_authors(context, [one.subject_id for one in deliveries])
    asks = any(promise_data.decode(one, ReceiptPromise).asks for one in deliveries)
    known = await report_facts.load(context, [one.report for one in reports.values()], asks=asks)
    waiting = await under_way(context, deliveries)
    below = await newest_card.pointers(context.session, newest_card.RECEIPT, deliveries)
    cards: dict[int, Card | Later] = {one: Later(ARRIVES) for one in waiting}
    for one in deliveries:
        author, promise = reports.get(one.subject_id or 0), promise_data.decode(one, ReceiptPromise)
        if author is not None and one.id not in waiting and (one.edits or not promise.status):
            say, points = context.say(one), one.id in below
            made = receipt.asking if promise.asks else receipt.card
            pointer = Card(say(BELOW, ticket=author.report.ticket))
            card = pointer if points else made(context, say, author, known)
            cards[one.id] = replace(card, only_edits=promise.status or points)
    return cards


async def render_already_sent(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Say to whoever edits a report that is closed that it stays as it is."""
    reports = await receipt.load_authors(context, [one.subject_id for one in deliveries])
    return {
        one.id: Card(context.say(one)(ALREADY_SENT, ticket=author.report.ticket))
        for one in deliveries
        if (author := reports.get(one.subject_id or 0)) is not None
    }
