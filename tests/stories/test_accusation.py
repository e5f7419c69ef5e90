"""A report against somebody does not go to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Report, RosterEntry, new_id
from tests.world import CITY, DISTRICT, VILLAGE

if TYPE_CHECKING:
    from bot.standin.person import Person
    from tests.world import World

AGAINST = "Pak Bhabin ikut judi togel di warung"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On one database: every draft's card asks both who serves where."""
    return sqlite_url


async def _past(world: World, neighbour: Person, text: str) -> str:
    """Send a report past whoever its text names, by the button; return its ticket."""
    neighbour.writes(text)
    await world.settle()
    assert "Jangan ke petugas desa" in neighbour.last.buttons
    neighbour.presses("Jangan ke petugas desa")
    await world.settle()
    assert "hanya dibaca pimpinan polisi di atas" in neighbour.last.text
    neighbour.presses("Kirim")
    await world.settle()
    assert "Petugas desa" in neighbour.last.text
    assert "tidak diberi tahu" in neighbour.last.text
    return await world.newest_ticket()


async def _read_by(world: World, *accused: Person) -> str:
    """Let people look everywhere they can, through a night and a week; return all they read."""
    for one in accused:
        one.writes("/tugas")
        await world.settle()
    await world.passes(hours=12)
    for one in accused:
        for command in ("/tugas", "/ringkasan", "/ringkasan bulan", "/jaga"):
            one.writes(command)
            await world.settle()
    await world.outage(days=4, hours=18)  # each half hour of an open alert pages the same people
    await world.passes(hours=6)  # a Monday morning: the week is told
    return "\n".join(message.text for one in accused for message in one.inbox)


@pytest.mark.parametrize("text", [AGAINST, "Pak Ilham minta setoran di warung"])
async def test_the_accused_reads_of_it_nowhere(world: World, text: str) -> None:
    """By office or by name: no page, list, digest, summary or count below the regency tells it."""
    officer = await world.enrol("Bripka Ilham", "officer")
    deputy = await world.enrol("Bripda Sari", "deputy")
    head = await world.enrol("Haji Mansur", "village_head")
    station = await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    above = await world.enrol("Kompol Sewang", "supervisor", CITY)
    neighbour = await world.enrol("Daeng Naba")
    counted = await _summary(world, officer)
    ticket = await _past(world, neighbour, text)
    assert ticket in above.last.text
    assert text.split()[1] in above.last.text
    assert await _summary(world, officer) == counted
    read = await _read_by(world, officer, deputy, head, station)
    assert ticket not in read
    assert "rahasia" not in read
    assert "warung" not in read


async def test_the_safe_way_is_first_and_sending_it_otherwise_asks(world: World) -> None:
    """One tap too quick sends no complaint into the digest of whoever it is about."""
    officer = await world.enrol("Bripka Ilham", "officer")
    await world.enrol("Kompol Sewang", "supervisor", CITY)
    neighbour = await world.enrol("Daeng Naba")
    await world.writes(neighbour, "Pak Bhabin sombong sekali kalau ditanya warga")
    assert neighbour.last.buttons == ["Jangan ke petugas desa", "Kirim", "Lainnya"]
    assert "Darurat sekarang?" not in neighbour.last.text
    assert "110" not in neighbour.last.text
    await world.presses(neighbour, "Kirim")
    assert "akan membacanya, termasuk yang Anda sebut" in neighbour.last.text
    assert neighbour.last.buttons == ["Jangan ke petugas desa", "Tetap kirim", "Kembali"]
    assert await world.count(Report) == 0
    await world.presses(neighbour, "Jangan ke petugas desa", "Kirim")
    assert "Petugas desa dan Polsek tidak diberi tahu" in neighbour.last.text
    await world.writes(neighbour, AGAINST)
    await world.presses(neighbour, "Kirim", "Tetap kirim")
    ticket = await world.newest_ticket()
    await world.passes(hours=12)
    assert ticket in officer.last.text


async def test_the_question_is_gone_once_the_words_name_nobody(world: World) -> None:
    """An edit takes the name out while the question stands: the card is a usual draft again."""
    neighbour = await world.enrol("Daeng Naba")
    said = neighbour.writes("Pak Bhabin sombong sekali kalau ditanya warga")
    await world.settle()
    await world.presses(neighbour, "Kirim")
    neighbour.edits(said, "Lampu jalan mati di warung saya")
    await world.settle()
    assert neighbour.last.buttons == ["Kirim", "Anonim", "Ubah", "Batal"]


@pytest.mark.parametrize(
    ("text", "place"),
    [("Oknum polisi mengeroyok warga", 0), ("Kebakaran, pak lurah masih di dalam", 2)],
)
async def test_what_pages_has_the_safe_way_first_too(world: World, text: str, place: int) -> None:
    """Not a tap more; but where help is called for, nobody's finger is to miss "Masih, kirim"."""
    neighbour = await world.enrol("Daeng Naba")
    await world.writes(neighbour, text)
    buttons = ["Masih, kirim", "Sudah lewat, kirim", "Lainnya"]
    buttons.insert(place, "Jangan ke petugas desa")
    assert neighbour.last.buttons == buttons


async def test_a_chief_named_by_their_own_name_reads_of_it_nowhere(world: World) -> None:
    """It goes to the level above theirs; the list by which they came in may tell their name."""
    chief = await world.enrol("Kapolsek Siaga", "supervisor", DISTRICT)
    regency = await world.enrol("Kompol Sewang", "supervisor", CITY)
    neighbour = await world.enrol("Daeng Naba")
    await _listed(world, chief, "Karim Daeng Situju")
    ticket = await _past(world, neighbour, "Iptu Karim minta setoran kepada pedagang")
    assert ticket in regency.last.text
    assert ticket not in await _read_by(world, chief)


async def test_a_name_is_offered_no_way_past_once_its_post_has_ended(world: World) -> None:
    """Who serves here no more reads nothing here; a neighbour of that name is a neighbour."""
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.ends(officer, "officer", VILLAGE)
    neighbour.writes("Pak Ilham minta setoran di warung")
    await world.settle()
    assert "Jangan ke petugas desa" not in neighbour.last.buttons


async def _listed(world: World, person: Person, name: str) -> None:
    """Let the operator's list know somebody by another name than Telegram does."""
    member = await world.member_id(person)
    async with world.app.database.writing() as session:
        sealed = world.app.vault.seal(name)
        entry = RosterEntry(
            id=new_id(), sealed_name=sealed, member_id=member, listed_at=world.clock.now()
        )
        session.add(entry)


async def _summary(world: World, person: Person) -> str:
    person.writes("/ringkasan")
    await world.settle()
    return str(person.last.text)


async def test_where_the_district_is_accused_the_regency_hears(world: World) -> None:
    """The district's chief is passed over; where nobody stands above, the writer is told so."""
    chief = await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, "oknum kapolsek minta setoran")
    assert "belum ada yang membaca" in neighbour.last.text
    regency = await world.enrol("Kompol Sewang", "supervisor", CITY)
    ticket = await world.report(neighbour, "oknum kapolsek minta setoran lagi")
    assert ticket in regency.last.text
    assert ticket not in "".join(message.text for message in chief.inbox)


async def test_an_emergency_that_names_an_office_says_whom_it_reaches(world: World) -> None:
    """It pages as always, and the receipt does not hide it."""
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    for words in ("kebakaran, pak lurah pingsan", "Bripka Ilham memukul anak saya"):
        neighbour.writes(f"/darurat {words}")
        await world.settle()
        assert world.pages_to(officer)
        assert "juga sampai ke petugas desa" in neighbour.last.text
