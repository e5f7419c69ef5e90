"""One fire at the border of two villages: each officer learns that the other has a report too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Incident
from tests.stories.two_reports import STILL, told_of
from tests.world import NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

pytestmark = pytest.mark.nation
BEYOND = "ada laporan serupa"
AT_THE_MARKET = "Kebakaran dekat Pasar Pannampu"


async def _two(world: World) -> tuple[Person, Person, Person, Person]:
    here = await world.enrol("Bripka Ilham", role="officer")
    there = await world.enrol("Bripka Rahman", role="officer", region=NEIGHBOUR_VILLAGE)
    ani = await world.enrol("Ani")
    budi = await world.enrol("Budi", region=NEIGHBOUR_VILLAGE)
    return here, there, ani, budi


async def test_a_landmark_at_the_border(world: World) -> None:
    """Two incidents, two pages, nothing joined: each card points next door, without a ticket."""
    here, there, ani, budi = await _two(world)
    first = await world.report(ani, "Kebakaran dekat Pasar Pannampu, api besar")
    assert BEYOND not in here.last.text
    second = await world.report(budi, "Ada kebakaran di pasar Pannampu")
    assert await world.count(Incident) == 2
    for officer, other in ((here, second), (there, first)):
        assert BEYOND in officer.last.text
        assert "hubungi petugas di sana" in officer.last.text
        assert other not in officer.last.text
        assert "Gabung" not in officer.last.buttons
    assert "Karuwisi" in there.last.text
    await world.presses(there, "Saya tangani", "Selesai", "Tertangani")
    await world.presses(here, "Saya tangani")
    assert BEYOND not in here.last.text


async def test_what_is_elsewhere_is_not_pointed_at(world: World) -> None:
    """Another market, only an RT, another kind, or what is confidential: nothing is said."""
    here, there, ani, budi = await _two(world)
    await world.report(ani, "Kebakaran dekat Pasar Pannampu, api besar")
    for text in (
        "Kebakaran di Pasar Terong",
        "Kebakaran di RT 03, api besar",
        "Tawuran di Pasar Pannampu",
        "Istri tetangga dipukul suami dekat Pasar Pannampu, tolong",
    ):
        await world.report(budi, text)
        assert BEYOND not in there.last.text
    assert BEYOND not in here.last.text
    assert {one.village_code for one in await world.all(Incident)} == {VILLAGE, NEIGHBOUR_VILLAGE}


async def test_next_door_is_named_as_long_as_it_is_open(world: World) -> None:
    """Its case names another one of its own village: the card over here follows it all the same."""
    there, budi = (
        await world.enrol("Bripka Rahman", role="officer", region=NEIGHBOUR_VILLAGE),
        await world.enrol("Citra", region=NEIGHBOUR_VILLAGE),
    )
    two = await told_of(world, beside=f"{AT_THE_MARKET}, api besar")
    await world.report(budi, AT_THE_MARKET, STILL)
    assert BEYOND in there.last.text
    card = there.last
    await two.presses(two.newer, "Tidak ada kejadian")
    assert BEYOND not in card.text
    await two.presses(two.newer, "Buka lagi")
    assert BEYOND in card.text
    await two.merges()
    assert BEYOND in card.text
    await two.presses(two.older, "Tidak ada kejadian")
    assert BEYOND not in card.text
