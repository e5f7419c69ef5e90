"""What is against an officer where nobody above the district serves: kept, and read by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Report
from tests.world import CITY, DISTRICT

if TYPE_CHECKING:
    from bot.standin.person import Person
    from tests.world import World

AGAINST = "Pak Bhabin sombong sekali kalau ditanya warga"


async def _accuser(world: World) -> Person:
    """Somebody whose draft is against an officer, and goes past them."""
    neighbour = await world.enrol("Daeng Naba")
    await world.writes(neighbour, AGAINST)
    await world.presses(neighbour, "Jangan ke petugas desa")
    return neighbour


@pytest.mark.both_databases
async def test_it_waits_for_whoever_comes_to_lead_the_regency(world: World) -> None:
    """Its card says so before it is sent, the district never reads it, and nothing is lost."""
    station = await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    neighbour = await _accuser(world)
    assert "belum ada yang membacanya" in neighbour.last.text
    assert "Propam" in neighbour.last.text
    await world.presses(neighbour, "Kirim")
    ticket = await world.newest_ticket()
    assert "belum ada yang membaca laporan Anda" in neighbour.last.text
    await world.passes(days=10)
    above = await world.enrol("Kompol Sewang", "supervisor", CITY)
    assert any(ticket in one.text and "sombong" in one.text for one in above.inbox)
    await world.enrol("Ipda Rahman", "supervisor", DISTRICT)
    await world.writes(station, "/tugas", f"/laporan {ticket}", "/ringkasan", "/ringkasan bulan")
    await world.passes(days=8)
    read = "\n".join(one.text for one in station.inbox)
    assert all(word not in read for word in (f"{ticket} ·", "sombong", "rahasia"))


async def test_where_somebody_above_serves_its_card_says_nothing_of_it(world: World) -> None:
    """Who will read it stands there alone."""
    await world.enrol("Kompol Sewang", "supervisor", CITY)
    neighbour = await _accuser(world)
    assert "hanya dibaca pimpinan polisi di atas Polsek" in neighbour.last.text
    assert "Propam" not in neighbour.last.text


@pytest.mark.both_databases
async def test_whoever_leaves_before_it_is_sent_is_told_of_first(world: World) -> None:
    """Its card had promised a reader: it is not sent, it says so, and a second press sends it."""
    above = await world.enrol("Kompol Sewang", "supervisor", CITY)
    neighbour = await _accuser(world)
    await world.ends(above, "supervisor", CITY)
    await world.presses(neighbour, "Kirim")
    assert await world.count(Report) == 0
    assert "belum ada yang membacanya" in neighbour.last.text
    await world.presses(neighbour, "Kirim")
    assert await world.count(Report) == 1


async def test_of_a_place_that_is_told_later_its_card_says_it_first(world: World) -> None:
    """Kirim was pressed before the village was known: nobody serves above it."""
    stranger = world.telegram.person("Cici")
    await world.writes(stranger, AGAINST)
    await world.presses(stranger, "Setuju", "Jangan ke petugas desa", "Kirim")
    await world.writes(stranger, "Karuwisi, Panakkukang")
    await world.presses(stranger, stranger.last.buttons[0])
    assert await world.count(Report) == 0
    assert "belum ada yang membacanya" in stranger.last.text
    await world.presses(stranger, "Kirim")
    assert await world.count(Report) == 1
