"""The notice to recipients who are informed, not paged; of an unpaged report, with a button."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain import access, disclosure
from bot.domain.escalation import AlertStatus
from bot.domain.outcomes import MISTAKEN
from bot.domain.promises.alerts import ToldPromise
from bot.locales import mark
from bot.models import promise_data
from bot.services.alerts import alert_access, paging
from bot.services.alerts.alert_events import EventKind
from bot.views import display_names, incident_history, withdrawn
from bot.views.card import Button, Card, Later, Markup, rows
from bot.views.case_state import told_state
from bot.views.incident import details, heading
from bot.views.office import place_label
from bot.views.pending_edits import ARRIVES, under_way

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.access import Grant
    from bot.locales import Say
    from bot.models import Delivery
    from bot.views.incident_history import IncidentHistory
    from bot.views.render_context import RenderContext

FOR_INFORMATION = mark("Untuk diketahui; tidak perlu dijawab.")
FOR_YOU = mark("Laporan ini ditujukan kepada Anda. Buka untuk menangani dan menutupnya.")

MOVED = mark("Tiket {ticket} dipindahkan ke {place}. Tidak perlu ditangani di wilayah Anda.")

# Why it is sent now, if somebody held the report before.
NEWS = {
    EventKind.HANDED_OVER: mark("Tiket {ticket} diserahkan dan belum ditangani."),
    EventKind.LEFT: mark(
        "Tiket {ticket}: yang menanganinya tidak bertugas lagi di sini. Belum ada yang menangani."
    ),
    EventKind.GONE: mark(
        "Tiket {ticket}: yang menanganinya tidak dapat dihubungi lagi. Belum ada yang menangani."
    ),
    EventKind.REOPENED: mark(
        "Tiket {ticket}: pelapor menyatakan belum selesai. Laporan dibuka lagi."
    ),
}


async def render(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card | Later]:
    """Render notices; those who answer an unpaged report get a button that opens it.

    Whoever no longer serves there gets none, and earlier ones are replaced. If somebody held the
    report before, the notice is for those whom the policy would page next. An edit shows its state.
    """
    wanted = {one.subject_id for one in deliveries if one.subject_id is not None}
    found = await incident_history.of_incidents(context.session, wanted)
    held = await alert_access.held_by(context.session, {one.recipient_id for one in deliveries})
    called = await _called(context, deliveries, found)
    waiting = await under_way(context, deliveries)
    cards: dict[int, Card | Later] = {one: Later(ARRIVES) for one in waiting}
    for delivery in deliveries:
        history, posts = found.get(delivery.subject_id or 0), held[delivery.recipient_id]
        if history is None or delivery.id in waiting or _is_needless(delivery, history):
            continue
        incident = history.incident
        recipients = display_names.category(context.config, incident.category).recipients
        if delivery.id in called or alert_access.is_told(incident, recipients, posts):
            card = _card(context, delivery, history, posts)
            cards[delivery.id] = replace(card, only_edits=delivery.edits is not None)
        elif delivery.edits is not None:
            cards[delivery.id] = _elsewhere(context.say(delivery), history, posts)
    return cards


def _is_needless(one: Delivery, history: IncidentHistory) -> bool:
    """Tell whether it is to be dropped: the report was withdrawn, or the notice never arrived."""
    never_came = promise_data.marks(one).follows is not None
    return one.edits is None and (history.incident.outcome == MISTAKEN or never_came)


def _elsewhere(say: Say, history: IncidentHistory, held: Sequence[Grant]) -> Card:
    """Return what replaces a notice its reader may no longer read: moved, or their post ended."""
    if history.moved_from is None or not any(
        access.covers(grant.region, history.moved_from) for grant in held
    ):
        why = withdrawn.why(held, history.incident.village_code)
        return withdrawn.card(say(why), picture=False)
    place = place_label(history.incident.village)
    return Card(say(MOVED, ticket=history.incident.ticket, place=place), only_edits=True)


async def _called(
    context: RenderContext, deliveries: Sequence[Delivery], found: Mapping[int, IncidentHistory]
) -> set[int]:
    """Return the deliveries to those whom the policy would page next, who may read it now."""
    following = [
        (one, history.alert)
        for one in deliveries
        if promise_data.decode(one, ToldPromise).event is not None
        and (history := found.get(one.subject_id or 0)) is not None
        and history.alert is not None
    ]
    requests = [(alert, one.recipient_id) for one, alert in following]
    may = await alert_access.readers(context.session, requests)
    return {one.id for one, alert in following if (alert.id, one.recipient_id) in may}


def roles_there(held: Sequence[Grant], history: IncidentHistory) -> list[str]:
    """Return the roles that these posts give somebody where an incident is."""
    village = history.incident.village_code
    return [grant.role for grant in held if access.covers(grant.region, village)]


def _card(
    context: RenderContext, one: Delivery, history: IncidentHistory, held: Sequence[Grant]
) -> Card:
    say, event = context.say(one), promise_data.decode(one, ToldPromise).event
    news = None if event is None else say(NEWS[EventKind(event)], ticket=history.incident.ticket)
    kind = display_names.category(context.config, history.incident.category)
    reads = disclosure.to_told(roles_there(held, history), kind.recipients)
    head = heading(say, history, context.config, context.now, loud=False)
    said = details(say, history, context.config, context.now, reads)
    state, opens = told_state(context, say, history), _opens(context, history, held)
    asks = None if state is not None else say(FOR_YOU if opens else FOR_INFORMATION)
    buttons = [Button(say.plain("Buka laporan"), f"i:{history.incident.id}:open")] if opens else []
    parts = [news, head, state, said, asks]
    text = Markup("\n\n").join(part for part in parts if part)
    return Card(text, rows(*buttons), rings=_calls(history))


def _calls(history: IncidentHistory) -> bool:
    """Tell whether it pages people now: then the notice rings by night too."""
    alert = history.alert
    return alert is not None and not alert.quiet and alert.status != AlertStatus.CLOSED


def _opens(context: RenderContext, history: IncidentHistory, held: Sequence[Grant]) -> bool:
    """Tell whether its reader may answer the report: it pages nobody, and is theirs to answer."""
    if history.alert is not None and not history.alert.quiet:
        return False
    village = history.incident.village_code
    policy = paging.policy_snapshot(history.incident, context.config)
    return alert_access.answers_in(policy, held, village) or access.may(
        held, access.LEADERS, village
    )
