"""What whoever took a case passes on to those who help: the words, neither who nor just where."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.domain import access, disclosure
from bot.domain.escalation import AlertStatus
from bot.domain.outcomes import FALSE_ALARMS
from bot.locales import mark
from bot.services.alerts import alert_access, lifecycle, relay
from bot.views import display_names, incident_history
from bot.views.card import Button, Card, Markup, rows
from bot.views.incident import TICKET, details, heading
from bot.views.office import role_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.locales import Say
    from bot.models import Alert, Delivery
    from bot.views.incident_history import IncidentHistory
    from bot.views.render_context import RenderContext

ASKS = mark("<b>Ini yang akan dibaca</b> oleh {who}. Nama samaran dan titik lokasi tidak ikut.")
NOBODY = mark("Belum ada poskamling, FKPM, kepala desa/lurah, atau Babinsa terdaftar di sini.")
FROM = mark(
    "Diteruskan oleh petugas yang menangani. Jangan bertindak sendiri; bahaya: telepon 110."
)
ENDED = mark("Laporan ini sudah ditutup. Tidak perlu siaga lagi; terima kasih sudah membantu.")
NOTHING = mark(
    "Laporan ini sudah ditutup: tidak ada kejadian. Tidak perlu siaga lagi; terima kasih."
)

HELPING = frozenset(relay.HELPERS)


async def render_preview(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Show the holder what would be read by whom, before anything is sent."""
    cards = {}
    for delivery, history, alert in await incident_history.with_histories(
        context.session, deliveries
    ):
        if relay.may(alert, delivery.recipient_id, context.config):
            say = context.say(delivery)
            cards[delivery.id] = await _preview(context, say, history, alert)
    return cards


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Show those who help there now what was passed on to them; there is nothing to press.

    What is over by then needs nobody's help; what was put to another incident is shown as that.
    """
    held = await alert_access.held_by(context.session, {one.recipient_id for one in deliveries})
    return {
        delivery.id: Card(_text(context, context.say(delivery), history), rings=True)
        for delivery, history in await _with_current_incident(context, deliveries)
        if history.incident.status != AlertStatus.CLOSED
        and not display_names.is_hidden(context.config, history.incident.category)
        and access.may(held[delivery.recipient_id], HELPING, history.incident.village_code)
    }


async def render_ended(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Tell those who help there now that what was passed on to them is over: neither who nor how.

    What was opened again by then is not; of what is hidden by now, its ticket alone.
    """
    held = await alert_access.held_by(context.session, {one.recipient_id for one in deliveries})
    return {
        one.id: _ended(context, context.say(one), history)
        for one, history, alert in await incident_history.with_histories(
            context.session, deliveries
        )
        if alert.status == AlertStatus.CLOSED
        and access.may(held[one.recipient_id], HELPING, history.incident.village_code)
    }


def _ended(context: RenderContext, say: Say, history: IncidentHistory) -> Card:
    said = say(NOTHING if history.incident.outcome in FALSE_ALARMS else ENDED)
    head = heading(say, history, context.config, context.now)
    if display_names.is_hidden(context.config, history.incident.category):
        head = say(TICKET, ticket=history.incident.ticket)
    return Card(Markup("\n\n").join([head, said]))


async def _with_current_incident(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> list[tuple[Delivery, IncidentHistory]]:
    """Return each delivery with the history of the incident in which its alert's reports stand."""
    told = await incident_history.with_histories(context.session, deliveries)
    stays = {
        alert.id: other.id
        for _, history, alert in told
        if history.stays is not None
        and (other := await lifecycle.current_alert(context.session, alert.id)) is not None
    }
    others = await incident_history.of_alerts(context.session, stays.values()) if stays else {}
    return [(one, others.get(stays.get(alert.id, 0), history)) for one, history, alert in told]


async def _preview(
    context: RenderContext, say: Say, history: IncidentHistory, alert: Alert
) -> Card:
    of = f"a:{alert.id}"
    back = Button(say.plain("Kembali"), f"{of}:back:{alert.run}:held")
    roles = Counter(holder.role for holder in await relay.helpers(context.session, alert))
    if not roles:
        return Card(say(NOBODY), rows(back))
    who = ", ".join(f"{role_label(say, role)} ({say.number(n)})" for role, n in roles.items())
    text = Markup("\n\n").join([say(ASKS, who=who), _text(context, say, history)])
    send = Button(say.plain("Kirim"), f"{of}:relayed:{alert.run}:held")
    return Card(text, rows(send, back))


def _text(context: RenderContext, say: Say, history: IncidentHistory) -> Markup:
    config, now = context.config, context.now
    head = heading(say, history, config, now, loud=False)
    words = details(say, history, config, now, disclosure.WORDS)
    return Markup("\n\n").join([head, words, say(FROM)])
