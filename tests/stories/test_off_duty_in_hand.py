"""Going off duty with reports in hand: what is to become of them is asked at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Alert, AlertEvent
from tests.world import DISTRICT

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
THIEF = "Ada maling di RT 01"
NOISE = "Musik keras dari tadi di RT 02"


async def _in_hand(world: World, *texts: str) -> tuple[Person, Person]:
    """An officer who has taken what a neighbour reported and goes off duty."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    for text in texts:
        await world.report(neighbour, text, "Masih, kirim")
        await world.presses(officer, "Saya tangani")
    return officer, neighbour


async def _off(world: World, officer: Person) -> None:
    await world.writes(officer, "/jaga")
    await world.presses(officer, "Lepas jaga")


@pytest.mark.both_databases
async def test_what_is_in_hand_is_handed_to_whoever_stands_in(world: World) -> None:
    """Two fires taken: one press, and the deputy is paged for both; the reporter is told."""
    officer, neighbour = await _in_hand(world, FIRE, THIEF)
    deputy = await world.enrol("Bripda Sari", role="deputy")
    await _off(world, officer)
    assert "Masih Anda tangani: 2 laporan" in officer.last.text
    assert "Serahkan ke Wakil Bhabinkamtibmas Kel. Karuwisi" in officer.last.text
    assert officer.last.buttons == ["Serahkan", "Tetap saya tangani", "Mulai jaga"]
    await world.presses(officer, "Serahkan")
    assert "Masih Anda tangani" not in officer.last.text
    assert len(world.pages_to(deputy)) == 2
    assert sum("diserahkan kepada petugas lain" in one.text for one in neighbour.inbox) == 2
    assert await world.count(Alert, Alert.holder_id.is_not(None)) == 0
    assert await world.count(AlertEvent, AlertEvent.kind == "handed_over") == 2
    await world.presses(deputy, "Saya tangani")
    assert "Wakil Bhabinkamtibmas Kel. Karuwisi menangani" in neighbour.last.text


async def test_who_keeps_it_holds_it_as_before(world: World) -> None:
    """Nobody else is paged; the lease asks as ever, and it may still be handed over."""
    officer, _ = await _in_hand(world, FIRE)
    deputy = await world.enrol("Bripda Sari", role="deputy")
    await _off(world, officer)
    await world.presses(officer, "Tetap saya tangani")
    assert "Tetap Anda tangani" in officer.last.text
    assert officer.last.buttons == ["Serahkan", "Mulai jaga"]
    assert not world.pages_to(deputy)
    await world.passes(minutes=30)
    assert "masih Anda tangani?" in officer.last.text


async def test_where_nobody_stands_in_the_policy_pages_anew(world: World) -> None:
    """No deputy: the card names the district, and handing over pages it at once."""
    officer, _ = await _in_hand(world, FIRE)
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    await _off(world, officer)
    assert "Serahkan ke Pimpinan" in officer.last.text
    await world.presses(officer, "Serahkan")
    assert len(world.pages_to(chief)) == 1
    assert len(world.pages_to(officer)) == 1


async def test_where_there_is_nobody_at_all_it_stays_and_says_so(world: World) -> None:
    """Nothing is offered that would come back to the very same officer."""
    officer, _ = await _in_hand(world, FIRE)
    await _off(world, officer)
    assert "Tidak ada petugas lain" in officer.last.text
    assert officer.last.buttons == ["Mulai jaga"]


async def test_what_paged_nobody_is_told_to_whoever_follows(world: World) -> None:
    """A quiet report that was taken: nobody is woken, the deputy reads that it waits."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, NOISE, "Kirim")
    await world.writes(officer, "/tugas")
    await world.presses(officer, officer.last.buttons[0], "Saya tangani")
    await _off(world, officer)
    await world.presses(officer, "Serahkan")
    assert f"Tiket {ticket} diserahkan" in deputy.last.text
    assert not world.pages_to(deputy)
    assert "diserahkan kepada petugas lain" in neighbour.last.text
    assert "dihubungi" not in neighbour.last.text


async def test_an_old_question_hands_over_nothing_of_who_is_on_duty(world: World) -> None:
    """On duty again meanwhile: the press changes nothing."""
    officer, _ = await _in_hand(world, FIRE)
    deputy = await world.enrol("Bripda Sari", role="deputy")
    await _off(world, officer)
    asked = officer.last
    await world.writes(officer, "/jaga")
    await world.presses(officer, "Mulai jaga")
    officer.presses("Serahkan", asked)
    await world.settle()
    assert not world.pages_to(deputy)
