"""What a supervisor reads of a case that somebody below closed as none, or sent away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.access import Grant, Role
from bot.domain.outcomes import FALSE_REPORT
from bot.domain.promises.alerts import ReviewPromise
from bot.locales import mark
from bot.models import promise_data
from bot.services.alerts import alert_access
from bot.services.alerts.alert_events import EventKind, read_offices
from bot.services.reports import mutes
from bot.views import incident_history
from bot.views.card import Button, Card, Markup, rows
from bot.views.incident import answerer, heading
from bot.views.moments import moment
from bot.views.office import place_label, regions_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.models import Delivery
    from bot.views.incident_history import IncidentHistory
    from bot.views.render_context import RenderContext

SAID: Mapping[str, str] = {
    EventKind.NO_INCIDENT: mark("Ditutup oleh {who}: tidak ada kejadian."),
    EventKind.CLOSED: mark("Ditutup oleh {who}: tidak ditemukan di lokasi."),
    FALSE_REPORT: mark("Ditandai laporan palsu oleh {who}."),
    EventKind.MOVED: mark("Dipindahkan oleh {who} dari {source} ke {place}."),
}
PAUSED = mark(
    "Laporan biasa dari pelapor ini menunggu sampai {at}; yang darurat dan rahasia tetap masuk."
)
WRONG = mark("Keliru? Tekan Batalkan: petugas dihubungi lagi.")
WRONG_QUIET = mark("Keliru? Tekan Batalkan: laporan menunggu petugas lagi.")


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Tell a supervisor, who can take it back. Whoever leads there no more is not told."""
    told = [(one, promise_data.decode(one, ReviewPromise)) for one in deliveries]
    found = await incident_history.of_alerts(
        context.session, {one.subject_id or 0 for one in deliveries}
    )
    held = await alert_access.held_by(context.session, {one.recipient_id for one in deliveries})
    offices = read_offices(said.by or "" for _, said in told)
    codes = {said.village for _, said in told} | {one.region for one in offices}
    regions = await regions_of(context.session, codes)
    incidents = {history.incident.id for history in found.values()}
    paused = await mutes.of_incidents(context.session, incidents, context.now)
    cards = {}
    for one, said in told:
        history, there = found.get(one.subject_id or 0), [Grant(Role.OFFICER, said.village)]
        if history is None or not alert_access.leads(held[one.recipient_id], there):
            continue
        history.regions = history.regions | regions
        cards[one.id] = _card(context, one, said, history, paused.get(history.incident.id))
    return cards


def _card(
    context: RenderContext,
    one: Delivery,
    promise: ReviewPromise,
    history: IncidentHistory,
    until: datetime | None,
) -> Card:
    say, source = context.say(one), history.regions.get(promise.village)
    done = say(
        SAID[promise.what],
        who=answerer(say, promise.by, history, context.config),
        source=place_label(source) if source is not None else promise.village,
        place=place_label(history.incident.village),
    )
    head = heading(say, history, context.config, context.now, loud=False)
    undo = Button(say.plain(mark("Batalkan")), f"a:{one.subject_id}:undo:{promise.act}")
    paused, pause = _pause(context, one, promise, history, until)
    wrong = say(WRONG_QUIET if history.alert is not None and history.alert.quiet else WRONG)
    return Card(Markup("\n\n").join([head, done, *paused, wrong]), rows(undo, *pause))


def _pause(
    context: RenderContext,
    one: Delivery,
    promise: ReviewPromise,
    history: IncidentHistory,
    until: datetime | None,
) -> tuple[list[Markup], list[Button]]:
    """Offer to let the one reporter of a false report wait, or say until when they do."""
    say, of = context.say(one), f"a:{one.subject_id}"
    if until is not None:
        at = moment(say, until, history.incident.village.zone, context.now)
        return [say(PAUSED, at=at)], [Button(say.plain("Cabut jeda"), f"{of}:unmute:{promise.act}")]
    is_false = history.incident.outcome == FALSE_REPORT == promise.what
    if not is_false or history.people != 1:
        return [], []
    return [], [Button(say.plain("Jeda pelapor"), f"{of}:mute:{promise.act}")]
