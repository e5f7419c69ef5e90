"""News of an alert to those who were paged: what its reporter said, or where it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access
from bot.domain.escalation import AlertStatus
from bot.domain.promises.alerts import AlertNewsPromise
from bot.locales import mark
from bot.models import promise_data
from bot.services.alerts import alert_access
from bot.services.alerts.alert_events import EventKind
from bot.views import incident_history
from bot.views.card import Card
from bot.views.office import place_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.locales import Say
    from bot.models import Alert, Delivery
    from bot.views.card import Markup
    from bot.views.incident_history import IncidentHistory
    from bot.views.render_context import RenderContext

NEWS = {
    "mistaken": mark("Tiket {ticket}: pelapor menyatakan salah kirim. Tidak perlu ditangani."),
    "joined": mark("Tiket {ticket}: orang lain melaporkan kejadian yang sama; baca di pesan ini."),
    "split": mark("Tiket {ticket} dipisahkan lagi dan berjalan sendiri."),
    "one_mistaken": mark(
        "Tiket {ticket}: satu pelapor menyatakan salah kirim, pelapor lain tidak. Mohon tetap"
        " periksa."
    ),
    "added": mark("Tiket {ticket}: ada tambahan dari pelapor; baca di pesan ini."),
    "safe": mark("Tiket {ticket}: pelapor menyatakan sudah aman. Mohon tetap periksa."),
    "moved": mark("Tiket {ticket} dipindahkan ke {place}. Tidak perlu ditangani di wilayah Anda."),
    "reopened": mark("Tiket {ticket}: pelapor menyatakan belum selesai. Petugas dihubungi lagi."),
    "taken_back": mark("Tiket {ticket}: pimpinan meminta dilanjutkan. Petugas dihubungi lagi."),
    "reclassified": mark("Tiket {ticket}: petugas mengubah jenis laporan; baca di pesan ini."),
    "regraded": mark("Tiket {ticket}: petugas menaikkan tingkatnya; baca di pesan ini."),
    "resumed": mark("Tiket {ticket} dibuka lagi dan masih ditangani."),
}
# Of what pages nobody, where it is said otherwise.
NEWS_QUIET = {
    "reopened": mark("Tiket {ticket}: pelapor menyatakan belum selesai. Laporan dibuka lagi."),
    "taken_back": mark("Tiket {ticket}: pimpinan meminta dilanjutkan. Laporan dibuka lagi."),
}
# What was said before the case was closed, and is told of after it.
NEWS_OVER = {
    "added": mark("Tiket {ticket}: sebelum ditutup ada tambahan dari pelapor; baca di pesan ini."),
    "joined": mark(
        "Tiket {ticket}: sebelum ditutup orang lain juga melaporkannya; baca di pesan ini."
    ),
}
# Opened again, and nobody holds it.
WAITS_AGAIN = mark("Tiket {ticket} dibuka lagi dan belum ada yang menangani.")


async def render_news(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Tell those who were paged what the reporter said, or where the alert went."""
    told = await incident_history.with_histories(context.session, deliveries)
    readers = await incident_history.deliveries_readable(
        context.session, told
    ) | await _served_before(context, told)
    return {
        delivery.id: Card(sentence(context.say(delivery), history, alert, _event(delivery)))
        for delivery, history, alert in told
        if delivery.id in readers
    }


def _event(delivery: Delivery) -> str:
    return promise_data.decode(delivery, AlertNewsPromise).event


def sentence(say: Say, history: IncidentHistory, alert: Alert, event: str) -> Markup:
    """Say what happened to an alert (``event``: a key of ``NEWS``)."""
    said = (NEWS | NEWS_QUIET if alert.quiet else NEWS)[event]
    if event == EventKind.RESUMED and alert.holder_id is None:
        said = WAITS_AGAIN
    place = place_label(history.incident.village)
    return say(said, ticket=history.incident.ticket, place=place)


def on_card(say: Say, history: IncidentHistory, alert: Alert, event: str) -> Markup | None:
    """Say it above a card; of what is over by now, no more than that more was said of it before."""
    if alert.status != AlertStatus.CLOSED:
        return sentence(say, history, alert, event)
    said = NEWS_OVER.get(event)
    return None if said is None else say(said, ticket=history.incident.ticket)


async def _served_before(
    context: RenderContext, told: Sequence[tuple[Delivery, IncidentHistory, Alert]]
) -> set[int]:
    """Return the news of a move to those who serve where the alert came from."""
    moves = [(one, history) for one, history, _ in told if _event(one) == EventKind.MOVED]
    held = await alert_access.held_by(context.session, {one.recipient_id for one, _ in moves})
    return {
        one.id
        for one, history in moves
        if access.may(held[one.recipient_id], access.ON_CALL, history.moved_from)
    }
