"""Several report the same, and take theirs back one after the other: it ends with the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Alert, AlertEvent, Incident
from tests.stories.fires import data_of

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

pytestmark = pytest.mark.province
FIRE, SAME, STILL = (
    "Kebakaran di RT 03",
    "api besar di RT 3, ada anak kecil di dalam",
    "Masih, kirim",
)
BACK = ("Salah kirim", "Ya, salah kirim")


async def _reports(world: World, name: str, text: str) -> tuple[Person, Message]:
    """Let somebody report it, and leave open what they are asked; return their receipt."""
    person = await world.enrol(name)
    await world.report(person, text, STILL)
    while "Lewati" in person.last.buttons:
        await world.presses(person, "Lewati")
    return person, person.last


async def _presses(world: World, person: Person, receipt: Message, *labels: str) -> None:
    for label in labels:
        person.presses(label, receipt)
        await world.settle()


async def test_each_of_two_takes_theirs_back(world: World) -> None:
    """The first one's receipt says that it goes on for the other; with the other's it ends."""
    officer = await world.enrol("Bripka Ilham", "officer")
    first, receipt = await _reports(world, "Ani", FIRE)
    second, other = await _reports(world, "Budi", SAME)
    assert "2 pelapor" in world.pages_to(officer)[-1].text
    await _presses(world, first, receipt, "Salah kirim")
    old = data_of(receipt, "Ya, salah kirim")
    await _presses(world, first, receipt, "Ya, salah kirim")
    assert "Laporan Anda sudah ditarik. Orang lain juga melaporkan" in receipt.text
    assert receipt.buttons == ["Laporan saya", "Tetap laporkan"]
    assert "2 pelapor" not in world.pages_to(officer)[-1].text
    heard, lines = len(officer.inbox), await world.count(AlertEvent)
    first.presses_data(old, receipt)
    await world.settle()
    assert (len(officer.inbox), await world.count(AlertEvent)) == (heard, lines), "they know"
    assert receipt.buttons == ["Laporan saya", "Tetap laporkan"]
    told = len(first.inbox)
    await _presses(world, second, other, *BACK)
    (incident,) = await world.all(Incident)
    assert (incident.status, incident.outcome) == ("closed", "mistaken")
    assert "Tidak perlu ditangani" in officer.last.text
    assert "Ditarik: salah kirim." in receipt.text
    assert "Ditarik: salah kirim." in other.text
    assert other.buttons == ["Laporan saya", "Tetap laporkan"]
    assert len(first.inbox) == told, "they had taken theirs back"


async def test_the_card_says_whose_was_taken_back(world: World) -> None:
    """Beside whose words it stands; the last to take theirs back is marked as the first was.

    So whoever says it again is alone, and ends it by taking it back once more.
    """
    officer = await world.enrol("Bripka Ilham", "officer")
    first, receipt = await _reports(world, "Ani", FIRE)
    second, other = await _reports(world, "Budi", SAME)
    await _presses(world, first, receipt, *BACK)
    card = world.pages_to(officer)[-1]
    assert card.text.count("Ditarik oleh pelapor ini") == 1
    await _presses(world, second, other, *BACK)
    assert card.text.count("Ditarik oleh pelapor ini") == 2
    await _presses(world, first, receipt, "Tetap laporkan")
    assert (await world.all(Incident))[0].status == "open"
    card = world.pages_to(officer)[-1]
    assert "2 pelapor" not in card.text
    assert "Laporan Anda sudah ditarik" in other.text
    await _presses(world, first, first.last, *BACK)
    (incident,) = await world.all(Incident)
    assert (incident.status, incident.outcome) == ("closed", "mistaken")


async def test_what_is_added_to_what_was_taken_back_says_it_again(world: World) -> None:
    """They had pressed by mistake, and write on: it counts again, and does not end with another's.

    That it is over says nothing again.
    """
    officer = await world.enrol("Bripka Ilham", "officer")
    first, receipt = await _reports(world, "Ani", FIRE)
    second, other = await _reports(world, "Budi", SAME)
    await _presses(world, first, receipt, *BACK)
    first.writes("api sudah padam pak", reply_to=receipt)
    await world.settle()
    assert "2 pelapor" not in world.pages_to(officer)[-1].text
    first.writes("apinya makin besar, ada orang di lantai dua", reply_to=receipt)
    await world.settle()
    assert any("Laporan Anda dihitung lagi." in one.text for one in first.inbox)
    assert "2 pelapor" in world.pages_to(officer)[-1].text
    assert "sudah ditarik" not in receipt.text
    await _presses(world, second, other, *BACK)
    (alert,) = await world.all(Alert)
    assert alert.status == "open"


async def test_whoever_had_pressed_by_mistake_says_it_again(world: World) -> None:
    """`Tetap laporkan`: it counts again, and goes on when the other takes theirs back."""
    officer = await world.enrol("Bripka Ilham", "officer")
    first, receipt = await _reports(world, "Ani", FIRE)
    second, other = await _reports(world, "Budi", SAME)
    await _presses(world, first, receipt, *BACK, "Tetap laporkan")
    assert "2 pelapor" in world.pages_to(officer)[-1].text
    assert "Salah kirim" in first.last.buttons
    await _presses(world, second, other, *BACK)
    (alert,) = await world.all(Alert)
    assert alert.status == "open"
    assert "sudah ditarik" in other.text
