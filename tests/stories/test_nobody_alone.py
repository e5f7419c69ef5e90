"""Nobody alone makes a case vanish: whoever stands above is told, and can take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.models import Alert, AlertEvent, AuditEntry
from tests.world import CITY, DISTRICT, NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

FIRE = "/darurat Ada kebakaran di RT 03, api besar"
FAR = "73.71.01.1006"  # Kelurahan Mariso, Kecamatan Mariso


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """These rules read and write what every other story does: one database tells them."""
    return sqlite_url


async def _press(world: World, person: Person, *labels: str, on: Message | None = None) -> None:
    for label in labels:
        person.presses(label, on or person.last)
        await world.settle()
        on = None


async def _fire(world: World) -> tuple[Person, Person]:
    """An emergency that the village's officer has been paged for, and its reporter."""
    officer = await world.enrol("Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    neighbour.writes(FIRE)
    await world.settle()
    return officer, neighbour


async def _moves(world: World, person: Person, village: str) -> None:
    """The holder of a page hands it to another village."""
    page = world.pages_to(person)[-1]
    alert = await _alert(world)
    data = world.app.vault.sign(person.id, f"a:{alert.id}:moveto:{alert.run}:{village}")
    person.presses_data(data, page)
    await world.settle()


async def _alert(world: World) -> Alert:
    async with world.app.database.reading() as session:
        found = await session.scalars(select(Alert).options(joinedload(Alert.incident)))
        return found.one()


def _reviews(person: Person) -> list[Message]:
    return [one for one in person.inbox if one.buttons == ["Batalkan"]]


async def test_no_incident_of_an_emergency_is_taken_back(world: World) -> None:
    """The supervisor of the district reads it and presses: the officer is paged anew."""
    officer, neighbour = await _fire(world)
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    above = await world.enrol("Kompol Rahma", role="supervisor", region=CITY)
    await _press(world, officer, "Tidak ada kejadian", on=world.pages_to(officer)[0])
    assert (await _alert(world)).status == "closed"
    (told,) = _reviews(chief)
    assert "tidak ada kejadian" in told.text
    assert "Bhabinkamtibmas Kel. Karuwisi" in told.text
    assert "api besar" not in told.text
    assert not _reviews(above)
    await _press(world, chief, "Batalkan")
    alert = await _alert(world)
    assert (alert.status, alert.run, alert.incident.outcome) == ("open", 2, None)
    assert "dibatalkan Pimpinan Polsek Panakkukang" in world.pages_to(officer)[-1].text
    assert "dihubungi lagi" in neighbour.last.text
    assert not _reviews(chief)
    kinds = [one.action for one in await world.all(AuditEntry)]
    assert "alert_no_incident" in kinds


async def test_not_found_is_the_same(world: World) -> None:
    """`Tidak ditemukan` makes an emergency vanish as well; `Tertangani` is no such thing."""
    officer, _ = await _fire(world)
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    page = world.pages_to(officer)[0]
    await _press(world, officer, "Saya tangani", on=page)
    await _press(world, officer, "Selesai", on=page)
    await _press(world, officer, "Lainnya", on=page)
    await _press(world, officer, "Tidak ditemukan", on=page)
    assert len(_reviews(chief)) == 1


async def test_a_move_beyond_the_district_is_taken_back(world: World) -> None:
    """It goes to Mariso, is closed there, and comes back all the same."""
    officer, _ = await _fire(world)
    there = await world.enrol("Aiptu Rauf", role="officer", region=FAR)
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    await _moves(world, officer, FAR)
    (told,) = _reviews(chief)
    assert "dari Kel. Karuwisi ke Kel. Mariso" in told.text
    await _press(world, there, "Tidak ada kejadian", on=world.pages_to(there)[0])
    await _press(world, chief, "Batalkan", on=told)
    alert = await _alert(world)
    assert (alert.status, alert.incident.village_code) == ("open", VILLAGE)
    assert len(await world.sent(officer, "page")) == 2
    assert world.pages_to(there) == []


async def test_a_move_within_the_district_is_nobodys_business(world: World) -> None:
    """The neighbouring village: no notice."""
    officer, _ = await _fire(world)
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    await _moves(world, officer, NEIGHBOUR_VILLAGE)
    assert not _reviews(chief)


async def test_a_move_of_what_was_taken_back_is_left(world: World) -> None:
    """Its reporter had sent it by mistake: to bring it back would call people for nobody."""
    officer, neighbour = await _fire(world)
    await world.enrol("Aiptu Rauf", role="officer", region=FAR)
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    await _moves(world, officer, FAR)
    (told,) = _reviews(chief)
    await world.writes(neighbour, "salah kirim")
    await world.presses(neighbour, "Ya, salah kirim")
    await _press(world, chief, "Batalkan", on=told)
    assert "sudah berubah sejak itu" in told.text
    alert = await _alert(world)
    assert (alert.status, alert.incident.outcome) == ("closed", "mistaken")


async def test_who_closed_it_does_not_review_it(world: World) -> None:
    """The supervisor of the district closes it: the next above is told, and they alone undo it."""
    await _fire(world)
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    above = await world.enrol("Kompol Rahma", role="supervisor", region=CITY)
    alert = await _alert(world)
    none = world.app.vault.sign(chief.id, f"a:{alert.id}:none:1")
    chief.presses_data(none, chief.last)
    await world.settle()
    assert len(_reviews(above)) == 1
    (act,) = await world.all(AlertEvent, AlertEvent.kind == "no_incident")
    undo = world.app.vault.sign(chief.id, f"a:{alert.id}:undo:{act.id}")
    chief.presses_data(undo, chief.last)
    await world.settle()
    assert (await _alert(world)).status == "closed"
    await _press(world, above, "Batalkan")
    assert (await _alert(world)).status == "open"


async def test_the_right_is_looked_at_when_the_button_is_pressed(world: World) -> None:
    """A supervisor whose post ended meanwhile takes back nothing."""
    officer, _ = await _fire(world)
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    await _press(world, officer, "Tidak ada kejadian", on=world.pages_to(officer)[0])
    (told,) = _reviews(chief)
    pressed = told.rows[0][0]["callback_data"]
    await world.ends(chief, "supervisor", DISTRICT)
    assert told.buttons == []
    chief.presses_data(pressed, told)  # the phone was slower
    await world.settle()
    assert (await _alert(world)).status == "closed"


async def test_a_late_press_undoes_nothing_newer(world: World) -> None:
    """The reporter has reopened it already: the press says so and changes nothing."""
    officer, neighbour = await _fire(world)
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    await _press(world, officer, "Tidak ada kejadian", on=world.pages_to(officer)[0])
    (told,) = _reviews(chief)
    await _press(world, neighbour, "Belum selesai")
    run = (await _alert(world)).run
    await _press(world, chief, "Batalkan", on=told)
    assert "sudah berubah" in told.text
    assert (await _alert(world)).run == run


async def test_where_nobody_stands_above_it_is_written_down(world: World) -> None:
    """No supervisor anywhere: the history and the audit say so, and the digest names the case."""
    officer, _ = await _fire(world)
    ticket = (await _alert(world)).incident.ticket
    await _press(world, officer, "Tidak ada kejadian", on=world.pages_to(officer)[0])
    assert await world.count(AlertEvent, AlertEvent.kind == "unreviewed") == 1
    assert await world.count(AuditEntry, AuditEntry.action == "unreviewed") == 1
    assert "tidak ada pimpinan yang dapat diberi tahu" in officer.last.text
    await world.passes(hours=12)
    assert any(ticket in one.text for one in officer.inbox if "Laporan harian" in one.text)


async def test_what_went_away_unseen_stands_in_the_digest(world: World) -> None:
    """Moved to Mariso with no supervisor anywhere: the next digest of Karuwisi says so.

    To whom such reports are for: to the village head, and not to the cadre.
    """
    head = await world.enrol("Pak Lurah", role="village_head")
    cadre = await world.enrol("Bu Kader", role="cadre")
    officer, _ = await _fire(world)
    ticket = (await _alert(world)).incident.ticket
    await _moves(world, officer, FAR)
    await world.passes(hours=12)
    digests = {
        who: next(one.text for one in who.inbox if "Laporan harian" in one.text)
        for who in (officer, head, cadre)
    }
    for told in (officer, head):
        assert f"belum diperiksa pimpinan: {ticket}" in digests[told]
    assert ticket not in digests[cadre]
