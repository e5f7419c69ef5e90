"""What the states and outcomes of a report are called to those who answer it."""

from __future__ import annotations

from bot.domain.escalation import AlertStatus
from bot.domain.outcomes import FALSE_REPORT, MERGED, MISTAKEN, NO_INCIDENT
from bot.locales import mark

STATES = {
    AlertStatus.RECORDED: mark("belum ditangani"),
    AlertStatus.OPEN: mark("menunggu jawaban"),
    AlertStatus.ACKNOWLEDGED: mark("sedang ditangani"),
    AlertStatus.EN_ROUTE: mark("petugas menuju lokasi"),
}
RESULTS = {
    "handled": mark("Tertangani"),
    "forwarded": mark("Diteruskan"),
    "not_found": mark("Tidak ditemukan"),
    "other": mark("Hasil lain"),
    NO_INCIDENT: mark("Tidak ada kejadian"),
    MISTAKEN: mark("Salah kirim"),
    FALSE_REPORT: mark("Laporan palsu"),
    MERGED: mark("Digabung"),
}
FALSE_REASONS = {
    "made_up": mark("Dibuat-buat"),
    "prank": mark("Iseng"),
    "slander": mark("Memfitnah orang"),
}
