"""Many messages of one person slow down their own reports; no emergency, and nobody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.models import Delivery, Draft, Report
from tests.conftest import FAST_LIMITS
from tests.world import CITY, EVENING, VILLAGE, open_world

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.standin.person import Person
    from tests.world import World

LAMP = "Lampu jalan mati di RT 02"
SLOWED = "tekan Kirim lagi setelah"
OVERLAY = f"{FAST_LIMITS}[reports]\nper_person = 5\nper_person_crowded = 3\nper_village = 50\n"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """A count decides it: no database can differ in it."""
    return sqlite_url


@pytest.fixture
async def strict(tmp_path: Path, sqlite_url: str) -> AsyncIterator[World]:
    """Let a world allow few reports."""
    overlay = tmp_path / "overlay"
    overlay.mkdir()
    (overlay / "limits.toml").write_text(OVERLAY)
    async with open_world(tmp_path, config_overlay=overlay, database_url=sqlite_url) as world:
        yield world


async def _lamps(world: World, person: Person, number: int) -> None:
    for nth in range(number):
        await world.report(person, f"Lampu jalan mati di depan rumah nomor {nth + 1}")
        await world.passes(minutes=3)


async def test_who_sends_very_many_waits_and_loses_nothing(strict: World) -> None:
    """The sixth lamp within the hour stays a draft; an emergency and an accusation go at once."""
    officer = await strict.enrol("Bripka Ilham", "officer")
    chief = await strict.enrol("Kompol Karim", "supervisor", CITY)
    person = await strict.enrol("Daeng Naba")
    await _lamps(strict, person, 5)
    await strict.writes(person, LAMP)
    await strict.presses(person, "Kirim")
    assert SLOWED in person.last.text
    assert "21.00 WITA" in person.last.text
    assert await strict.count(Report) == 5
    await strict.report(person, "Ada kebakaran di RT 03, api besar", "Masih, kirim")
    assert len(strict.pages_to(officer)) == 1
    await strict.writes(person, "/darurat ada rampok bawa parang")
    assert len(strict.pages_to(officer)) == 2
    ticket = await strict.report(person, "Oknum polisi minta uang di pasar")
    assert ticket in chief.last.text
    await strict.passes(minutes=50)
    person.presses("Kirim")
    await strict.settle()
    assert await strict.count(Report, Report.text == LAMP) == 1


async def test_a_training_of_thirty_people(world: World) -> None:
    """Three reports each within ten minutes in one village: nobody is slowed down."""
    people = [await world.enrol(f"Peserta {chr(65 + nth % 26)}{nth}") for nth in range(30)]
    for nth in range(3):
        for place, person in enumerate(people):
            person.writes(f"Lampu jalan mati di depan rumah nomor {place * 3 + nth + 1}")
        await world.settle()
        for person in people:
            person.presses("Kirim")
        await world.settle()
        await world.passes(minutes=3)
    assert await world.count(Report, Report.village_code == VILLAGE) == 90
    assert all(SLOWED not in message.text for person in people for message in person.inbox)
    assert world.clock.now() - EVENING <= timedelta(minutes=10)


async def test_a_hundred_messages_in_a_minute_with_an_emergency_among_them(world: World) -> None:
    """It pages at once; each message is kept; another's card waits behind one of theirs."""
    officer = await world.enrol("Bripka Ilham", "officer")
    flooding, other = await world.enrol("Daeng Naba"), await world.enrol("Ani")
    for nth in range(100):
        if nth == 50:
            flooding.writes("/darurat ada rampok bawa parang di RT 01")
        elif nth == 70:
            flooding.writes("Ada kebakaran di RT 03, api besar")
        else:
            flooding.writes(f"Lampu jalan mati di depan rumah nomor {nth}")
    other.writes(LAMP)
    taken = await world.takes()
    assert taken > 0
    cards = await world.all(Delivery, Delivery.kind == "draft", Delivery.status == "pending")
    theirs, mine = await world.member_id(flooding), await world.member_id(other)
    drafts = {one.id: one.text for one in await world.all(Draft)}
    behind = {drafts[one.subject_id]: one.priority for one in cards if one.recipient_id == theirs}
    await world.settle()
    assert len(world.pages_to(officer)) == 1
    assert behind.get("Ada kebakaran di RT 03, api besar", 0) == 0
    assert all(one.priority == 0 for one in cards if one.recipient_id == mine)
    texts = "\n".join(one.text for one in await world.all(Draft))
    assert all(f"nomor {nth}\n" in f"{texts}\n" for nth in range(100) if nth not in {50, 70})
    await world.presses(flooding, "Masih, kirim")
    assert len(world.pages_to(officer)) == 2
