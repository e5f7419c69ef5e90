"""Pictures and documents of /ringkasan, by a button."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from bot.documents import render_process
from bot.models import Delivery
from bot.models.delivery import DeliveryStatus
from tests import statements
from tests.world import CITY, DISTRICT

if TYPE_CHECKING:
    from bot.standin.message import Message
    from bot.standin.telegram import Person
    from tests.world import World

NOISE = "Knalpot brong di lorong 5, bising sekali tiap malam"
FIRE = "Ada kebakaran di RT 03, api besar"
BEATEN = "Suami tetangga memukul istrinya tiap malam, KDRT"


async def _asked(world: World) -> Person:
    """Let two noises and a beating be reported, and a coordinator ask a week later."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    neighbour = await world.enrol("Daeng Ngalle")
    for words in (NOISE, f"{NOISE}, rumah biru", BEATEN):
        await world.report(neighbour, words)
    await world.outage(days=7)
    await world.writes(coordinator, "/ringkasan")
    assert "Kejadian: 2" in coordinator.last.text
    await world.presses(coordinator, "Rincian")
    return coordinator


def _content(message: Message) -> bytes:
    assert message.document is not None
    return message.document.content


async def test_a_picture_turns_to_the_others(world: World) -> None:
    """One message: the trend first; its buttons put the map and the hours in its place."""
    coordinator = await _asked(world)
    await world.presses(coordinator, "Gambar")
    shown = coordinator.last
    assert shown.photo is not None
    assert Image.open(io.BytesIO(shown.photo)).width == 1080
    assert shown.buttons == ["Tren", "Jenis", "Jam", "Peta"]
    assert "12 minggu sampai" in shown.text
    seen = {shown.photo}
    for label, said in (("Peta", "Peta kejadian"), ("Jam", "menurut hari"), ("Jenis", "jenis")):
        await world.presses(coordinator, label)
        assert coordinator.last is shown
        assert said in shown.text
        assert "Panakkukang" in shown.text
        seen.add(shown.photo)
    assert len(seen) == 4


async def test_a_picture_reads_what_it_shows_alone(world: World) -> None:
    """A map shows no hours, and no weeks: of a province to count them took as long as the rest."""
    coordinator = await _asked(world)
    await world.presses(coordinator, "Gambar")
    for label, has_hours in (("Jam", True), ("Peta", False), ("Jenis", False)):
        with statements.heard(world) as asked:
            await world.presses(coordinator, label)
        by_hour = [one for one in asked if "STRFTIME" in one or "EXTRACT" in one]
        assert bool(by_hour) is has_hours, label


async def test_the_title_of_a_day_that_runs_says_so(world: World) -> None:
    """Its day was named twice, as "1 Desember 2026 (sampai Sel 1 Des)", and not that it goes on."""
    coordinator = await _asked(world)
    await world.writes(coordinator, "/ringkasan hari ini")
    await world.presses(coordinator, "Rincian", "Gambar", "Peta")
    assert "1 Desember 2026 (belum selesai)" in coordinator.last.text
    await world.writes(coordinator, "/ringkasan bulan ini")
    await world.presses(coordinator, "Rincian", "Gambar", "Peta")
    assert "2026 (sampai " in coordinator.last.text


async def test_a_picture_that_cannot_be_drawn_leaves_the_one_before(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine gives no process: whoever turns it reads so, below the picture that stands."""
    coordinator = await _asked(world)
    await world.presses(coordinator, "Gambar")
    shown = coordinator.last
    monkeypatch.setattr(render_process, "_WORKER", ("/bin/false",))
    await world.presses(coordinator, "Peta")
    assert "Berkas belum bisa dibuat" in coordinator.last.text
    assert "Kejadian tiap minggu" in shown.text
    assert await world.count(Delivery, Delivery.status == DeliveryStatus.FAILED) == 0


async def test_a_document_of_each_form(world: World) -> None:
    """PDF, XLSX and CSV have the figures of the message; what is confidential is not described."""
    coordinator = await _asked(world)
    await world.presses(coordinator, "Dokumen", "PDF")
    pdf = _content(coordinator.last)
    text = " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split()
    )
    assert "Kejadian 2 0 +2" in text
    assert "KDRT" not in text
    assert "Knalpot" not in text
    await world.presses(coordinator, "Excel (XLSX)")
    rows = [
        *load_workbook(io.BytesIO(_content(coordinator.last)))["Jumlah"].iter_rows(values_only=True)
    ]
    assert rows[3][:2] == ("Kejadian", 2)
    await world.presses(coordinator, "CSV")
    assert b"Kejadian;2;0;2;" in _content(coordinator.last)


async def test_what_is_not_ones_own_is_not_drawn(world: World) -> None:
    """Whoever lost the post before the file is made hears nothing of the region."""
    coordinator = await _asked(world)
    coordinator.presses("Gambar")
    await world.ends(coordinator, "coordinator", DISTRICT)
    heard = len(coordinator.inbox)
    await world.settle()
    assert all(one.photo is None for one in coordinator.inbox[heard:])


@pytest.mark.parametrize(
    ("buttons", "method"), [(["Dokumen", "PDF"], "sendDocument"), (["Gambar"], "sendPhoto")]
)
async def test_a_file_that_telegram_refuses_is_told(
    world: World, buttons: list[str], method: str
) -> None:
    """Whoever pressed is not left waiting for what never comes."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=CITY)
    await world.writes(coordinator, "/ringkasan")
    await world.presses(coordinator, "Rincian")
    world.telegram.faults.add("bad_request", method=method, times=9)
    await world.presses(coordinator, *buttons)
    await world.passes(minutes=1)
    assert coordinator.last.text == "Berkas belum bisa dikirim. Coba lagi sebentar."


async def test_a_file_that_cannot_be_made_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine gives no process: whoever waits is told, and nothing else is held up."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=CITY)
    await world.writes(coordinator, "/ringkasan")
    await world.presses(coordinator, "Rincian")
    monkeypatch.setattr(render_process, "_WORKER", ("/bin/false",))
    await world.presses(coordinator, "Gambar")
    assert "belum bisa dibuat" in coordinator.last.text


@pytest.mark.parametrize("buttons", [["Dokumen", "PDF"], ["Gambar"]])
async def test_a_file_for_which_there_is_no_process_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch, buttons: list[str]
) -> None:
    """None can be started: after some attempts one sentence says so, and nothing is owed."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=CITY)
    await world.writes(coordinator, "/ringkasan")
    await world.presses(coordinator, "Rincian")
    monkeypatch.setattr(render_process, "_WORKER", ("/nowhere/python",))
    await world.presses(coordinator, *buttons)
    heard = len(coordinator.inbox)
    await world.passes(minutes=1)
    assert coordinator.last.text == "Berkas belum bisa dibuat. Coba lagi sebentar."
    await world.passes(minutes=10)
    assert len(coordinator.inbox) == heard + 1
    assert await world.count(Delivery, Delivery.status == DeliveryStatus.QUEUED) == 0


async def test_three_villages_of_a_district_name_it_once(world: World) -> None:
    """In the title of an officer's picture and document; each cell begins with a capital."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    for village in ("73.71.09.1002", "73.71.09.1003"):
        await world.writes(officer, f"/start {await world.invite('officer', village)}")
    await world.report(await world.enrol("Daeng Ngalle"), FIRE, send="Masih, kirim")
    await world.writes(officer, "/ringkasan hari ini")
    await world.presses(officer, "Rincian", "Gambar")
    names = "Kel. Karuwisi, Kel. Panaikang, Kel. Tello Baru, Kec. Panakkukang, Kota Makassar"
    assert names in officer.last.text
    await world.presses(officer, "Dokumen", "CSV")
    assert officer.last.document is not None
    assert officer.last.document.file_name.startswith("ringkasan-3-wilayah-73.71.09-2026-11-")
    content = _content(officer.last).decode()
    assert "Menunggu jawaban" in content
    assert names in officer.last.text
