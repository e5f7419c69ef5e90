"""How far a case has come, in the sentence that stands at the head of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.escalation import AlertStatus
from bot.domain.outcomes import MERGED, MISTAKEN
from bot.locales import mark
from bot.services.alerts.alert_events import EventKind
from bot.views.alert_buttons import UNTAKEN
from bot.views.incident import answerer
from bot.views.moments import moment
from bot.views.results import RESULTS

if TYPE_CHECKING:
    from bot.locales import Say
    from bot.models import Alert
    from bot.views.card import Markup
    from bot.views.incident_history import IncidentHistory
    from bot.views.render_context import RenderContext

WAITING = mark("Menunggu jawaban petugas.")
NOT_TAKEN = mark("Belum ditangani; tidak ada yang dipanggil.")
HELD = mark("DITANGANI {who}, sejak {at}.")
GOING = mark("{who} MENUJU LOKASI, sejak {at}.")
HELD_BY_YOU = mark("DITANGANI oleh Anda, sejak {at}.")
YOU_GO = mark("Anda MENUJU LOKASI, sejak {at}.")
CLOSED = mark("SELESAI: {outcome}.")
CLOSED_BY = mark("SELESAI: {outcome}. Ditutup oleh {who}, {at}.")
MERGED_STATE = mark("DIGABUNG dengan laporan lain tentang kejadian yang sama.")
WITHDRAWN = mark("DITARIK: pelapor menyatakan salah kirim.")
ENDS = frozenset({EventKind.CLOSED, EventKind.NO_INCIDENT})


def state(
    context: RenderContext,
    say: Say,
    history: IncidentHistory,
    alert: Alert,
    reader: int | None = None,
) -> Markup:
    """Say how far a case has come, to those who answer it. ``reader``: whose card it is."""
    if alert.status in UNTAKEN:
        return say(WAITING if alert.next_at is not None else NOT_TAKEN)
    if history.incident.outcome == MERGED:
        return say(MERGED_STATE)
    if alert.status == AlertStatus.CLOSED:
        return say(CLOSED, outcome=_result(say, history))
    answer = history.answer
    zone = history.incident.village.zone
    mine = reader is not None and reader == alert.holder_id
    held, going = (HELD_BY_YOU, YOU_GO) if mine else (HELD, GOING)
    return say(
        held if alert.status == AlertStatus.ACKNOWLEDGED else going,
        who=answerer(say, answer.office if answer else None, history, context.config),
        at=moment(say, answer.at if answer else alert.started_at, zone, context.now),
    )


def told_state(context: RenderContext, say: Say, history: IncidentHistory) -> Markup | None:
    """Say who has taken or closed it to those who were only told; None: nobody has yet."""
    alert, incident = history.alert, history.incident
    if incident.outcome == MISTAKEN:
        return say(WITHDRAWN)
    if incident.outcome == MERGED:
        return say(MERGED_STATE)
    if incident.status == AlertStatus.CLOSED:
        return _closed(context, say, history)
    return None if alert is None or alert.status in UNTAKEN else state(context, say, history, alert)


def _closed(context: RenderContext, say: Say, history: IncidentHistory) -> Markup:
    last = next((line for line in reversed(history.events) if line.kind in ENDS), None)
    if last is None:
        return say(CLOSED, outcome=_result(say, history))
    return say(
        CLOSED_BY,
        outcome=_result(say, history),
        who=answerer(say, last.office, history, context.config),
        at=moment(say, last.at, history.incident.village.zone, context.now),
    )


def _result(say: Say, history: IncidentHistory) -> str:
    return say.plain(RESULTS.get(history.incident.outcome or "", RESULTS["other"]))
