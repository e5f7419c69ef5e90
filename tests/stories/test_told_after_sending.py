"""What people simply write after a report was sent reaches whoever reads the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Addendum, Attachment, Draft, Incident, Report
from tests.reported_fire import FIRE, reported_fire

if TYPE_CHECKING:
    from tests.world import World

FLOOD = "banjir di lorong 5, air masuk rumah"


@pytest.mark.parametrize("words", ["Dua orang pak, di lantai dua", "yang dekat masjid"])
async def test_words_of_no_kind_are_offered_to_the_report(world: World, words: str) -> None:
    """They answer what the receipt asks: one tap, and the officer reads them with the fire."""
    officer, neighbour, _, ticket = await reported_fire(world)
    await world.writes(neighbour, words)
    assert neighbour.last.buttons == [f"Tambahan {ticket}", "Laporan baru", "Batal"]
    await world.presses(neighbour, f"Tambahan {ticket}")
    assert f"Tambahan 20.00 WITA: {words}" in officer.last.text
    assert await world.count(Report) == 1


async def test_a_question_is_answered_without_replying(world: World) -> None:
    """Whoever answers the officer in a new message is asked whether it belongs to the report."""
    officer, neighbour, _, ticket = await reported_fire(world)
    await world.presses(officer, "Saya tangani")
    officer.writes("Mobilnya warna apa?", world.pages_to(officer)[-1])
    await world.settle()
    await world.writes(neighbour, "merah, plat DD 1234 AB")
    await world.presses(neighbour, f"Tambahan {ticket}")
    assert "merah, plat DD 1234 AB" in officer.last.text


async def test_what_is_written_much_later_is_a_report_of_its_own(world: World) -> None:
    """After a quarter of an hour nobody is asked about words that name no report."""
    _, neighbour, _, _ = await reported_fire(world)
    await world.passes(minutes=16)
    await world.writes(neighbour, "yang dekat masjid")
    assert neighbour.last.buttons[0] == "Kirim"


async def test_a_cry_is_no_addendum(world: World) -> None:
    """It asks for help now, wherever that is."""
    _, neighbour, _, _ = await reported_fire(world)
    await world.writes(neighbour, "TOLONG!!!")
    assert neighbour.last.buttons[:2] == ["Masih, kirim", "Sudah lewat, kirim"]


async def test_the_page_says_that_it_goes_on_again(world: World) -> None:
    """It was sent as over, and what was added is going on: whoever is called reads so."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Ani")
    ticket = await world.report(neighbour, "rumah kemalingan tadi malam", "Sudah lewat, kirim")
    await world.writes(neighbour, f"{ticket} malingnya datang lagi, bawa parang")
    await world.presses(neighbour, "Masih, kirim")
    (page,) = world.pages_to(officer)
    assert "masih berlangsung: ya" in page.text


async def test_an_album_that_tells_of_something_else_is_asked_about(
    world: World, photo: bytes
) -> None:
    """The words stand under the second of four pictures: a flood is not hidden in a theft."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Ani")
    await world.report(neighbour, "rumah kemalingan tadi malam", "Sudah lewat, kirim")
    for words in ("", FLOOD, "", ""):
        neighbour.sends_photo(photo, words, media_group="album")
    await world.settle()
    assert neighbour.last.buttons == [
        *("Masih, kirim", "Sudah lewat, kirim", "Laporan baru", "Batal")
    ]
    await world.presses(neighbour, "Laporan baru", "Masih, kirim")
    (page,) = world.pages_to(officer)
    assert FLOOD in page.text
    assert await world.count(Incident) == 2
    assert await world.count(Addendum, Addendum.text != "") == 0
    flood = await world.all(Report, Report.text == FLOOD)
    of_flood = Attachment.report_id == flood[0].id, Attachment.addendum_id.is_(None)
    assert await world.count(Attachment, *of_flood) == 4  # that which came before its words, too
    await world.passes(seconds=10)
    assert sum(one.photo is not None for one in officer.inbox) == 4


async def test_a_picture_that_was_shown_goes_with_its_album(world: World, photo: bytes) -> None:
    """The officer has it with the fire; with the theft that it shows they get it no second time."""
    officer, neighbour, _, _ = await reported_fire(world)
    neighbour.sends_photo(photo, media_group="album")
    await world.settle()
    await world.passes(seconds=5)
    card = world.pages_to(officer)[-1]
    assert "Tambahan 20.00 WITA: 1 foto" in card.text
    neighbour.sends_photo(photo, "ada maling masuk rumah tetangga", media_group="album")
    await world.settle()
    await world.presses(neighbour, "Laporan baru")
    assert "2 foto" in neighbour.last.text
    assert "Tambahan" not in card.text
    await world.presses(neighbour, "Masih, kirim")
    await world.passes(seconds=10)
    (theft,) = await world.all(Report, Report.text != FIRE)
    assert await world.count(Attachment, Attachment.report_id == theft.id) == 2
    assert sum(one.photo is not None for one in officer.inbox) == 2


async def test_a_weapon_belongs_to_the_fight(world: World) -> None:
    """A report in three messages: "bawa parang" is no case of its own, with eyes of its own."""
    neighbour = await world.enrol("Ani")
    await world.writes(neighbour, "pak ada orang berkelahi", "di depan pasar", "bawa parang")
    await world.passes(seconds=5)  # its card waits for what comes at once
    assert "pak ada orang berkelahi\ndi depan pasar\nbawa parang" in neighbour.last.text
    assert "Penganiayaan" in neighbour.last.text


async def test_who_asks_how_far_it_has_come_reads_that(world: World) -> None:
    """The receipt comes again, as it stands: no draft that says that nothing was sent."""
    officer, neighbour, _, ticket = await reported_fire(world)
    await world.writes(neighbour, "petugas sudah di mana?")
    assert ticket in neighbour.last.text
    assert "sedang kami hubungi" in neighbour.last.text
    await world.presses(officer, "Saya tangani")
    await world.writes(neighbour, "kapan petugas datang pak?")
    assert "Sedang ditangani petugas" in neighbour.last.text
    assert await world.count(Draft) == await world.count(Addendum) == 0
    neighbour.writes("petugas sudah di mana?", reply_to=neighbour.last)
    await world.settle()
    assert "petugas sudah di mana" in officer.last.text
    await world.writes(await world.enrol("Budi"), "petugas sudah di mana?")
    assert await world.count(Draft) == 1
