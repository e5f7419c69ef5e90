"""Closing is no trap: it can be taken back, opened again, and said a word about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.models import Alert, Delivery, Incident, Note
from tests.world import DISTRICT

if TYPE_CHECKING:
    from bot.standin.telegram import Message
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
NOISE = "Knalpot brong di lorong 5, bising sekali tiap malam"
VIOLENCE = "Istri tetangga dipukul suami, tolong"


def _place(card: Message, label: str) -> tuple[int, int]:
    """Return the row, from below, and the column in which a button lies."""
    for number, row in enumerate(reversed(card.rows)):
        for column, button in enumerate(row):
            if button["text"] == label:
                return number, column
    raise AssertionError(label)


async def _alert(world: World) -> Alert:
    (alert,) = await world.all(Alert)
    return alert  # type: ignore[no-any-return]


async def test_a_slip_on_no_incident_is_taken_back_and_it_pages_on(world: World) -> None:
    """Within ten minutes, by whoever pressed it: it stands as before, the next contact is due."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.presses(officer, "Tidak ada kejadian")
    await world.passes(minutes=4)
    assert not world.pages_to(deputy)
    await world.presses(officer, "Buka lagi")
    assert (await _alert(world)).status == "open"
    assert "dihubungi lagi" in neighbour.last.text
    assert len(world.pages_to(deputy)) == 1
    await world.presses(deputy, "Saya tangani", "Selesai", "Lainnya", "Hasil lain", "Buka lagi")
    alert = await _alert(world)
    assert (alert.status, alert.holder_id) == ("acknowledged", await world.member_id(deputy))
    assert alert.next_at is not None
    assert "membuka lagi laporan Anda" in neighbour.last.text


async def test_the_officer_opens_it_again_the_next_day(world: World) -> None:
    """Later, and whoever else answers there, holds it; nobody is paged, a stale press is idle."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.passes(minutes=5)
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    pages = await world.count(Delivery, Delivery.kind == "page")
    await world.outage(hours=20)
    old = world.pages_to(officer)[-1]
    stale = old.rows[0][0]["callback_data"]
    await world.presses(deputy, "Buka lagi")
    officer.presses_data(stale, old)
    await world.settle()
    alert = await _alert(world)
    assert (alert.status, alert.run) == ("acknowledged", 2)
    assert alert.holder_id == await world.member_id(deputy)
    assert await world.count(Delivery, Delivery.kind == "page") == pages
    (incident,) = await world.all(Incident)
    assert (incident.outcome, incident.closed_at) == (None, None)


async def test_the_supervisors_undoing_comes_too_late_then(world: World) -> None:
    """Whoever closed an emergency as none has opened it again: there is nothing to undo."""
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.presses(
        officer, "Saya tangani", "Lainnya", "Lainnya", "Tidak ada kejadian", "Buka lagi"
    )
    await world.presses(chief, "Batalkan")
    assert "sudah berubah" in chief.last.text
    assert (await _alert(world)).status == "acknowledged"


async def test_what_ends_lies_nowhere_where_a_finger_has_just_been(world: World) -> None:
    """Selesai, Lainnya, Kembali: a second tap on the same place closes nothing."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    for first in ("Lainnya", "Saya tangani", "Selesai", "Lainnya"):
        was = _place(officer.last, first)
        await world.presses(officer, first)
        ends = ("Tertangani", "Diteruskan", "Tidak ditemukan", "Hasil lain", "Tidak ada kejadian")
        here = [label for label in officer.last.buttons if _place(officer.last, label) == was]
        assert not set(here) & set(ends), first
        if first == "Lainnya" and "Bukan wilayah saya" in officer.last.buttons:
            await world.presses(officer, "Kembali")
    await world.presses(officer, "Kembali")
    assert (await _alert(world)).status == "acknowledged"
    assert officer.last.buttons[0] == "Menuju lokasi"


async def test_a_note_is_read_by_its_reporter_and_on_the_card(world: World) -> None:
    """Asked for with the closing, skipped by writing nothing; numbers in it are masked."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, NOISE)
    await world.writes(officer, ticket)
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    assert "boleh dilewati" in officer.last.text
    await world.writes(officer, "Ada begal di RT 05")
    assert "Masih, kirim" in officer.last.buttons
    card = next(one for one in officer.inbox if "Tulis catatan" in one.buttons)
    officer.presses("Tulis catatan", card)
    await world.settle()
    await world.writes(officer, "Sudah kami tegur malingnya, hubungi 0812-3456-7890, fb.com/ilham")
    assert "Catatan Bhabinkamtibmas Kel. Karuwisi: Sudah kami tegur" in neighbour.last.text
    assert "3456" not in neighbour.last.text
    assert "ilham" not in neighbour.last.text
    assert "Sudah kami tegur" in card.text
    assert "boleh dilewati" not in card.text
    await world.writes(deputy, ticket)
    assert "Sudah kami tegur" in deputy.last.text


async def test_a_note_goes_with_the_words_that_it_is_about(world: World) -> None:
    """/hapus of the reporter erases it; that of whoever wrote it, who it was."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, NOISE)
    await world.writes(officer, ticket)
    await world.presses(officer, "Lainnya", "Lainnya", "Tulis catatan")
    await world.writes(officer, "Besok malam kami patroli")
    await world.writes(officer, "/hapus")
    await world.presses(officer, "Ya, hapus")
    (note,) = await world.all(Note)
    assert note.member_id is None
    await world.writes(neighbour, "/hapus")
    await world.presses(neighbour, "Ya, hapus")
    async with world.app.database.reading() as session:
        assert await session.scalar(select(func.count(Note.id))) == 0


async def test_a_note_of_what_was_erased_before_has_its_time_too(world: World) -> None:
    """Written after its reporter's /hapus there are no words that it could go with."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.writes(officer, await world.report(neighbour, NOISE))
    await world.presses(officer, "Lainnya", "Selesai", "Tertangani")
    await world.writes(neighbour, "/hapus")
    await world.presses(neighbour, "Ya, hapus")
    await world.presses(officer, "Tulis catatan")
    await world.writes(officer, "Yang melapor tinggal di rumah nomor 5")
    assert await world.count(Note) == 1
    await world.outage(days=731)
    assert await world.count(Note) == 0


async def test_a_note_of_a_confidential_one_is_on_no_lock_screen(world: World) -> None:
    """Behind a spoiler, for the reporter as for those who answer."""
    unit = await world.enrol("Aipda Mira", "unit:ppa", "73.71")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, VIOLENCE)
    await world.presses(unit, "Saya tangani", "Lainnya", "Tulis catatan")
    await world.writes(unit, "Korban sudah di rumah aman")
    for person in (unit, neighbour):
        sent = [
            str(call.params["text"])
            for call in world.telegram.calls
            if str(call.params.get("chat_id")) == str(person.id)
            and "rumah aman" in str(call.params.get("text"))
        ]
        assert sent
        assert all("<tg-spoiler>Korban" in one for one in sent)


async def test_a_report_taken_back_is_made_good_by_one_tap(world: World) -> None:
    """Salah kirim says that somebody is on the way; Tetap laporkan calls them again."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.presses(neighbour, "Lewati", "Lewati")
    receipt = next(one for one in neighbour.inbox if "Salah kirim" in one.buttons)
    await world.presses(officer, "Menuju lokasi")
    for label in ("Salah kirim", "Ya, salah kirim"):
        neighbour.presses(label, receipt)
        await world.settle()
        if label == "Salah kirim":
            assert "Petugas sedang menuju lokasi" in receipt.text
    assert (await _alert(world)).status == "closed"
    neighbour.presses("Tetap laporkan", receipt)
    await world.settle()
    assert (await _alert(world)).status == "open"
    assert len(world.pages_to(officer)) == 2


async def test_what_nobody_has_opened_is_made_good_too(world: World) -> None:
    """A report that paged nobody, taken back and kept: it waits as before."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, NOISE)
    await world.presses(neighbour, "Salah kirim", "Ya, salah kirim", "Tetap laporkan")
    await world.writes(officer, "/tugas")
    assert ticket in officer.last.text
