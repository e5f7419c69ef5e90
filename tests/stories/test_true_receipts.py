"""A receipt says what is so at that moment: it is drawn anew whenever whoever is called changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.world import DISTRICT

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
OFFICER, DEPUTY = "Bhabinkamtibmas Kel. Karuwisi", "Wakil Bhabinkamtibmas Kel. Karuwisi"


def _receipt(person: Person) -> Message:
    return next(one for one in person.inbox if "Terkirim · tiket" in one.text)


async def _is_as_asked_for_now(world: World, person: Person) -> str:
    """Return what the receipt says of how it stands: the same as one that is asked for now."""
    shown = _receipt(person).text
    await world.writes(person, "/laporanku")
    label = next(one for one in person.last.buttons if "Kebakaran" in one)
    await world.presses(person, label)
    now = person.last.text
    said, is_so = (text.split("\n\n")[1] for text in (shown, now))
    assert said == is_so
    return said


@pytest.mark.both_databases
async def test_whoever_is_called_as_time_passes(world: World) -> None:
    """The officer, then the deputy and who leads them: each is named once they are called."""
    await world.enrol("Bripka Ilham", "officer")
    await world.enrol("Bripda Sari", "deputy")
    await world.enrol("Kompol Sewang", "supervisor", DISTRICT)
    person = await world.enrol("Ani")
    await world.report(person, FIRE, "Masih, kirim")
    assert DEPUTY not in await _is_as_asked_for_now(world, person)
    await world.passes(minutes=6)
    assert f"{OFFICER}, {DEPUTY} sedang" in await _is_as_asked_for_now(world, person)


@pytest.mark.both_databases
async def test_a_page_that_comes_back(world: World) -> None:
    """The officer has blocked the bot: the receipt names who is called in their place."""
    officer = await world.enrol("Bripka Ilham", "officer")
    await world.enrol("Bripda Sari", "deputy")
    person = await world.enrol("Ani")
    world.telegram.faults.add("forbidden", method="sendMessage", chat=officer)
    await world.report(person, FIRE, "Masih, kirim")
    assert (await _is_as_asked_for_now(world, person)).startswith(DEPUTY)


async def test_whoever_is_called_blocks_the_bot(world: World) -> None:
    """They are called no more, and named again once they are back."""
    officer = await world.enrol("Bripka Ilham", "officer")
    await world.enrol("Bripda Sari", "deputy")
    person = await world.enrol("Ani")
    await world.report(person, FIRE, "Masih, kirim")
    officer.blocks()
    await world.settle()
    assert (await _is_as_asked_for_now(world, person)).startswith(DEPUTY)
    officer.unblocks()
    await world.settle()
    assert (await _is_as_asked_for_now(world, person)).startswith(f"{OFFICER}, ")


async def test_nobody_is_left_and_somebody_comes_back(world: World) -> None:
    """Nobody can be reached; then the officer is back and is called."""
    officer = await world.enrol("Bripka Ilham", "officer")
    person = await world.enrol("Ani")
    officer.blocks()
    await world.settle()
    await world.report(person, FIRE, "Masih, kirim")
    assert "Belum ada petugas yang dapat dihubungi" in await _is_as_asked_for_now(world, person)
    officer.unblocks()
    await world.settle()
    await world.tick()
    assert "Belum ada petugas" not in await _is_as_asked_for_now(world, person)
