"""A report's whole words, in messages of their own, where its card has no room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.domain.promises.alerts import WordsPromise
from bot.domain.text_parts import parts
from bot.locales import mark
from bot.models import Alert, Incident, Report, promise_data
from bot.services.alerts import alert_access, card_room, case_lookup
from bot.views import display_names
from bot.views.alert_card import reads
from bot.views.card import Card, Markup
from bot.views.incident_history import IncidentHistory
from bot.views.report_text import written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.locales import Say
    from bot.models import Delivery
    from bot.views.render_context import RenderContext

HEAD = mark("Tiket {ticket}, bagian {part} dari {parts}")


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Show a part of a report's words (masked) to who may read them now. ``part``: from 0."""
    wanted = (
        select(Report, Alert)
        .join(Alert, Alert.incident_id == Report.incident_id)
        .where(Report.id.in_({one.subject_id for one in deliveries}))
        .options(joinedload(Alert.incident).joinedload(Incident.village))
    )
    found = {report.id: (report, alert) for report, alert in await context.session.execute(wanted)}
    known = [(one, *found[one.subject_id]) for one in deliveries if one.subject_id in found]
    requests = [(alert, one.recipient_id) for one, _, alert in known]
    may = await alert_access.readers(context.session, requests)
    held = await alert_access.held_by(context.session, {one.recipient_id for one, _, _ in known})
    added = await case_lookup.addenda_of(context.session, found)
    cards = {}
    for one, report, alert in known:
        told = (IncidentHistory(alert.incident, alert), alert)
        shown = reads(one, told, held[one.recipient_id])
        if (alert.id, one.recipient_id) in may and shown.words:
            own = [written(report, shown, each) for each in added if each.report_id == report.id]
            words = "\n\n".join([written(report, shown), *(f"🆕 {each}" for each in own if each)])
            said = parts(words, card_room.PART_TEXT)
            part = promise_data.decode(one, WordsPromise).part
            cards[one.id] = _card(context, context.say(one), report, said, part)
    return {key: card for key, card in cards.items() if card is not None}


def _card(
    context: RenderContext, say: Say, report: Report, said: Sequence[str], part: int
) -> Card | None:
    if part >= len(said):
        return None  # erased meanwhile, or shorter without its position
    head = say(HEAD, ticket=report.ticket, part=part + 1, parts=len(said))
    hidden = display_names.is_hidden(context.config, report.category)
    words = "<tg-spoiler>{}</tg-spoiler>" if hidden else "{}"
    text = Markup("{}\n\n" + words).format(head, said[part])
    return Card(text, silent=True)
