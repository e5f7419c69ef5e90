"""Pages, the cards that follow them, and the question at the end of a lease."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access, policy
from bot.domain.outcomes import MERGED, MISTAKEN
from bot.domain.promises.alerts import AlertPromise
from bot.locales import mark
from bot.models import promise_data
from bot.services.alerts import alert_access
from bot.services.reports import newest_card
from bot.views import alert_card, alert_news, below_photos, case_joins, incident_history, withdrawn
from bot.views.alert_buttons import button
from bot.views.card import MAX_TEXT, Card, Later, Markup, rows
from bot.views.length import cut, length
from bot.views.office import place_label
from bot.views.pending_edits import ARRIVES, under_way

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.models import Alert, Delivery
    from bot.views.alert_card import Told
    from bot.views.incident_history import IncidentHistory
    from bot.views.render_context import RenderContext

BELOW = mark("Tiket {ticket}: lanjut di bawah ⬇️")
ASK_LEASE = mark(
    "Tiket {ticket}: masih Anda tangani? Tanpa jawaban dalam {grace}, petugas lain dipanggil."
)


async def render_page(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Render pages; one that waited shows the state of now, without a sound where it is over.

    Whoever serves there no more gets none. What its reporter took back before anybody saw it wakes
    nobody.
    """
    told = await incident_history.with_histories(context.session, deliveries)
    readers = await incident_history.deliveries_readable(context.session, told)
    return {
        delivery.id: alert_card.card(context, delivery, (history, alert))
        for delivery, history, alert in told
        if history.incident.outcome not in {MISTAKEN, MERGED} and delivery.id in readers
    }


async def render_card(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card | Later]:
    """Render the newest state; an edit that a newer one follows is dropped.

    To whoever serves there no more, no word of it: a card that they have is emptied.
    """
    cards: dict[int, Card | Later] = {}
    later, needless = await below_photos.sort_out(context, deliveries)
    waiting = await under_way(context, deliveries) | later
    below = await newest_card.pointers(context.session, newest_card.ALERT, deliveries)
    told = await _told(context, [one for one in deliveries if one.id not in needless])
    readers = await incident_history.deliveries_readable(context.session, told)
    held = await alert_access.held_by(
        context.session, {one.recipient_id for one, _, alert in told if alert.quiet}
    )
    for delivery, history, alert in told:
        if delivery.id in waiting:
            cards[delivery.id] = Later(ARRIVES)
        elif _is_overtaken(delivery, alert):
            continue
        elif delivery.id in readers & below:
            cards[delivery.id] = _pointer(context, delivery, history)
        elif delivery.id in readers:
            posts = held[delivery.recipient_id]
            cards[delivery.id] = alert_card.card(context, delivery, (history, alert), posts)
        elif delivery.edits is not None:
            cards[delivery.id] = await _emptied(context, delivery, history)
    return cards


async def _told(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> list[tuple[Delivery, IncidentHistory, Alert]]:
    """Return each with the history of its alert, and with what its card lists beside that."""
    told = await incident_history.with_histories(context.session, deliveries)
    await case_joins.learn(context, told)
    return told


def _pointer(context: RenderContext, delivery: Delivery, history: IncidentHistory) -> Card:
    """Point to the newest card of its alert; what is too old to be edited is let be."""
    below = context.say(delivery)(BELOW, ticket=history.incident.ticket)
    return Card(below, only_edits=True)


def _is_overtaken(delivery: Delivery, alert: Alert) -> bool:
    """Tell whether an edit is needless: a newer one follows, or its message never arrived."""
    promise = promise_data.decode(delivery, AlertPromise)
    never_arrived = promise.page is not None and delivery.edits is None
    return never_arrived or (promise.version is not None and promise.version < alert.version)


async def render_lease(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Ask the holder whether it is still in hand; answered meanwhile, there is nothing to ask."""
    cards = {}
    told = await incident_history.with_histories(context.session, deliveries)
    readers = await incident_history.deliveries_readable(context.session, told)
    for delivery, history, alert in told:
        if alert.asked and alert.holder_id == delivery.recipient_id and delivery.id in readers:
            cards[delivery.id] = _asking(context, delivery, (history, alert))
    return cards


def _asking(context: RenderContext, delivery: Delivery, told: Told) -> Card:
    """Return the question with the card below it, as one new message."""
    history, alert = told
    say, card = context.say(delivery), alert_card.card(context, delivery, told)
    grace = say.duration(policy.from_document(alert.policy).grace)
    asked = say(ASK_LEASE, ticket=history.incident.ticket, grace=grace)
    buttons = (
        button(say, mark("Masih ditangani"), alert, "still"),
        button(say, mark("Selesai"), alert, "done"),
        button(say, mark("Lainnya"), alert, "more"),
    )
    said = cut(card.text, MAX_TEXT - length(asked) - 2)  # the question's room
    return Card(Markup("\n\n").join([asked, said]), rows(*buttons))


async def _emptied(context: RenderContext, delivery: Delivery, history: IncidentHistory) -> Card:
    """Replace a card that its reader may no longer read: the case went on, or their post ended."""
    say, ticket = context.say(delivery), history.incident.ticket
    held = await alert_access.held_by(context.session, {delivery.recipient_id})
    has_moved = delivery.run is not None and delivery.run < history.moved_run
    if has_moved and access.may(held[delivery.recipient_id], access.ON_CALL, history.moved_from):
        place = place_label(history.incident.village)
        return Card(say(alert_news.NEWS["moved"], ticket=ticket, place=place), only_edits=True)
    why = withdrawn.why(held[delivery.recipient_id], history.incident.village_code)
    return withdrawn.card(say(why), picture=False)
