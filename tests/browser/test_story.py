"""The whole story, played by hand in a real Chromium: mouse and keyboard, nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.visit import Visit

pytestmark = pytest.mark.browser
FIRE = "Kebakaranmi di lorong 3, dekat pos ronda! Apinya besar."
TICKET = re.compile("KT-[0-9A-Z]{6}")


def test_a_night_in_the_village(visit: Visit) -> None:
    """A watch member reports a fire; the officer is silent, the deputy answers and closes.

    Each learns of it when they should and not before; in the morning the digest tells of it, and
    the coordinator has her summary.
    """
    ticket = _reports(visit)
    _is_silent_for_five_minutes(visit)
    _answers(visit, ticket)
    _closes(visit, ticket)
    _reads_in_the_morning(visit, ticket)


def _reports(visit: Visit) -> str:
    watch, officer = visit.watch, visit.officer
    watch.writes(FIRE)
    watch.says("BELUM TERKIRIM", "Masih berlangsung?")
    officer.is_silent()
    visit.tabs_to(watch.key("Masih, kirim"))
    visit.page.keyboard.press("Enter")
    receipt = watch.says("Terkirim", TICKET).inner_text()
    ticket = TICKET.search(receipt)
    assert ticket is not None
    officer.says("BELUM TERVERIFIKASI", ticket[0], FIRE, "Menunggu jawaban")
    return ticket[0]


def _is_silent_for_five_minutes(visit: Visit) -> None:
    visit.deputy.is_silent()
    visit.clock_shows(re.compile("21.5[5-9]"))
    visit.button("+5 mnt").click()
    visit.clock_shows(re.compile("22.0[0-4]"))
    visit.deputy.says("BELUM TERVERIFIKASI", FIRE)


def _answers(visit: Visit, ticket: str) -> None:
    visit.deputy.presses("Saya tangani")
    visit.watch.says(ticket, "menangani laporan Anda")
    visit.officer.says(ticket, "DITANGANI Wakil Bhabinkamtibmas")
    visit.deputy.key("Menuju lokasi").focus()
    visit.page.keyboard.press("Space")
    visit.watch.says(ticket, "menuju lokasi")
    visit.officer.says(ticket, "MENUJU LOKASI")


def _closes(visit: Visit, ticket: str) -> None:
    visit.deputy.presses("Selesai")
    visit.deputy.presses("Tertangani")
    visit.deputy.says(ticket, "SELESAI: Tertangani")
    visit.officer.says(ticket, "SELESAI: Tertangani")
    visit.watch.says(ticket, "tertangani", "Belum selesai?")


def _reads_in_the_morning(visit: Visit, ticket: str) -> None:
    visit.tabs_to(visit.button("Pagi 06.00"))
    visit.page.keyboard.press("Enter")
    visit.clock_shows(re.compile("06.0[0-4]"))
    visit.officer.says("Laporan harian", ticket, "tertangani")
    visit.coordinator.is_silent()
    visit.coordinator.writes("/ringkasan")
    visit.coordinator.says("Ringkasan Kota Makassar", "Kejadian", "dibanding minggu sebelumnya")
