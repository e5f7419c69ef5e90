"""On duty, off duty, who stands in; open alerts; and whether a page would be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import AuditEntry, TestPage
from tests.world import DISTRICT

if TYPE_CHECKING:
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
VIOLENCE = "Istri tetangga dipukul suami, tolong"


async def test_off_duty_the_deputy_stands_in(world: World) -> None:
    """The officer goes off duty by a button: a report pages the deputy, at once."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    neighbour = await world.enrol("Daeng Naba")
    await world.writes(officer, "/jaga")
    assert "bertugas" in officer.last.text
    assert "pengganti Wakil Bhabinkamtibmas Kel. Karuwisi" in officer.last.text
    await world.presses(officer, "Lepas jaga")
    assert "lepas jaga sejak" in officer.last.text
    await world.report(neighbour, FIRE, "Masih, kirim")
    assert (len(world.pages_to(officer)), len(world.pages_to(deputy))) == (0, 1)
    await world.presses(officer, "Mulai jaga")
    await world.passes(minutes=20)
    assert world.pages_to(officer)
    assert await world.count(AuditEntry, AuditEntry.action.in_(["duty_off", "duty_on"])) == 2


async def test_where_nobody_stands_in_the_supervisor_is_told(world: World) -> None:
    """It is said plainly to the officer, and to the district, by office."""
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    officer = await world.enrol("Bripka Ilham", role="officer")
    await world.writes(officer, "/jaga")
    assert "tidak ada pengganti" in officer.last.text
    await world.presses(officer, "Lepas jaga")
    assert "Bhabinkamtibmas Kel. Karuwisi lepas jaga sejak 20.00 WITA" in chief.last.text
    assert "Ilham" not in chief.last.text
    before = len(chief.inbox)
    await world.writes(officer, "/jaga")
    assert len(chief.inbox) == before


async def test_open_alerts_are_listed_urgent_first(world: World) -> None:
    """Three on a page, each with its button, which shows the card as a new message."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    tickets = []
    for text in ("Ada maling di RT 01", FIRE, "Motor dicuri di RT 02", "Ada tawuran", "Ada begal"):
        tickets.append(await world.report(neighbour, text, "Masih, kirim"))
        await world.passes(minutes=1)
    await world.writes(officer, "/tugas")
    card = officer.last
    assert all(tickets[number] in card.text for number in (1, 3, 4))
    assert len(card.buttons) == 4
    assert "Kebakaran" in card.buttons[0]
    assert "4 menit" in card.text
    await world.presses(officer, card.buttons[0])
    assert tickets[1] in officer.last.text
    assert officer.last is not card
    await world.presses(officer, "Saya tangani")
    await world.writes(officer, "/tugas")
    assert "ditangani" in officer.last.text


async def test_confidential_alerts_are_listed_for_recipients_alone(world: World) -> None:
    """The officer sees that there is one, and not what; the supervisor was not paged: nothing."""
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, VIOLENCE)
    await world.writes(officer, "/tugas")
    assert ticket in officer.last.text
    assert "KDRT" not in officer.last.text
    await world.writes(chief, "/tugas")
    assert ticket not in chief.last.text
    assert "Tidak ada laporan yang menunggu" in chief.last.text


@pytest.mark.both_databases
async def test_a_test_page_is_heard_and_counted(world: World) -> None:
    """The officer pages himself and answers, twice in the month."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    for n in (1, 2):
        await world.writes(officer, "/uji")
        assert "UJI" in officer.last.text
        await world.presses(officer, "Saya dengar")
        assert f"Bulan ini: {n} kali" in officer.last.text
    assert await world.count(TestPage, TestPage.answered_at.is_not(None)) == 2


async def test_a_test_page_that_nobody_hears_is_shown_to_the_supervisor(world: World) -> None:
    """Ten minutes pass; the supervisor reads it by office, once."""
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    officer = await world.enrol("Bripka Ilham", role="officer")
    await world.writes(officer, "/uji")
    await world.passes(minutes=9)
    assert "Uji" not in chief.last.text
    await world.passes(minutes=1)
    assert "Uji panggilan kepada Bhabinkamtibmas Kel. Karuwisi tidak dijawab" in chief.last.text
    before = len(chief.inbox)
    await world.passes(minutes=30)
    assert len(chief.inbox) == before
    assert await world.count(TestPage, TestPage.failed_at.is_not(None)) == 1


async def test_a_test_page_that_comes_back_has_failed_at_once(world: World) -> None:
    """The account is gone: the supervisor need not wait for ten minutes."""
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    officer = await world.enrol("Bripka Ilham", role="officer")
    officer.writes("/uji")
    officer.deactivates()
    await world.settle()
    assert "tidak dijawab" in chief.last.text


@pytest.mark.parametrize("role", ["deputy", "supervisor", "unit:ppa"])
async def test_everybody_on_call_may_test(world: World, role: str) -> None:
    """Deputies, supervisors and units too."""
    person = await world.enrol("Seseorang", role=role, region=DISTRICT)
    await world.writes(person, "/uji")
    await world.presses(person, "Saya dengar")
    assert "Uji terdengar" in person.last.text


async def test_where_nobody_is_left_it_is_said_so(world: World) -> None:
    """No deputy, no supervisor of any level: nobody "was told", and the officer hears that."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    await world.writes(officer, "/jaga")
    await world.presses(officer, "Lepas jaga")
    assert "tidak ada yang dipanggil" in officer.last.text
    assert "diberi tahu" not in officer.last.text
