"""How a sent report stands, in general words, as its reporter reads it everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import accusation
from bot.domain.accusation import AGAINST
from bot.domain.escalation import AlertStatus
from bot.domain.outcomes import FALSE_REPORT, MISTAKEN
from bot.locales import mark
from bot.services.alerts.alert_events import EventKind
from bot.services.staffing import accused_officers
from bot.views import advice, display_names
from bot.views.office import office_label

if TYPE_CHECKING:
    from bot.domain.category import Category
    from bot.locales import Say
    from bot.models import Report
    from bot.settings import Config
    from bot.views.card import Markup
    from bot.views.report_facts import ReportFacts

OUTCOMES = {
    "handled": mark("Selesai: tertangani."),
    "forwarded": mark("Selesai: diteruskan kepada yang berwenang."),
    "not_found": mark("Selesai: tidak ditemukan di lokasi."),
    "other": mark("Selesai."),
    "no_incident": mark("Petugas tidak menemukan kejadian. Terima kasih sudah melapor."),
    FALSE_REPORT: mark("Selesai: menurut petugas tidak benar terjadi."),
    MISTAKEN: mark("Ditarik: salah kirim."),
}
ONE_WITHDRAWN = mark(
    "Laporan Anda sudah ditarik. Orang lain juga melaporkan kejadian ini; laporan mereka tetap"
    " berjalan."
)
ALL_WITHDRAWN = mark("Laporan Anda sudah ditarik, tetapi petugas membuka lagi kejadian ini.")
STANDS = {
    AlertStatus.ACKNOWLEDGED: mark("Sedang ditangani petugas."),
    AlertStatus.EN_ROUTE: mark("Petugas menuju lokasi."),
}
ABOVE_DISTRICT_CALLED = mark(
    "Pimpinan polisi di atas Polsek sedang dihubungi. Petugas desa dan Polsek tidak diberi tahu."
)
PAST_CALLED = {
    accusation.VILLAGE: ABOVE_DISTRICT_CALLED,
    accusation.DISTRICT: ABOVE_DISTRICT_CALLED,
    accusation.REGENCY: mark(
        "Pimpinan polisi di atas Polres sedang dihubungi. Petugas desa, Polsek, dan Polres tidak"
        " diberi tahu."
    ),
}
ABOVE_DISTRICT_NOTED = mark(
    "Disimpan rahasia untuk pimpinan polisi di atas Polsek. Petugas desa dan Polsek tidak diberi"
    " tahu."
)
PAST_NOTED = {
    accusation.VILLAGE: ABOVE_DISTRICT_NOTED,
    accusation.DISTRICT: ABOVE_DISTRICT_NOTED,
    accusation.REGENCY: mark(
        "Disimpan rahasia untuk pimpinan polisi di atas Polres. Petugas desa, Polsek, dan Polres"
        " tidak diberi tahu."
    ),
}
# by whether the category is confidential
CALLED = {
    False: mark("Petugas sedang kami hubungi. Begitu ada yang menangani, kami kabari."),
    True: mark(
        "Petugas yang berwenang sedang kami hubungi. Begitu ada yang menangani, kami kabari."
    ),
}
CALLED_BY_NAME = mark("{who} sedang kami hubungi. Begitu ada yang menangani, kami kabari.")
NAMED = 3  # offices in one line
NOTED = {
    False: mark("Petugas tidak dipanggil sekarang; laporan ini masuk laporan pagi."),
    True: mark("Petugas tidak dipanggil sekarang; dicatat rahasia untuk yang berwenang."),
}
TOLD_BY_NAME = mark(
    "{who} kami beri tahu. Petugas tidak dipanggil sekarang; laporan ini juga masuk laporan pagi."
)
# by whether the category is confidential, whose recipients may be others than who serves there
UNREAD = {
    False: mark(
        "Belum ada petugas terdaftar di sini: laporan disimpan, belum ada yang membacanya."
    ),
    True: mark(
        "Belum ada yang berwenang terdaftar di sini: laporan disimpan rahasia, belum dibaca."
    ),
}
LEFT_ALONE = mark(
    "Yang membacanya tidak bertugas lagi atau tidak dapat dihubungi: laporan disimpan, belum"
    " ditangani."
)
# What an alert that is still open has come to, where that is worse than that people are called.
SILENT = {
    EventKind.UNANSWERED: mark(
        "⚠️ Belum ada petugas yang menjawab. Masih berbahaya? Telepon {number}; kami terus"
        " memanggil."
    ),
    EventKind.UNREACHED: mark(
        "⚠️ Belum ada petugas yang dapat dihubungi. Telepon {number}; kami terus mencoba."
    ),
}

RESTS = mark(
    "⚠️ Petugas sedang tidak dipanggil untuk laporan ini. Masih berbahaya? Ketik /darurat atau"
    " telepon {number}."
)


def state_line(say: Say, report: Report, config: Config, known: ReportFacts) -> Markup:
    """Say in general words who was called or told, and how far it has come."""
    status, outcome = report.incident.status, report.incident.outcome
    category = display_names.category(config, report.category)
    if report.withdrawn_at is not None:
        return say(_withdrawn(report, known))
    if status == AlertStatus.CLOSED:
        return say(OUTCOMES.get(outcome or "", OUTCOMES["other"]))
    if status in STANDS:
        return say(STANDS[AlertStatus(status)])
    if report.incident_id in known.resting:
        return say(RESTS, number=advice.to_call(say, config, category))
    if report.id in known.silent:
        return say(SILENT[known.silent[report.id]], number=advice.to_call(say, config, category))
    return _called(say, report, known) or say(_waiting(category, report, known))


def _withdrawn(report: Report, known: ReportFacts) -> str:
    """Say what became of a report that its writer took back, of those that several reported."""
    if report.incident.status == AlertStatus.CLOSED:
        return OUTCOMES[MISTAKEN]
    return ALL_WITHDRAWN if report.incident_id in known.unsaid else ONE_WITHDRAWN


def _called(say: Say, report: Report, known: ReportFacts) -> Markup | None:
    """Name the offices that are called, or were told; None where none is to be named."""
    offices = known.called.get(report.incident_id, ())[:NAMED]
    labels = [office_label(say, office, known.regions) for office in offices]
    if not labels:
        return None
    sentence = CALLED_BY_NAME if report.incident.status == AlertStatus.OPEN else TOLD_BY_NAME
    return say(sentence, who=", ".join(dict.fromkeys(labels)))


def _waiting(category: Category, report: Report, known: ReportFacts) -> str:
    """Say what a report waits for that nobody has taken."""
    is_called, against = report.incident.status == AlertStatus.OPEN, category.code in AGAINST
    if report.id in known.opened:
        return LEFT_ALONE
    if report.id in known.unread:
        return accused_officers.NOBODY_ABOVE if against else UNREAD[category.is_confidential]
    if against:
        sentences = PAST_CALLED if is_called else PAST_NOTED
        return sentences.get(category.code, accused_officers.NOBODY_ABOVE)
    return (CALLED if is_called else NOTED)[category.is_confidential]
