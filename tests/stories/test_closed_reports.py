"""Confidential reports: nobody but their recipients, and no screen, gives away what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.ticket import without_tickets
from tests.stories.lock_screens import notified
from tests.world import CITY, DISTRICT

if TYPE_CHECKING:
    from bot.standin.telegram import Call, Person
    from tests.world import World

RAPE = "Ada anak dicabuli di lorong 4"
VIOLENCE = "Istri tetangga dipukul suami, tolong"
TELLING = ("seksual", "pelecehan", "dicabuli", "KDRT", "dipukul", "PPA", "lorong 4", "Lorong 4")


async def test_no_lock_screen_tells_what_it_is(world: World, photo: bytes) -> None:
    """Page, photo, lapse, news, digest, summary: "Laporan rahasia" and a ticket."""
    officer = await world.enrol("Bripka Ilham", "officer")
    chief = await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    coordinator = await world.enrol("Bu Ratna", "coordinator", DISTRICT)
    unit = await world.enrol("Aipda Mira", "unit:ppa", CITY)
    neighbour = await world.enrol("Daeng Naba")
    begun = len(world.telegram.calls)
    for text in (RAPE, VIOLENCE):
        neighbour.sends_photo(photo, caption=text)
        await world.settle()
        neighbour.presses("Masih, kirim")
        await world.settle()
        unit.presses("Saya tangani")
        await world.settle()
        await world.passes(minutes=50)
    for person in (officer, chief, coordinator):
        person.writes("/tugas" if person is not coordinator else "/ringkasan minggu ini")
        await world.settle()
    await world.outage(days=6)
    del world.telegram.calls[:begun]
    shown = "\n".join(notified(world, officer, chief, coordinator, unit))
    assert "Laporan rahasia" in shown
    assert not [word for word in TELLING if word in without_tickets(shown)]


async def test_the_reporters_screen_does_not_tell_either(world: World) -> None:
    """Whoever lives with the reporter sees neither the category nor the unit that comes."""
    unit = await world.enrol("Aipda Mira", "unit:ppa", CITY)
    victim = await world.enrol("Daeng Naba")
    victim.writes("/darurat suami memukul saya, KDRT")
    await world.settle()
    receipt = victim.last
    assert "Laporan rahasia" in receipt.text
    for label in ("Saya tangani", "Menuju lokasi", "Selesai", "Tertangani"):
        unit.presses(label)
        await world.settle()
    news = "\n".join(message.text for message in victim.inbox if message is not receipt)
    assert "Petugas yang berwenang menangani laporan Anda" in news
    assert not [word for word in TELLING if word in without_tickets(receipt.text + news)]
    victim.writes("/laporanku")
    await world.settle()
    assert "KT-" not in victim.last.text


async def test_the_card_names_the_unit_to_those_who_tap_it(world: World) -> None:
    """Who answered stands on the card, behind the spoiler."""
    officer = await world.enrol("Bripka Ilham", "officer")
    unit = await world.enrol("Aipda Mira", "unit:ppa", CITY)
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, VIOLENCE)
    unit.presses("Saya tangani")
    await world.settle()
    assert "DITANGANI Unit PPA Kota Makassar, sejak" in officer.last.text
    assert "<tg-spoiler>Unit PPA Kota Makassar</tg-spoiler>" in _newest(world, officer)


@pytest.mark.both_databases
@pytest.mark.parametrize(("text", "blurred"), [(VIOLENCE, True), ("Ada begal di RT 1", False)])
async def test_the_photo_of_a_closed_report_is_blurred(
    world: World, photo: bytes, text: str, *, blurred: bool
) -> None:
    """A notification shows a picture as well as words."""
    await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    neighbour.sends_photo(photo, caption=text)
    await world.settle()
    neighbour.presses("Masih, kirim")
    await world.settle()
    (sent,) = (call for call in world.telegram.calls if call.method == "sendPhoto")
    assert bool(sent.params.get("has_spoiler")) is blurred


async def test_who_reports_extortion_is_shown_as_anonymous(world: World) -> None:
    """Confidentiality "reporter": no role, an alias that nothing joins to the other reports."""
    officer = await world.enrol("Bripka Ilham", "officer")
    watch, *_ = [await world.enrol(f"Daeng {one}", "watch") for one in "ABCDE"]
    shown = []
    for text in ("Preman memalak pedagang, bawa parang, mengancam", "Ada begal bawa parang"):
        await world.report(watch, text, "Masih, kirim")
        lines = officer.last.text.splitlines()
        shown += [line for line in lines if line.startswith("Pelapor:")]
    assert "poskamling" not in shown[0]
    assert "poskamling" in shown[1]
    assert shown[0] != shown[1].replace(" (poskamling)", "")


def _newest(world: World, person: Person) -> str:
    calls: list[Call] = [
        call for call in world.telegram.calls if str(call.params.get("chat_id")) == str(person.id)
    ]
    return str(calls[-1].params["text"])
