"""Reports that paged nobody: read, taken, answered and closed by whoever they are for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.models import Alert, Incident
from tests.world import CITY, DISTRICT, NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TICKET = re.compile(r"KT-\w{6}")
NOISE = "Knalpot brong di lorong 5, bising sekali tiap malam"
LAMP = "Lampu jalan mati di RT 03, gelap sekali"
DRUGS = "Ada bandar sabu di lorong 7"
AGAINST = "Pak Bhabin ikut judi togel di warung"


def _opens(message: Message, word: str) -> str:
    return next(label for label in message.buttons if word in label)


async def _digest_of_noise(
    world: World, officer: Person, neighbour: Person, photo: bytes
) -> Message:
    """Return the morning's digest, which names what the neighbour has reported in the evening."""
    neighbour.sends_photo(photo, caption=NOISE)
    await world.settle()
    await world.presses(neighbour, "Kirim")
    await world.passes(hours=10)
    assert "Knalpot brong di lorong 5" in officer.last.text
    return officer.last


async def test_the_officer_reads_and_closes_from_the_morning_digest(
    world: World, photo: bytes
) -> None:
    """What paged nobody is opened by the digest's button, taken and closed; the reporter hears."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    neighbour = await world.enrol("Daeng Ngalle")
    digest = await _digest_of_noise(world, officer, neighbour, photo)
    await world.presses(officer, _opens(digest, "Lorong 5"))
    assert NOISE in officer.last.text
    assert "Belum ditangani" in officer.last.text
    assert any(one.photo for one in officer.inbox)
    await world.presses(officer, "Saya tangani")
    assert "Bhabinkamtibmas Kel. Karuwisi menangani laporan Anda" in neighbour.last.text
    await world.passes(hours=30)
    (incident,) = await world.all(Incident)
    assert incident.status == "acknowledged"
    assert not await world.sent(officer, "page")
    card = next(one for one in officer.inbox if "DITANGANI" in one.text)
    for label in ("Selesai", "Tertangani"):
        officer.presses(label, card)
        await world.settle()
    assert "tertangani" in neighbour.last.text
    assert "dibuka lagi" in neighbour.last.text
    await world.presses(neighbour, "Belum selesai")
    (alert,) = await world.all(Alert)
    assert (alert.status, alert.next_at, alert.quiet) == ("recorded", None, True)
    assert "belum selesai" in officer.last.text


@ON_SQLITE
async def test_the_village_head_works_a_broken_lamp(world: World, photo: bytes) -> None:
    """Words and pictures, neither who wrote nor where they stood; the office answers."""
    head = await world.enrol("Pak Lurah", role="village_head")
    neighbour = await world.enrol("Daeng Naba")
    neighbour.sends_photo(photo, caption=LAMP)
    neighbour.sends_location(-5.14321, 119.44321)
    await world.settle()
    await world.presses(neighbour, "Kirim")
    assert "masih berlangsung" not in head.last.text  # nobody was asked
    await world.presses(head, "Buka laporan")
    assert LAMP in head.last.text
    assert "masih berlangsung" not in head.last.text
    assert "Pelapor:" not in head.last.text
    await world.presses(head, "Saya tangani")
    assert "119.4" not in "".join(one.text for one in head.inbox)
    assert any(one.photo for one in head.inbox)
    assert "Lurah Karuwisi menangani laporan Anda" in neighbour.last.text
    await world.presses(head, "Selesai", "Tertangani")
    assert "Lurah Karuwisi menutup laporan" in neighbour.last.text


@ON_SQLITE
async def test_a_long_report_is_read_to_its_last_word(world: World) -> None:
    """4,000 characters: in parts before the card, from /laporan and by its ticket alike."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    neighbour = await world.enrol("Daeng Ngalle")
    words = " ".join(f"kata{number}" for number in range(430))
    ticket = await world.report(neighbour, f"{NOISE}. {words}. Sekian.")
    for way in ("/laporan", ticket.lower(), f"/laporan {ticket}"):
        seen = len(officer.inbox)
        await world.writes(officer, way)
        if way == "/laporan":
            await world.presses(officer, _opens(officer.last, "Lorong 5"))
        said = "".join(one.text for one in officer.inbox[seen:])
        assert "Sekian." in said
        assert all(f"kata{number}" in said for number in range(430))
        assert officer.last.buttons[0] == "Saya tangani"


@ON_SQLITE
async def test_who_answers_nothing_means_a_report_by_it(world: World) -> None:
    """Words behind /laporan are a draft, of a neighbour as of the officer themself."""
    for role in ("resident", "officer"):
        person = await world.enrol("Daeng Ngalle", role=role)
        await world.writes(person, "/laporan ada maling di RT 02")
        assert "Masih, kirim" in person.last.buttons


@ON_SQLITE
async def test_a_ticket_opens_nothing_to_who_may_not_see_it(world: World) -> None:
    """A stranger to the case, and an unknown ticket, are answered alike; its writer sees it."""
    officer = await world.enrol("Aipda Rahman", role="officer", region=NEIGHBOUR_VILLAGE)
    other = await world.enrol("Daeng Tata")
    neighbour = await world.enrol("Daeng Ngalle")
    ticket = await world.report(neighbour, NOISE)
    for person in (officer, other):
        await world.writes(person, ticket)
        assert person.last.text == f"Tiket {ticket} tidak ada, atau bukan untuk Anda."
    await world.writes(neighbour, ticket)
    assert "Tersimpan" in neighbour.last.text
    assert await world.count(Alert) == 0


@ON_SQLITE
async def test_confidential_and_accusing_reports_are_their_readers_alone(world: World) -> None:
    """Drugs: the unit's stand-in; an accusation: the regency. Not the district, nor the accused."""
    accused = await world.enrol("Aipda Rahman", role="officer")
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    above = await world.enrol("AKBP Sitti", role="supervisor", region=CITY)
    neighbour = await world.enrol("Daeng Ngalle")
    drugs = await world.report(neighbour, DRUGS)
    await world.writes(neighbour, AGAINST)
    await world.presses(neighbour, "Jangan ke petugas desa", "Kirim")
    against = await world.newest_ticket()
    for person, hidden in ((accused, (drugs, against)), (chief, (drugs, against))):
        for way in (*hidden, "/laporan", "/tugas"):
            await world.writes(person, way)
            assert not [one for one in hidden if one in person.last.text and way not in hidden]
            assert "judi" not in person.last.text
    for person, ticket in ((above, drugs), (above, against)):
        await world.writes(person, ticket)
        await world.presses(person, "Saya tangani", "Selesai", "Diteruskan")
        assert "menutup laporan: diteruskan" in neighbour.last.text
    await world.writes(above, "/laporan")
    assert "sabu" not in above.last.text
    assert drugs in above.last.text


@ON_SQLITE
async def test_moving_what_pages_nobody_pages_nobody(world: World) -> None:
    """To the right village: its officer finds it in /tugas and the digest, the reporter hears."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    other = await world.enrol("Bripka Ilham", role="officer", region=NEIGHBOUR_VILLAGE)
    neighbour = await world.enrol("Daeng Ngalle")
    ticket = await world.report(neighbour, NOISE)
    await world.writes(officer, ticket)
    await world.presses(officer, "Lainnya", "Bukan wilayah saya")
    await world.writes(officer, "Panaikang")
    await world.presses(officer, officer.last.buttons[0])
    assert "Panaikang" in neighbour.last.text
    assert not world.pages_to(other)
    assert "dihubungi" not in officer.toasts[-1]
    await world.writes(other, "/tugas")
    await world.presses(other, other.last.buttons[0])
    assert NOISE in other.last.text
    await world.writes(officer, "/tugas")
    assert not officer.last.buttons


@ON_SQLITE
async def test_with_the_post_goes_the_report(world: World) -> None:
    """Who held it serves there no more: the card is emptied, it waits again, nobody is paged."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    neighbour = await world.enrol("Daeng Ngalle")
    ticket = await world.report(neighbour, NOISE)
    await world.writes(officer, ticket)
    await world.presses(officer, "Saya tangani")
    card = officer.last
    await world.ends(officer, "officer", VILLAGE)
    assert NOISE not in card.text
    (alert,) = await world.all(Alert)
    assert (alert.status, alert.holder_id, alert.next_at) == ("recorded", None, None)
    assert not world.pages_to(deputy)
    assert "menunggu petugas lagi" in neighbour.last.text


@ON_SQLITE
async def test_all_reports_are_turned_through_page_by_page(world: World) -> None:
    """Eleven reports: three and a button that turns, to the last and back to the first."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    neighbour = await world.enrol("Daeng Ngalle")
    tickets = []
    for number in range(1, 11):
        tickets.append(await world.report(neighbour, f"Knalpot brong di RT {number:02}"))
        await world.passes(minutes=1)
    fire = await world.report(neighbour, "Ada kebakaran di RT 12", "Masih, kirim")
    await world.writes(officer, "/tugas")
    card, seen = officer.last, []
    assert fire in card.text
    assert card.buttons[:2] == [
        "1. Kebakaran, RT 12, 20.10 WITA",
        "2. Balap liar, RT 01, 20.00 WITA",
    ]
    for _ in range(4):
        assert len(card.buttons) <= 4
        seen += TICKET.findall(card.text)
        await world.presses(officer, card.buttons[-1])
    assert seen == [fire, *tickets]
    assert "Halaman 1 dari 4" in card.text
    assert "ketik /tugas hal 4" in card.text
    for typed, page in (("/tugas hal 3", 3), ("/tugas halaman 99", 4), ("/laporan hal 2", 2)):
        await world.writes(officer, typed)
        assert f"Halaman {page} dari 4" in officer.last.text
    await world.passes(hours=25)
    await world.writes(officer, "/tugas")
    assert "10 laporan menunggu lebih dari 1 hari" in officer.last.text


@ON_SQLITE
async def test_the_list_of_ones_own_leads_to_each(world: World) -> None:
    """/laporanku: how each stands, and a button that opens it."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    neighbour = await world.enrol("Daeng Ngalle")
    tickets = [await world.report(neighbour, f"Knalpot brong di RT 0{n}") for n in range(1, 6)]
    await world.writes(officer, tickets[0])
    await world.presses(officer, "Menuju lokasi")
    await world.writes(neighbour, "/laporanku")
    assert tickets[4] in neighbour.last.buttons[0]
    await world.presses(neighbour, "Berikutnya")
    card = neighbour.last
    assert "Petugas menuju lokasi." in card.text
    await world.presses(neighbour, next(one for one in card.buttons if tickets[0] in one))
    assert f"tiket {tickets[0]}" in neighbour.last.text
    assert "Petugas menuju lokasi." in neighbour.last.text
