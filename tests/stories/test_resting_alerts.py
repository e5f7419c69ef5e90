"""An alert at rest, by an import or a restore, has called nobody lately: what is new calls."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.models import Alert, Incident
from bot.services.operations import after_restore

if TYPE_CHECKING:
    from tests.world import World

FIRE = "ada kebakaran di RT 03, api besar sekali"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On one database: what rests is told of on both elsewhere."""
    return sqlite_url


async def _rests(world: World) -> None:
    """Let everything that is due rest, as after a restore of an old backup."""
    async with world.app.database.writing() as session:
        later = world.clock.now() + timedelta(days=2)
        await after_restore.resume(session, works=(), now=later)
    (alert,) = await world.all(Alert)
    assert (alert.status, alert.next_at) == ("open", None)


async def test_a_neighbour_who_reports_what_rests_is_heard(world: World) -> None:
    """The same fire: it pages on, though the alert had been put to rest."""
    officer = await world.enrol("Bripka Ilham", "officer")
    first, second = await world.enrol("Daeng Naba"), await world.enrol("Daeng Te'ne")
    await world.report(first, FIRE, "Masih, kirim")
    await _rests(world)
    heard = len(await world.sent(officer, "page"))
    await world.report(second, FIRE, "Masih, kirim")
    assert await world.count(Incident) == 1
    assert len(await world.sent(officer, "page")) == heard + 1
    await world.passes(minutes=10)
    assert len(await world.sent(officer, "page")) > heard + 1


async def test_what_somebody_had_is_said_to_be_in_nobodys_hands(world: World) -> None:
    """An officer had it when the copy was made: whether they still do nobody knows, nor is said.

    One tap takes it up again.
    """
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.presses(officer, "Saya tangani")
    await _rests(world)
    world.clock.advance(timedelta(days=2))
    await world.writes(neighbour, "/laporanku")
    await world.presses(neighbour, neighbour.last.buttons[0])
    assert "ditangani" not in neighbour.last.text
    assert "sedang tidak dipanggil" in neighbour.last.text
    await world.writes(officer, "/tugas")
    await world.presses(officer, officer.last.buttons[0])
    assert "Belum ditangani; tidak ada yang dipanggil." in officer.last.text
    assert "dipulihkan dari cadangan" in officer.last.text
    await world.presses(officer, "Saya tangani")
    assert "DITANGANI oleh Anda" in officer.last.text
    await world.writes(neighbour, "/laporanku")
    await world.presses(neighbour, neighbour.last.buttons[0])
    assert "Sedang ditangani petugas." in neighbour.last.text


async def test_a_neighbour_is_heard_of_what_somebody_had(world: World) -> None:
    """It was held when the copy was made, so no lease would have ended: it pages on."""
    officer = await world.enrol("Bripka Ilham", "officer")
    first, second = await world.enrol("Daeng Naba"), await world.enrol("Daeng Te'ne")
    await world.report(first, FIRE, "Masih, kirim")
    await world.presses(officer, "Saya tangani")
    await _rests(world)
    heard = len(await world.sent(officer, "page"))
    await world.report(second, FIRE, "Masih, kirim")
    assert await world.count(Incident) == 1
    assert len(await world.sent(officer, "page")) == heard + 1


async def test_whoever_calls_again_is_heard(world: World) -> None:
    """A further emergency of the same person joins the first one, and pages on."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Naba")
    await world.writes(neighbour, f"/darurat {FIRE}")
    await _rests(world)
    heard = len(await world.sent(officer, "page"))
    await world.writes(neighbour, "/darurat cepat pak, api makin besar")
    assert await world.count(Incident) == 1
    assert len(await world.sent(officer, "page")) == heard + 1
