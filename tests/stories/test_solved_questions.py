"""A day after a report was closed its reporter is asked once whether it is solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reported_fire import reported_fire
from tests.world import CITY

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

VIOLENCE = "Istri tetangga dipukul suami, tolong"


async def _closed(world: World) -> tuple[Person, Person]:
    officer, neighbour, *_ = await reported_fire(world)
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    return officer, neighbour


async def test_a_day_later_the_reporter_is_asked_once(world: World) -> None:
    """Sudah leaves it closed; the next days ask nothing more."""
    _, neighbour = await _closed(world)
    await world.passes(hours=23)
    assert await world.sent(neighbour, "solved_question") == []
    await world.passes(hours=2)
    (asked,) = await world.sent(neighbour, "solved_question")
    neighbour.presses("Sudah", asked)
    await world.settle()
    assert neighbour.toasts[-1] == "Terima kasih. Laporan ini tetap ditutup."
    await world.passes(days=3)
    assert len(await world.sent(neighbour, "solved_question")) <= 1


async def test_what_is_not_solved_pages_again(world: World) -> None:
    """Belum selesai under the question reopens; the officer is called."""
    officer, neighbour = await _closed(world)
    await world.passes(hours=25)
    before = len(await world.sent(officer, "page"))
    (asked,) = await world.sent(neighbour, "solved_question")
    neighbour.presses("Belum selesai", asked)
    await world.settle()
    assert len(await world.sent(officer, "page")) == before + 1


async def test_where_nothing_was_found_nobody_is_asked(world: World) -> None:
    """The news said so and how to contradict: no question comes a day later."""
    officer, neighbour, *_ = await reported_fire(world)
    await world.presses(officer, "Tidak ada kejadian")
    await world.passes(hours=25)
    assert await world.sent(neighbour, "solved_question") == []
    assert (await world.sent(neighbour, "report_news"))[-1].buttons == ["Belum selesai"]


async def test_what_ended_otherwise_meanwhile_is_not_asked_about(world: World) -> None:
    """Closed, opened again, and then found to be nothing: the last word counts."""
    officer, neighbour = await _closed(world)
    await world.presses(neighbour, "Belum selesai")
    await world.presses(officer, "Tidak ada kejadian")
    await world.passes(hours=25)
    assert await world.sent(neighbour, "solved_question") == []


async def test_what_goes_on_again_or_is_confidential_is_not_asked_about(world: World) -> None:
    """Reopened before the day is over: nobody asks; nor without a word that it is safe."""
    _, neighbour = await _closed(world)
    await world.presses(neighbour, "Belum selesai")
    unit = await world.enrol("Ipda Murni", role="unit:ppa", region=CITY)
    other = await world.enrol("Daeng Naba")
    await world.report(other, VIOLENCE)
    await world.presses(unit, "Saya tangani", "Selesai", "Tertangani")
    await world.outage(hours=24)  # each half hour of an open alert pages the same people
    await world.passes(hours=1)
    for person in (neighbour, other):
        assert await world.sent(person, "solved_question") == []
