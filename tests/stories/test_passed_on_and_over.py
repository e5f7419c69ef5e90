"""What was passed on to the night watch is closed: they hear that they need not stand by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import statements
from tests.stories.fires import data_of
from tests.stories.test_silent_hours import sounds

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.stories.two_reports import Two
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
OVER = "Tidak perlu siaga lagi"


async def _passed_on(world: World) -> tuple[Person, Person, Person]:
    officer = await world.enrol("Bripka Ilham", "officer")
    watch = await world.enrol("Daeng Ngalle", "watch")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE)
    await world.presses(officer, "Saya tangani", "Lainnya", "Kabari pos ronda", "Kirim")
    return officer, watch, neighbour


async def test_the_watch_hears_once_that_it_is_over(world: World) -> None:
    """The officer closes it; opened again and closed once more it is no news to the watch."""
    officer, watch, neighbour = await _passed_on(world)
    await world.presses(officer, "Selesai", "Tertangani")
    (told,) = await world.sent(watch, "relay_ended")
    assert "Kebakaran" in told.text
    assert "sudah ditutup" in told.text
    assert OVER in told.text
    assert "Ilham" not in told.text
    assert "Warga" not in told.text
    assert told.buttons == []
    await world.presses(neighbour, "Belum selesai")
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    assert len(await world.sent(watch, "relay_ended")) == 1


async def test_in_silent_hours_it_makes_no_sound(world: World) -> None:
    """The call to stand by rang; that it is over may wait for the morning."""
    head = await world.enrol("Pak Lurah", "village_head")
    officer, watch, _ = await _passed_on(world)
    await world.writes(head, "/atur")
    await world.presses(head, "Jam senyap", "22.00-05.00 WITA")
    await world.passes(hours=3)
    officer.presses("Saya tangani", world.pages_to(officer)[-1])
    await world.settle()
    await world.presses(officer, "Selesai", "Tertangani")
    assert sounds(world, head, OVER) == [False]
    assert sounds(world, watch, OVER) == [True]


async def test_its_reporter_takes_it_back(world: World) -> None:
    """Nothing happened: the watch goes home."""
    _, watch, neighbour = await _passed_on(world)
    await world.writes(neighbour, "salah kirim")
    await world.presses(neighbour, "Ya, salah kirim")
    (told,) = await world.sent(watch, "relay_ended")
    assert "tidak ada kejadian" in told.text


async def test_what_was_put_to_another_ends_with_that(world: World, two: Two) -> None:
    """It was passed on before it was put to it: the watch hears when the other is closed."""
    watch = await world.enrol("Daeng Ngalle", "watch")
    for card in (two.older, two.newer):
        await two.presses(card, "Saya tangani")
    newer = two.newer
    join = data_of(newer, "Gabung")
    await two.presses(newer, "Kabari pos ronda")
    await two.presses(newer, "Kirim")
    two.officer.presses_data(join, newer)
    await world.settle()
    assert "DIGABUNG" in newer.text
    assert not await world.sent(watch, "relay_ended")
    for label in ("Selesai", "Tertangani"):
        two.officer.presses(label, two.older)
        await world.settle()
    assert len(await world.sent(watch, "relay_ended")) == 1


async def test_where_nothing_was_passed_on_closing_asks_once(world: World, two: Two) -> None:
    """By the reports that stand in it, and of no other incident, however many there ever were."""
    await two.merges()
    await two.presses(two.older, "Saya tangani")
    await two.presses(two.older, "Selesai")
    two.officer.presses("Tertangani", two.older)
    with statements.heard(world) as asked:
        assert await world.takes() == 1
    assert [one for one in asked if "promise_key IN" in one] == []
    assert [one for one in asked if "incidents.merged_into_id IN" in one] == []
    assert len([one for one in asked if "merges.into_id" in one]) == 1
