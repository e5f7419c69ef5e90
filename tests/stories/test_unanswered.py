"""Nobody answers: whoever reported is told who was called and what to do, and who comes later."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.ticket import without_tickets
from bot.models import Alert, AlertEvent
from tests.world import CITY, DISTRICT, opened_again

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
RAPE = "Ada anak dicabuli di lorong 4"
LAST_RESORT = 40  # minutes after the report, by the policy as it ships


async def _town(world: World) -> tuple[Person, Person]:
    """Officer and district below, the city above: who is the last resort, and a neighbour."""
    await world.enrol("Bripka Ilham", role="officer")
    await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    city = await world.enrol("Kompol Andi", role="supervisor", region=CITY)
    return city, await world.enrol("Daeng Naba")


def _told(person: Person) -> list[str]:
    return [one.text for one in person.inbox if "belum ada petugas yang menjawab" in one.text]


async def test_who_is_called_again_is_named_once(world: World) -> None:
    """Nobody else is left to call: one list says it."""
    await world.enrol("Bripka Ilham", role="officer")
    await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.passes(minutes=LAST_RESORT)
    (told,) = _told(neighbour)
    assert told.count("Bhabinkamtibmas Kel. Karuwisi") == 1
    assert "kami panggil lagi" in told


async def test_silence_to_the_end_is_told_to_whoever_reported(world: World) -> None:
    """110 first, then by office who was called and who is now; once, though it goes on."""
    city, neighbour = await _town(world)
    ticket = await world.report(neighbour, FIRE, "Masih, kirim")
    await world.passes(minutes=LAST_RESORT - 1)
    assert not _told(neighbour)
    await world.passes(minutes=1)
    (told,) = _told(neighbour)
    assert ticket in told
    assert told.index("110") < told.index("Sudah dipanggil")
    called, _, following = told.partition("Sekarang dipanggil")
    assert "Bhabinkamtibmas Kel. Karuwisi" in called
    assert "Pimpinan" in called
    assert "Makassar" in following
    assert "Ilham" not in told
    (receipt,) = [one for one in neighbour.inbox if "✅ Terkirim" in one.text]
    assert "Belum ada petugas yang menjawab" in receipt.text
    assert "sedang kami hubungi" not in receipt.text
    await world.passes(hours=2)
    assert len(_told(neighbour)) == 1
    await world.presses(city, "Saya tangani")
    assert sum("menangani laporan Anda" in one.text for one in neighbour.inbox) == 1
    assert "menangani laporan Anda" in neighbour.last.text


@pytest.mark.both_databases
async def test_a_kill_neither_forgets_nor_repeats_it(world: World) -> None:
    """It is owed in the very transaction that calls the last resort."""
    _, neighbour = await _town(world)
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.passes(minutes=LAST_RESORT - 1)
    world.clock.advance(timedelta(minutes=1))
    await world.app.ticker.tick()
    assert not _told(neighbour)
    async with opened_again(world, world.url) as again:
        await again.settle()
        await again.passes(minutes=30)
        assert len(_told(neighbour)) == 1


async def test_after_a_lapse_it_may_be_told_anew(world: World) -> None:
    """Somebody took it and gave no word: it is told again only once nobody answered after that."""
    city, neighbour = await _town(world)
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.passes(minutes=LAST_RESORT)
    await world.presses(city, "Saya tangani")
    await world.passes(minutes=35)
    assert "dihubungi lagi" in neighbour.last.text
    assert len(_told(neighbour)) == 1
    await world.passes(minutes=30)
    assert len(_told(neighbour)) == 2
    assert "Bhabinkamtibmas" not in _told(neighbour)[1]


async def test_who_has_just_been_called_first_has_had_no_time(world: World) -> None:
    """Only the city is there and is called at once: nobody has failed to answer yet."""
    await world.enrol("Kompol Andi", role="supervisor", region=CITY)
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    assert not _told(neighbour)
    await world.passes(minutes=30)
    assert len(_told(neighbour)) == 1


async def test_an_answer_that_comes_before_it_is_sent_makes_it_untrue(world: World) -> None:
    """It waited for its turn; meanwhile the city has taken it: nothing of it is sent."""
    city, neighbour = await _town(world)
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.passes(minutes=LAST_RESORT - 1)
    world.clock.advance(timedelta(minutes=1))
    await world.app.ticker.tick()
    (alert,) = await world.all(Alert)
    city.presses_data(world.app.vault.sign(city.id, f"a:{alert.id}:ack:1"), city.last)
    await world.takes()
    await world.settle()
    assert not _told(neighbour)
    assert "menangani laporan Anda" in neighbour.last.text


async def test_of_a_confidential_report_no_office_tells_what_it_is(world: World) -> None:
    """The unit is somebody who is entitled; its name would say it on any screen."""
    await world.enrol("Aipda Mira", role="unit:ppa", region=CITY)
    await world.enrol("Kompol Andi", role="supervisor", region=CITY)
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, RAPE)
    await world.passes(hours=2)
    (told,) = _told(neighbour)
    assert "petugas yang berwenang" in told
    assert "PPA" not in without_tickets(told)
    assert "anak" not in told
    assert await world.count(AlertEvent, AlertEvent.kind == "unanswered") == 1
