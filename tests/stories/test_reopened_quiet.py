"""What its reporter opens again reaches somebody, though whoever was told of it has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.world import CITY

if TYPE_CHECKING:
    from tests.world import World

BRIBE = "Oknum polisi minta uang di pasar"
NOISE = "Musik keras dari tadi di RT 02"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On one database: what is told to whom is told of on both elsewhere."""
    return sqlite_url


@pytest.mark.parametrize("successor", [True, False])
async def test_taken_back_and_reported_after_all(world: World, *, successor: bool) -> None:
    """Nobody had opened it: whoever leads there now is told, or its reporter that nobody does."""
    chief = await world.enrol("Kompol Sewang", "supervisor", CITY)
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, BRIBE)
    assert ticket in chief.last.text
    await world.presses(neighbour, "Salah kirim", "Ya, salah kirim")
    await world.ends(chief, "supervisor", CITY)
    new = await world.enrol("Kompol Tajuddin", "supervisor" if successor else "resident", CITY)
    await world.presses(neighbour, "Tetap laporkan")
    assert (ticket in new.last.text) is successor
    unread = any("belum ada yang membaca" in one.text for one in neighbour.inbox)
    assert unread is not successor


@pytest.mark.parametrize("taken", [True, False])
async def test_closed_and_not_over(world: World, *, taken: bool) -> None:
    """Whoever closed it serves there no more: whoever leads there now is told."""
    chief = await world.enrol("Kompol Sewang", "supervisor", CITY)
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, BRIBE)
    await world.presses(chief, "Buka laporan", *(["Saya tangani"] if taken else ["Lainnya"]))
    await world.presses(chief, "Selesai", "Tertangani")
    await world.ends(chief, "supervisor", CITY)
    new = await world.enrol("Kompol Tajuddin", "supervisor", CITY)
    await world.presses(neighbour, "Belum selesai")
    assert ticket in new.last.text
    assert "belum selesai" in new.last.text
    await world.presses(new, "Buka laporan", "Saya tangani")
    assert "menangani" in neighbour.last.text


async def test_whoever_has_it_still_is_told_alone(world: World) -> None:
    """The officer who closed it hears of it once more, and no other is told."""
    officer = await world.enrol("Bripka Ilham", "officer")
    chief = await world.enrol("Kompol Sewang", "supervisor", CITY)
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, NOISE)
    await world.writes(officer, ticket)
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    before = len(chief.inbox)
    await world.presses(neighbour, "Belum selesai")
    assert "pelapor menyatakan belum selesai" in officer.last.text
    assert len(chief.inbox) == before
