"""An officer reads how a reporter's earlier reports ended, where it tells nothing of who it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from bot.models import Alert, Member, Report

if TYPE_CHECKING:
    from bot.standin.person import Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
OFTEN = "sering melapor, umumnya benar"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On one database: a count and a column decide it."""
    return sqlite_url


async def _village(world: World, alike: int) -> tuple[Person, Person]:
    """Let so many neighbours have reported often and rightly; return the officer and one."""
    officer = await world.enrol("Bripka Ilham", "officer")
    people = [await world.enrol(f"Tetangga {chr(65 + nth)}") for nth in range(alike)]
    members = [await world.member_id(one) for one in people]
    async with world.app.database.writing() as session:
        known = update(Member).where(Member.id.in_(members))
        await session.execute(known.values(trust="often_true"))
    return officer, people[0]


async def test_a_band_is_shown_where_five_are_in_it(world: World) -> None:
    """It changes nothing of how the report is treated, and is hidden with "Anonim"."""
    officer, neighbour = await _village(world, 5)
    stranger = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE)
    assert OFTEN in officer.last.text
    await world.report(stranger, "Ada rampok bawa parang di rumah Pak Amir")
    assert OFTEN not in officer.last.text
    first, second = await world.all(Alert)
    assert (first.policy["steps"], first.priority) == (second.policy["steps"], second.priority)
    await world.writes(neighbour, "Lampu jalan mati di depan masjid")
    await world.presses(neighbour, "Anonim", "Kirim")
    await world.report(neighbour, "Istri tetangga dipukul suami, tolong")
    assert [one.trust for one in await world.all(Report)] == ["often_true", None, None, None]


async def test_one_of_four_would_be_known_by_it(world: World) -> None:
    """There nothing is shown, be it good or bad."""
    officer, neighbour = await _village(world, 4)
    await world.report(neighbour, FIRE)
    assert OFTEN not in officer.last.text
    assert await world.count(Report, Report.trust.is_not(None)) == 0


async def test_a_band_comes_with_how_reports_ended(world: World) -> None:
    """Two that were handled; taken back where one is opened again, and none by what was false."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Ani")
    bands = []
    for text in (FIRE, "Ada rampok bawa parang di rumah Pak Amir"):
        await world.report(neighbour, text, "Masih, kirim")
        await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
        bands.append(await _trust(world, neighbour))
    await world.presses(officer, "Buka lagi")
    bands.append(await _trust(world, neighbour))
    await world.presses(officer, "Selesai", "Lainnya", "Laporan palsu", "Iseng")
    bands.append(await _trust(world, neighbour))
    await world.presses(neighbour, "Belum selesai")
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    bands.append(await _trust(world, neighbour))
    assert bands == [None, "some_true", None, None, "some_true"]


async def _trust(world: World, person: Person) -> str | None:
    (member,) = await world.all(Member, Member.id == await world.member_id(person))
    return str(member.trust) if member.trust is not None else None
