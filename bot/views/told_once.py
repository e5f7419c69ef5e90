"""What is told once to whom a category names, and where nobody is paged, how they open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access, disclosure
from bot.domain.outcomes import MISTAKEN
from bot.locales import mark
from bot.services.alerts import alert_access, paging
from bot.services.alerts.alert_events import EventKind
from bot.views import display_names
from bot.views import incident_history as stories
from bot.views.card import Button, Card, Markup, rows
from bot.views.incident import details, first_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.access import Grant
    from bot.models import Delivery
    from bot.views.incident_history import IncidentHistory
    from bot.views.render_context import RenderContext

NOT_YOURS_NOW = mark("Tugas Anda di wilayah ini sudah berakhir; pesan ini tidak ditampilkan lagi.")
FOR_INFORMATION = mark("Untuk diketahui; tidak perlu dijawab.")
FOR_YOU = mark("Laporan ini ditujukan kepada Anda. Buka untuk menangani dan menutupnya.")

# Why it is told of now, where somebody had it before.
NEWS = {
    EventKind.HANDED_OVER: mark("Tiket {ticket} diserahkan dan belum ditangani."),
    EventKind.LEFT: mark(
        "Tiket {ticket}: yang menanganinya tidak bertugas lagi di sini. Belum ada yang menangani."
    ),
}


async def render(showing: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Tell a role that is told once; who answers it where it pages nobody has a button to open it.

    Whoever serves there no more is not told; what they were told (``edits``) is emptied. Payload:
    ``event``, where somebody had it before: whoever follows is called by the policy.
    """
    wanted = {one.subject_id for one in deliveries if one.subject_id is not None}
    found = await stories.of_incidents(showing.session, wanted)
    held = await alert_access.held_by(showing.session, {one.recipient_id for one in deliveries})
    called = await _called(showing, deliveries, found)
    cards = {}
    for delivery in deliveries:
        story = found.get(delivery.subject_id or 0)
        if story is None or story.incident.outcome == MISTAKEN:
            continue
        incident = story.incident
        recipients = display_names.category(showing.config, incident.category).recipients
        posts = held[delivery.recipient_id]
        if delivery.id in called or alert_access.is_told(incident, recipients, posts):
            cards[delivery.id] = _card(showing, delivery, story, posts)
        elif delivery.edits is not None:
            cards[delivery.id] = Card(showing.say(delivery)(NOT_YOURS_NOW))
    return cards


async def _called(
    showing: RenderContext, deliveries: Sequence[Delivery], found: Mapping[int, IncidentHistory]
) -> set[int]:
    """Return the deliveries that tell whoever follows, and who may read of it now."""
    following = [
        (one, story.alert)
        for one in deliveries
        if "event" in one.payload
        and (story := found.get(one.subject_id or 0)) is not None
        and story.alert is not None
    ]
    wishes = [(alert, one.recipient_id) for one, alert in following]
    may = await alert_access.readers(showing.session, wishes)
    return {one.id for one, alert in following if (alert.id, one.recipient_id) in may}


def roles_there(held: Sequence[Grant], story: IncidentHistory) -> list[str]:
    """Return the roles that these posts give somebody where an incident is."""
    village = story.incident.village_code
    return [grant.role for grant in held if access.covers(grant.region, village)]


def _card(
    showing: RenderContext, one: Delivery, story: IncidentHistory, held: Sequence[Grant]
) -> Card:
    say, event = showing.say(one), one.payload.get("event")
    news = None if event is None else say(NEWS[EventKind(event)], ticket=story.incident.ticket)
    kind = display_names.category(showing.config, story.incident.category)
    reads = disclosure.to_told(roles_there(held, story), kind.recipients)
    line = first_line(say, story, showing.config, showing.now, loud=False)
    text = details(say, story, showing.config, showing.now, reads)
    opens = _opens(showing, story, held)
    parts = [news, line, text, say(FOR_YOU if opens else FOR_INFORMATION)]
    buttons = [Button(say.plain("Buka laporan"), f"i:{story.incident.id}:open")] if opens else []
    return Card(Markup("\n\n").join(part for part in parts if part), rows(*buttons))


def _opens(showing: RenderContext, story: IncidentHistory, held: Sequence[Grant]) -> bool:
    """Tell whether who is told answers it too: nobody is paged, and it is theirs."""
    if story.alert is not None and not story.alert.quiet:
        return False
    village = story.incident.village_code
    policy = paging.snapshot(story.incident, showing.config)
    return alert_access.answers_in(policy, held, village) or access.may(
        held, access.LEADERS, village
    )
