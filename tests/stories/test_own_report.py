"""Somebody on call reports something: others are called, and never they alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import AlertEvent
from tests.world import CITY, DISTRICT

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
RUBBISH = "/darurat Sampah menumpuk di selokan RT 03"


def _pages(world: World, *people: Person) -> list[int]:
    return [len(world.pages_to(person)) for person in people]


async def test_an_officers_own_report_calls_the_deputy_at_once(world: World) -> None:
    """The officer's step is nobody's: it is passed, and the deputy's begins; both have its card."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    await world.report(officer, FIRE, "Masih, kirim")
    assert _pages(world, officer, deputy) == [1, 1]
    await world.presses(deputy, "Saya tangani")
    assert "Wakil Bhabinkamtibmas Kel. Karuwisi menangani laporan Anda" in officer.last.text


async def test_where_nobody_else_serves_the_district_is_called_at_once(world: World) -> None:
    """No deputy: the supervisor's step begins in the same moment, and in every round."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    await world.report(officer, FIRE, "Masih, kirim")
    assert _pages(world, officer, chief) == [0, 1]
    await world.passes(minutes=10)
    assert _pages(world, officer, chief) == [0, 2]


async def test_who_is_all_alone_hears_that_nobody_is_called(world: World) -> None:
    """Not even the last resort is anybody else: 110, said once; nobody pages themself."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    await world.report(officer, FIRE, "Masih, kirim")
    assert _pages(world, officer) == [0]
    news = await world.sent(officer, "report_news")
    assert sum("kami terus mencoba" in one.text for one in news) == 1
    deputy = await world.enrol("Bripda Sari", role="deputy")
    assert _pages(world, officer, deputy) == [1, 1]


async def test_a_page_of_ones_own_is_no_page_that_was_heard(world: World) -> None:
    """The deputy has blocked the bot since: the supervisor is called without waiting."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    deputy.deactivates()
    await world.report(officer, FIRE, "Masih, kirim")
    assert _pages(world, chief) == [1]


async def test_a_village_heads_own_emergency_goes_past_them(world: World) -> None:
    """The category names the village head alone: the district is called at once."""
    head = await world.enrol("Pak Lurah", role="village_head")
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    await world.writes(head, RUBBISH)
    assert _pages(world, head, chief) == [0, 1]
    assert await world.count(AlertEvent, AlertEvent.kind == "nobody") == 2


async def test_a_units_own_report_goes_to_whoever_stands_in(world: World) -> None:
    """The one member of the unit writes it: the regency's supervisor stands in."""
    unit = await world.enrol("Aipda Mira", role="unit:ppa")
    city = await world.enrol("Kompol Andi", role="supervisor", region=CITY)
    await world.report(unit, "Ada anak dicabuli di lorong 4")
    assert _pages(world, unit, city) == [1, 1]
