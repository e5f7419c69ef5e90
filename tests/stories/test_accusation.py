"""A report against somebody does not go to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.world import CITY, DISTRICT

if TYPE_CHECKING:
    from tests.world import World

AGAINST = "Pak Bhabin ikut judi togel di warung"


async def test_the_accused_reads_of_it_nowhere(world: World) -> None:
    """By one tap it goes past the village: no page, list, digest or summary there names it."""
    officer = await world.enrol("Bripka Ilham", "officer")
    deputy = await world.enrol("Bripda Sari", "deputy")
    chief = await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    neighbour = await world.enrol("Daeng Naba")
    neighbour.writes(AGAINST)
    await world.settle()
    assert "Jangan ke petugas desa" in neighbour.last.buttons
    neighbour.presses("Jangan ke petugas desa")
    await world.settle()
    assert "hanya dibaca pimpinan polisi di atas desa" in neighbour.last.text
    neighbour.presses("Kirim")
    await world.settle()
    ticket = await world.newest_ticket()
    assert "Petugas desa tidak diberi tahu" in neighbour.last.text
    assert "Bhabin" in chief.last.text
    for accused in (officer, deputy):
        accused.writes("/tugas")
        await world.settle()
    await world.passes(hours=12)
    officer.writes("/ringkasan")
    await world.settle()
    read = "\n".join(message.text for one in (officer, deputy) for message in one.inbox)
    assert ticket not in read
    assert "rahasia" not in read


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
    neighbour.writes("/darurat kebakaran, pak lurah pingsan")
    await world.settle()
    assert world.pages_to(officer)
    assert "juga sampai ke petugas desa" in neighbour.last.text
