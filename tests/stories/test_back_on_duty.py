"""Who was away and is back sees what is open; who forgot to go off duty is asked once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.fires import data_of

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
THIEF = "Ada maling di RT 01"


def _shown(person: Person) -> list[Message]:
    return [one for one in person.inbox if one.buttons == ["Buka tugas"]]


def _asked(person: Person) -> list[Message]:
    return [one for one in person.inbox if "Masih jaga" in one.buttons]


async def test_who_unblocks_the_bot_sees_what_came_meanwhile(world: World) -> None:
    """Two reports while blocked, one of them over: the other is listed, and a button opens it."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    neighbour = await world.enrol("Daeng Naba")
    officer.blocks()
    await world.settle()
    over = await world.report(neighbour, THIEF, "Masih, kirim")
    await world.presses(deputy, "Tidak ada kejadian")
    await world.passes(minutes=2)
    ticket = await world.report(neighbour, FIRE, "Masih, kirim")
    officer.unblocks()
    await world.settle()
    (card,) = _shown(officer)
    assert "2 laporan baru di wilayah Anda, 1 sudah selesai" in card.text
    assert ticket in card.text
    assert over not in card.text
    await world.presses(officer, "Buka tugas")
    assert ticket in officer.last.text


@pytest.mark.both_databases
async def test_who_comes_on_duty_again_sees_it_once(world: World) -> None:
    """Off duty for two hours; a resident who never served is shown nothing."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.writes(officer, "/jaga")
    assert not _shown(officer)
    await world.presses(officer, "Lepas jaga")
    ticket = await world.report(neighbour, FIRE, "Masih, kirim")
    await world.passes(hours=2)
    await world.presses(officer, "Mulai jaga")
    (card,) = _shown(officer)
    assert "1 laporan baru" in card.text
    assert ticket in card.text
    assert not _shown(neighbour)


async def test_jaga_shows_what_is_open_above_the_duty(world: World) -> None:
    """The card whose buttons go on or off duty is the newest."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, FIRE, "Masih, kirim")
    await world.writes(officer, "/jaga")
    (card,) = _shown(officer)
    assert ticket in card.text
    assert officer.last.buttons == ["Lepas jaga"]


@pytest.mark.both_databases
async def test_who_forgot_to_go_off_duty_is_asked_next_morning_once(world: World) -> None:
    """On duty since 21.00 the evening before: at 07.00 two buttons, and never again."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    await world.writes(officer, "/jaga")
    await world.presses(officer, "Lepas jaga")
    await world.passes(hours=1)
    await world.presses(officer, "Mulai jaga")
    await world.passes(hours=9, minutes=59)
    assert not _asked(officer)
    await world.passes(minutes=1)
    (asked,) = _asked(officer)
    assert asked.buttons == ["Masih jaga", "Lepas jaga"]
    await world.passes(hours=48)
    assert len(_asked(officer)) == 1
    officer.presses("Masih jaga", asked)
    await world.settle()
    assert "bertugas" in asked.text
    assert asked.buttons == ["Lepas jaga"]


async def test_who_went_off_duty_is_not_asked(world: World) -> None:
    """Neither who went off in time nor who never said that they are on."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    never = await world.enrol("Bripda Sari", role="deputy")
    await world.writes(officer, "/jaga")
    await world.presses(officer, "Lepas jaga", "Mulai jaga", "Lepas jaga")
    await world.passes(hours=48)
    assert not _asked(officer)
    assert not _asked(never)


async def test_the_question_answers_by_going_off_duty(world: World) -> None:
    """The second button goes off duty in place."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    await world.writes(officer, "/jaga")
    await world.presses(officer, "Lepas jaga", "Mulai jaga")
    await world.passes(hours=12)
    (asked,) = _asked(officer)
    officer.presses("Lepas jaga", asked)
    await world.settle()
    assert "lepas jaga sejak" in asked.text


async def test_who_went_off_since_is_not_told_that_they_are_on(world: World) -> None:
    """The reminder of the morning lies above; `Masih jaga` below it is true no more."""
    officer = await world.enrol("Bripka Ilham", "officer")
    await world.writes(officer, "/jaga")
    await world.presses(officer, "Lepas jaga", "Mulai jaga")
    await world.passes(hours=40)
    asked = _asked(officer)[-1]
    data = data_of(asked, "Masih jaga")
    await world.writes(officer, "/jaga")
    await world.presses(officer, "Lepas jaga")
    officer.presses_data(data, asked)
    await world.settle()
    assert officer.toasts[-1] == "Anda sedang tidak bertugas."
