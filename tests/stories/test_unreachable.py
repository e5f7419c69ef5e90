"""People who cannot be reached: the next contact is paged at once, and somebody is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import AlertEvent, Member
from tests.world import CITY, DISTRICT

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"


async def _people(world: World) -> tuple[Person, Person, Person, Person]:
    return (
        await world.enrol("Bripka Ilham", role="officer"),
        await world.enrol("Bripda Sari", role="deputy"),
        await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT),
        await world.enrol("Daeng Naba"),
    )


@pytest.mark.both_databases
async def test_a_page_that_comes_back_goes_on_at_once(world: World) -> None:
    """The officer's account is gone, nobody knew: the deputy hears of it in the same moment."""
    officer, deputy, chief, neighbour = await _people(world)
    officer.deactivates()
    await world.report(neighbour, FIRE, "Masih, kirim")
    assert len(world.pages_to(deputy)) == 1
    assert not world.pages_to(chief)
    assert await world.count(AlertEvent, AlertEvent.kind == "undelivered") == 1
    assert await world.count(Member, Member.unreachable_at.is_not(None)) == 1
    await world.passes(minutes=5)
    assert len(world.pages_to(chief)) == 1


async def test_one_of_two_who_is_heard_is_enough(world: World) -> None:
    """Officer and deputy are paged together; the deputy is gone, the officer heard it."""
    officer, deputy, chief, neighbour = await _people(world)
    deputy.deactivates()
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.passes(minutes=5)
    assert len(world.pages_to(officer)) == 2
    assert not world.pages_to(chief)
    await world.passes(minutes=5)
    assert len(world.pages_to(chief)) == 1


async def test_who_blocked_the_bot_is_passed_over(world: World) -> None:
    """Telegram said so beforehand: the deputy is paged at the first moment."""
    officer, deputy, _, neighbour = await _people(world)
    officer.blocks()
    await world.settle()
    await world.report(neighbour, FIRE, "Masih, kirim")
    assert len(world.pages_to(deputy)) == 1
    assert await world.count(AlertEvent, AlertEvent.kind == "undelivered") == 0


async def test_blocking_the_bot_while_paged_goes_on_at_once(world: World) -> None:
    """The officer blocks the bot a minute after the page: nobody waits for the other four."""
    officer, deputy, _, neighbour = await _people(world)
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.passes(minutes=1)
    officer.blocks()
    await world.settle()
    assert len(world.pages_to(deputy)) == 1


@pytest.mark.both_databases
async def test_everybody_is_gone_and_the_city_is_alarmed(world: World) -> None:
    """All three pages come back, one after the other: the city's supervisor hears why."""
    *three, neighbour = await _people(world)
    city = await world.enrol("Kompol Andi", role="supervisor", region=CITY)
    for person in three:
        person.deactivates()
    await world.report(neighbour, FIRE, "Masih, kirim")
    assert len(world.pages_to(city)) == 1
    assert "tidak ada petugas wilayah ini yang dapat dihubungi" in city.last.text


async def test_nobody_is_left_and_the_reporter_hears_it(world: World) -> None:
    """The last page came back too: "telepon 110"; who comes back is paged at once."""
    *three, neighbour = await _people(world)
    for person in three:
        person.blocks()
    await world.settle()
    await world.report(neighbour, FIRE, "Masih, kirim")
    assert any("kami terus mencoba" in message.text for message in neighbour.inbox)
    officer = three[0]
    officer.unblocks()
    officer.writes("/start")
    await world.settle()
    assert len(world.pages_to(officer)) == 1
    officer.presses("Saya tangani")
    await world.settle()
    assert "menangani laporan Anda" in neighbour.last.text


@pytest.mark.both_databases
async def test_who_comes_back_is_on_call_again(world: World) -> None:
    """Unblocked: the next report pages the officer as before."""
    officer, deputy, _, neighbour = await _people(world)
    officer.blocks()
    await world.settle()
    officer.unblocks()
    await world.settle()
    await world.report(neighbour, FIRE, "Masih, kirim")
    assert (len(world.pages_to(officer)), len(world.pages_to(deputy))) == (1, 0)


@pytest.mark.both_databases
async def test_a_reporter_who_is_back_reads_what_became_of_the_report(world: World) -> None:
    """They block the bot, the officer takes it and closes it: of both they hear the end, once."""
    officer, _, _, neighbour = await _people(world)
    ticket = await world.report(neighbour, FIRE, "Masih, kirim")
    neighbour.blocks()
    await world.settle()
    heard = len(neighbour.inbox)
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    assert len(neighbour.inbox) == heard
    await world.passes(hours=12)
    neighbour.unblocks()
    await world.settle()
    (news,) = neighbour.inbox[heard:]
    assert f"Tiket {ticket} · Sel 24 Nov 20.00 WITA" in news.text
    assert "tertangani" in news.text
    await world.writes(neighbour, "/start")
    assert [one for one in neighbour.inbox if "tertangani" in one.text and one.rows] == [news]
    neighbour.presses("Belum selesai", news)
    await world.settle()
    assert len(await world.sent(officer, "page")) == 2
