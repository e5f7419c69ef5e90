"""/aman: a watch post's word that all is well."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from bot.models import Report, Situation
from tests.world import NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"


async def test_one_word_says_that_all_is_well(world: World) -> None:
    """With the number behind it, nothing is asked; the answer reads like a watch's report."""
    guard = await world.enrol("Daeng Tata", role="watch")
    guard.writes("/aman 3")
    await world.settle()
    assert "Ronda 3 orang" in guard.last.text
    assert "AMAN TERKENDALI" in guard.last.text
    assert "NIHIL" in guard.last.text
    assert "20.00 WITA" in guard.last.text
    (said,) = await world.all(Situation)
    assert (said.village_code, said.on_watch) == (VILLAGE, 3)
    assert said.watch_date == date(2026, 11, 24)


async def test_the_number_is_asked_for(world: World) -> None:
    """Three usual ones by button, any other typed."""
    guard = await world.enrol("Daeng Tata", role="watch")
    guard.writes("/aman")
    await world.settle()
    assert guard.last.buttons == ["2", "3", "4", "Lainnya"]
    guard.presses("Lainnya")
    await world.settle()
    guard.writes("0")
    await world.settle()
    assert "1 sampai 99" in guard.last.text
    guard.writes("12")
    await world.settle()
    assert [said.on_watch for said in await world.all(Situation)] == [12]


async def test_a_number_is_typed_without_a_button(world: World) -> None:
    """Whoever types how many, as one answers a question, is understood; once, and no report."""
    guard = await world.enrol("Daeng Tata", role="watch")
    await world.writes(guard, "situasi aman terkendali", "5")
    assert [said.on_watch for said in await world.all(Situation)] == [5]
    await world.writes(guard, "/aman")
    await world.presses(guard, "3")
    await world.writes(guard, "7")
    assert [said.on_watch for said in await world.all(Situation)] == [3]
    assert "BELUM TERKIRIM" in guard.last.text


async def test_a_cry_for_help_is_no_number(world: World) -> None:
    """Whoever is asked for a number and writes of a fire reports a fire."""
    guard = await world.enrol("Daeng Tata", role="watch")
    guard.writes("/aman")
    await world.settle()
    guard.presses("Lainnya")
    await world.settle()
    guard.writes(FIRE)
    await world.settle()
    assert "Masih, kirim" in guard.last.buttons


async def test_a_second_word_corrects_the_first(world: World) -> None:
    """One night, one line: the newest number counts."""
    guard = await world.enrol("Daeng Tata", role="watch")
    for text in ("/aman 3", "/aman 5"):
        guard.writes(text)
        await world.settle()
    assert [said.on_watch for said in await world.all(Situation)] == [5]


async def test_the_night_belongs_to_the_date_on_which_it_began(world: World) -> None:
    """At two in the morning it is still yesterday's watch."""
    guard = await world.enrol("Daeng Tata", role="watch")
    world.clock.at = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)  # 02.00 WITA on the 25th
    guard.writes("/aman 3")
    await world.settle()
    (said,) = await world.all(Situation)
    assert said.watch_date == date(2026, 11, 24)
    assert "24" in guard.last.text


async def test_who_watches_two_villages_says_which(world: World) -> None:
    """The number is kept while the village is asked for."""
    guard = await world.enrol("Daeng Tata", role="watch")
    guard.writes(f"/start {await world.invite('forum', NEIGHBOUR_VILLAGE)}")
    await world.settle()
    guard.writes("/aman 3")
    await world.settle()
    assert len(guard.last.buttons) == 2
    guard.presses(guard.last.buttons[1])
    await world.settle()
    (said,) = await world.all(Situation)
    assert (said.village_code, said.on_watch) == (NEIGHBOUR_VILLAGE, 3)


async def test_who_watches_many_villages_turns_the_page(world: World) -> None:
    """Four buttons at most: three villages and a way to the others."""
    guard = await world.enrol("Daeng Tata", role="watch")
    for number in range(1002, 1006):
        guard.writes(f"/start {await world.invite('watch', f'73.71.09.{number}')}")
        await world.settle()
    guard.writes("/aman 3")
    await world.settle()
    first = guard.last.buttons
    assert len(first) == 4
    guard.presses("Lainnya")
    await world.settle()
    second = guard.last.buttons
    assert len({*first[:3], *second}) == 5
    guard.presses(second[-1])
    await world.settle()
    assert "AMAN TERKENDALI" in guard.last.text


async def test_a_resident_is_not_on_watch(world: World) -> None:
    """It is refused with a sentence, and nothing is stored."""
    neighbour = await world.enrol("Ani")
    neighbour.writes("/aman 3")
    await world.settle()
    assert "peran Anda" in neighbour.last.text
    assert await world.count(Situation) == 0
    assert await world.count(Report) == 0
