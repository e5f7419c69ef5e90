"""What pages nobody is answered too: by the officer in the morning, by the village head at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visit import WIDTHS

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.whole_matrix]
TICKET = re.compile("KT-[0-9A-Z]{6}")


@pytest.fixture(params=WIDTHS)
def width(visit: Visit, request: pytest.FixtureRequest) -> int:
    """How wide the window is."""
    visit.page.set_viewport_size({"width": request.param, "height": 800})
    return int(request.param)


def test_a_report_that_pages_nobody_is_closed_from_the_digest(visit: Visit, width: int) -> None:
    """A fire that is out: silent at night, read at six, taken and closed; the reporter hears."""
    watch, officer = visit.watch, visit.officer
    where = f"Lorong {_lane(width)}"
    visit.turns_to("Ngalle")
    watch.writes(f"Kebakaran kecil tadi sore di {where.lower()}, sudah padam")
    watch.says(where.lower(), "Masih berlangsung?")
    watch.presses("Sudah lewat, kirim")
    ticket = _ticket(watch.says(where.lower(), "Tersimpan"))
    expect(officer.bubbles.filter(has_text=f"{where.lower()}, sudah padam")).to_have_count(0)
    visit.button("Pagi 06.00").click()
    digest = officer.says("Laporan harian", f"Kebakaran kecil tadi sore di {where.lower()}")
    expect(digest).to_contain_text("Laporan yang belum selesai")
    visit.turns_to("Rannu")
    officer.presses_with(where)
    officer.says("sudah padam", "tidak ada yang dipanggil", "Pelapor:")
    officer.presses("Saya tangani")
    watch.says(ticket, "Bhabinkamtibmas Kel. Karuwisi menangani laporan Anda")
    officer.presses("Selesai")
    officer.presses("Tertangani")
    officer.says(where.lower(), "SELESAI: Tertangani")
    visit.turns_to("Ngalle")
    watch.says(ticket, "Bhabinkamtibmas Kel. Karuwisi menutup laporan: tertangani")


def test_a_village_head_answers_a_broken_lamp(visit: Visit, width: int) -> None:
    """It goes to them and not to the police: read, taken, closed, in the name of their office."""
    watch, head = visit.watch, visit.head
    lamp = f"Lampu jalan mati di lorong {_lane(width)}"
    visit.turns_to("Ngalle")
    watch.writes(lamp)
    watch.says(lamp, "BELUM TERKIRIM")
    watch.presses("Kirim")
    ticket = _ticket(watch.says(lamp, "Tersimpan"))
    visit.turns_to("Tonji")
    head.says(lamp, "ditujukan kepada Anda")
    head.presses("Buka laporan")
    head.presses("Saya tangani")
    head.presses("Selesai")
    head.presses("Tertangani")
    head.says(lamp, "SELESAI: Tertangani")
    visit.turns_to("Ngalle")
    watch.says(ticket, "Lurah Karuwisi menutup laporan")


def _ticket(receipt: Locator) -> str:
    """Return the ticket that a receipt names."""
    found = TICKET.search(receipt.inner_text())
    assert found is not None
    return found[0]


def _lane(width: int) -> int:
    """Return a number that tells the reports of one window from those of another."""
    return width // 10 % 100
