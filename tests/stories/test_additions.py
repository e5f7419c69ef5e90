"""Whoever has more to say names the ticket: it is put to the report that is being answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Alert, Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.standin.telegram import Person
    from tests.world import World

FIRE = "Kebakaran di RT 03"
MORE = "apinya merembet ke rumah sebelah"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """No database can differ in it."""
    return sqlite_url


async def _adds(world: World, person: Person, ticket: str) -> Sequence[Report]:
    await world.report(person, f"{ticket}: {MORE}", "Kirim")
    found: Sequence[Report] = sorted(await world.all(Report), key=lambda one: one.created_at)
    return found


async def test_what_names_its_ticket_is_put_to_the_report(world: World) -> None:
    """Nobody is paged twice; the officer reads it on the card, the reporter that it was added."""
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    first = (await world.all(Report))[0].ticket
    assert "Bhabinkamtibmas Kel. Karuwisi sedang kami hubungi" in neighbour.last.text
    assert f"Tulis pesan baru dengan {first} di dalamnya" in neighbour.last.text
    await world.passes(seconds=30)
    reports = await _adds(world, neighbour, first)
    assert len({one.incident_id for one in reports}) == 1
    assert len({one.alias for one in reports}) == 1
    assert len(world.pages_to(officer)) == await world.count(Alert) == 1
    assert MORE in officer.last.text
    assert f"Ditambahkan ke laporan Anda yang belum selesai ({first})" in neighbour.last.text


async def test_what_is_added_tells_no_more_of_its_writer_than_the_first(world: World) -> None:
    """The first was sent with Anonim; the second with Kirim: both are anonymous."""
    await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    neighbour.writes(FIRE)
    await world.settle()
    await world.presses(neighbour, "Anonim", "Masih, kirim")
    first = (await world.all(Report))[0]
    await world.passes(seconds=30)
    reports = await _adds(world, neighbour, first.ticket)
    assert [one.anonymous for one in reports] == [True, True]
    assert {one.alias for one in reports} == {first.alias}


async def test_anothers_ticket_joins_nothing(world: World) -> None:
    """Nor one that paged nobody, nor what goes past the officer: each is a report of its own."""
    await world.enrol("Bripka Ilham", "officer")
    neighbour, other = await world.enrol("Daeng Naba"), await world.enrol("Ani")
    await world.report(neighbour, FIRE, "Masih, kirim")
    first = (await world.all(Report))[0].ticket
    await _adds(world, other, first)
    await world.report(neighbour, f"{first}: oknum polisi minta uang", "Kirim")
    await world.report(neighbour, "lampu jalan mati", "Kirim")
    lamp = next(one.ticket for one in await world.all(Report) if one.category == "fasum")
    await world.report(neighbour, f"{lamp}: masih gelap", "Kirim")
    reports = await world.all(Report)
    assert len({one.incident_id for one in reports}) == len(reports) == 5
