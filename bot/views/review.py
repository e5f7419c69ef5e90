"""What a supervisor reads of a case that somebody below closed as none, or sent away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.access import Grant, Role
from bot.locales import mark
from bot.services.alerts import alert_access
from bot.services.alerts.alert_events import EventKind, read_offices
from bot.views import incident_history as stories
from bot.views.card import Button, Card, Markup, rows
from bot.views.incident import answerer, first_line
from bot.views.office import place_label, regions_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.models import Delivery, Region
    from bot.views.incident_history import IncidentHistory
    from bot.views.render_context import RenderContext

SAID = {
    EventKind.NO_INCIDENT: mark("Ditutup oleh {who}: tidak ada kejadian."),
    EventKind.CLOSED: mark("Ditutup oleh {who}: tidak ditemukan di lokasi."),
    EventKind.MOVED: mark("Dipindahkan oleh {who} dari {source} ke {place}."),
}
WRONG = mark("Keliru? Tekan Batalkan: petugas dihubungi lagi.")


async def render(showing: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Tell a supervisor, who can take it back. Payload: ``act``, ``what``, ``village``, ``by``.

    Whoever leads there no more is not told.
    """
    found = await stories.of_alerts(showing.session, {one.subject_id or 0 for one in deliveries})
    held = await alert_access.held_by(showing.session, {one.recipient_id for one in deliveries})
    offices = read_offices(one.payload["by"] or "" for one in deliveries)
    codes = {one.payload["village"] for one in deliveries} | {one.region for one in offices}
    regions = await regions_of(showing.session, codes)
    cards = {}
    for one in deliveries:
        story, there = found.get(one.subject_id or 0), one.payload["village"]
        if story is None or not alert_access.leads(
            held[one.recipient_id], [Grant(Role.OFFICER, there)]
        ):
            continue
        story.regions = story.regions | regions
        cards[one.id] = _card(showing, one, story, regions)
    return cards


def _card(
    showing: RenderContext, one: Delivery, story: IncidentHistory, regions: Mapping[str, Region]
) -> Card:
    say, payload = showing.say(one), one.payload
    source = regions.get(payload["village"])
    said = say(
        SAID[EventKind(payload["what"])],
        who=answerer(say, payload["by"], story, showing.config),
        source=place_label(source) if source is not None else payload["village"],
        place=place_label(story.incident.village),
    )
    line = first_line(say, story, showing.config, showing.now, loud=False)
    undo = Button(say.plain(mark("Batalkan")), f"a:{one.subject_id}:undo:{payload['act']}")
    return Card(Markup("\n\n").join([line, said, say(WRONG)]), rows(undo))
