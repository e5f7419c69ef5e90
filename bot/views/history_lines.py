"""What was done about an incident, a line for each event, for those who answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.category import Severity
from bot.locales import mark
from bot.services.alerts import urgency_changes
from bot.services.alerts.alert_events import EventKind
from bot.views import display_names
from bot.views.incident import NO, UNKNOWN, YES, answerer
from bot.views.moments import moment
from bot.views.office import place_label
from bot.views.report_text import joined_lines
from bot.views.results import FALSE_REASONS

if TYPE_CHECKING:
    from datetime import datetime

    from bot.locales import Say
    from bot.models import AlertEvent
    from bot.settings import Config
    from bot.views.card import Markup
    from bot.views.incident_history import IncidentHistory

LINES_SHOWN = 6  # the newest

CALLED_FALSE = mark("{at}: {who} menandainya laporan palsu ({why})")
HAPPENED = {
    EventKind.ACKNOWLEDGED: mark("{at}: ditangani {who}"),
    EventKind.EN_ROUTE: mark("{at}: {who} menuju lokasi"),
    EventKind.HELP: mark("{at}: {who} ikut menuju lokasi"),
    EventKind.RENEWED: mark("{at}: masih ditangani {who}"),
    EventKind.LAPSED: mark("{at}: yang menangani tidak memberi kabar, petugas lain dihubungi"),
    EventKind.LEFT: mark("{at}: yang menangani tidak bertugas lagi, petugas lain dihubungi"),
    EventKind.GONE: mark("{at}: yang menangani tidak dapat dihubungi lagi"),
    EventKind.HANDED_OVER: mark("{at}: diserahkan {who} kepada petugas lain"),
    EventKind.UNREACHED: mark("{at}: belum ada petugas yang dapat dihubungi"),
    EventKind.UNANSWERED: mark("{at}: belum ada yang menjawab, pelapor diberi tahu"),
    EventKind.CLOSED: mark("{at}: diselesaikan {who}"),
    EventKind.NO_INCIDENT: mark("{at}: {who} tidak menemukan kejadian"),
    EventKind.MOVED: mark("{at}: dipindahkan ke {place}"),
    EventKind.RECLASSIFIED: mark("{at}: {who} mengubah jenis (semula {kind})"),
    EventKind.REGRADED: mark("{at}: {who} mengubah tingkat (semula {severity})"),
    EventKind.RETIMED: mark("{at}: {who} menyatakan apakah masih berlangsung (semula: {ongoing})"),
    EventKind.MERGED: mark("{at}: {who} menggabungkan dua laporan"),
    EventKind.SPLIT: mark("{at}: {who} memisahkan laporan"),
    EventKind.ONE_MISTAKEN: mark("{at}: satu pelapor menyatakan salah kirim"),
    EventKind.MISTAKEN: mark("{at}: pelapor menyatakan salah kirim"),
    EventKind.SAFE: mark("{at}: pelapor menyatakan sudah aman"),
    EventKind.URGED: mark("{at}: pelapor meminta cepat"),
    EventKind.REOPENED: mark("{at}: pelapor menyatakan belum selesai"),
    EventKind.RESTED: mark(
        "{at}: bot dipulihkan dari cadangan; belum ada kabar dari yang menangani"
    ),
    EventKind.RESUMED: mark("{at}: dibuka lagi oleh {who}"),
    EventKind.TAKEN_BACK: mark("{at}: dibatalkan {who}, petugas dihubungi lagi"),
    EventKind.UNREVIEWED: mark("{at}: tidak ada pimpinan yang dapat diberi tahu"),
}


def history_text(
    say: Say,
    history: IncidentHistory,
    config: Config,
    now: datetime,
    *,
    but: AlertEvent | None = None,
) -> Markup:
    """Say who answered and when, and what else was done; the newest line last.

    ``but``: what the card's last sentence says anyway.
    """
    events = [event for event in history.events if event is not but]
    return joined_lines(
        [_happened(say, event, history, config, now) for event in events[-LINES_SHOWN:]]
    )


def _happened(
    say: Say, event: AlertEvent, history: IncidentHistory, config: Config, now: datetime
) -> Markup:
    at = moment(say, event.at, history.incident.village.zone, now)
    who = answerer(say, event.office, history, config)
    if event.kind == EventKind.CLOSED and event.about in FALSE_REASONS:
        return say(CALLED_FALSE, at=at, who=who, why=say.plain(FALSE_REASONS[event.about]).lower())
    return say(
        HAPPENED[EventKind(event.kind)], at=at, who=who, **_told_by(say, event, history, config)
    )


def _told_by(
    say: Say, event: AlertEvent, history: IncidentHistory, config: Config
) -> dict[str, str]:
    """Return what a line tells beside who did it: where the case went, of which kind it was."""
    if event.kind == EventKind.RECLASSIFIED:
        return {"kind": display_names.hidden_label(config, event.about or "", say)}
    if event.kind == EventKind.REGRADED:
        return {"severity": display_names.severity(say, event.about or Severity.SEDANG)}
    if event.kind == EventKind.RETIMED:
        told = {urgency_changes.NOW: YES, urgency_changes.OVER: NO}
        return {"ongoing": say.plain(told.get(event.about or "", UNKNOWN))}
    return {"place": _moved_to(event, history)}


def _moved_to(event: AlertEvent, history: IncidentHistory) -> str:
    return place_label(history.regions.get(event.to_village or "", history.incident.village))
