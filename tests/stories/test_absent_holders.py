"""What goes back to whoever held it, when they serve there no more, or cannot be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Alert
from tests.reported_fire import reported_fire
from tests.world import VILLAGE

if TYPE_CHECKING:
    from tests.world import World

NOISE = "Musik keras dari tadi di RT 02"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On one database: posts that end are told of on both elsewhere."""
    return sqlite_url


async def test_a_slip_gives_nothing_back_to_who_has_left(world: World) -> None:
    """The deputy closed what the officer held, whose post ended: it pages on, and says so."""
    officer, neighbour, *_ = await reported_fire(world)
    deputy = await world.enrol("Bripda Sari", "deputy")
    await world.presses(officer, "Saya tangani")
    await world.writes(deputy, await world.newest_ticket())
    await world.presses(deputy, "Selesai", "Tertangani")
    await world.ends(officer, "officer", VILLAGE)
    await world.presses(deputy, "Buka lagi")
    (alert,) = await world.all(Alert)
    assert (alert.status, alert.holder_id) == ("open", None)
    assert world.pages_to(deputy)
    assert "DITANGANI" not in deputy.last.text
    assert "dihubungi lagi" in neighbour.last.text


@pytest.mark.parametrize("leaves", [True, False])
async def test_what_is_taken_apart_is_not_held_by_who_has_left(
    world: World, *, leaves: bool
) -> None:
    """Put to another fire while the officer held both: apart, the deputy is called for it too."""
    officer, _, _, first = await reported_fire(world)
    second, deputy = await world.enrol("Budi"), await world.enrol("Bripda Sari", "deputy")
    await world.passes(seconds=20)
    await world.report(second, "ada kebakaran di belakang pasar, api besar sekali", "Masih, kirim")
    ticket = await world.newest_ticket()
    for page in world.pages_to(officer):
        officer.presses("Saya tangani", page)
        await world.settle()
    await world.presses(officer, "Gabung")
    if leaves:
        await world.ends(officer, "officer", VILLAGE)
    await world.writes(deputy, first)
    await world.presses(deputy, "Lainnya", "Lainnya", "Pisah", f"Pisah {ticket}")
    await world.tick()
    _, again = sorted(await world.all(Alert), key=lambda one: one.id)
    assert (again.holder_id is None) is leaves
    paged = "\n".join(page.text for page in world.pages_to(deputy))
    assert (ticket in paged) is leaves
    assert ("dihubungi lagi" in second.last.text) is leaves


async def test_what_pages_nobody_waits_again_where_nobody_holds_it(world: World) -> None:
    """Opened again after a slip, its reporter does not read that somebody handles it."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Ani")
    ticket = await world.report(neighbour, NOISE)
    await world.writes(officer, ticket)
    await world.presses(officer, "Lainnya", "Selesai", "Tertangani", "Buka lagi")
    assert "menunggu petugas lagi" in neighbour.last.text
    assert "menanganinya" not in neighbour.last.text
