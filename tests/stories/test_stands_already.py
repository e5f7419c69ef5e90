"""What a late press asks for stands already, or can be no more: it says so, and changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Correction, Report
from tests.stories.fires import FIRE
from tests.stories.late_presses import opens_menus, press, shown
from tests.world import NEIGHBOUR_VILLAGE

if TYPE_CHECKING:
    from tests.world import World

THEFT = "Ada maling di rumah tetangga RT 2"
SAME = "Sudah seperti itu. Tidak ada yang diubah."


async def _toasts(world: World, name: str) -> list[str]:
    """Press all that was ever shown of an entry of the one table; return what flashes up."""
    return [(await press(world, one)).toast for one in shown(world) if one.name == name]


async def test_a_place_for_a_draft_that_was_sent(world: World) -> None:
    """It was offered, taken, and the draft sent: another tap names the ticket, and moves nothing.

    No card says that it is somewhere else now.
    """
    neighbour = await world.enrol("Naba")
    await world.writes(neighbour, THEFT)
    await world.presses(neighbour, "Lainnya", "Ubah", "Lainnya", "Tempat")
    await world.writes(neighbour, "Panaikang")
    await world.presses(neighbour, neighbour.last.buttons[0], "Masih, kirim")
    said = f"Sudah terkirim, tiket {await world.newest_ticket()}."
    assert set(await _toasts(world, "v:pick")) == {said}
    assert [one.village_code for one in await world.all(Report)] == [NEIGHBOUR_VILLAGE]


async def test_a_place_for_a_draft_that_was_dropped(world: World) -> None:
    """It was not sent, and says so."""
    neighbour = await world.enrol("Naba")
    await world.writes(neighbour, THEFT)
    await world.presses(neighbour, "Lainnya", "Ubah", "Lainnya", "Tempat")
    await world.writes(neighbour, "Panaikang", "/batal")
    said = await _toasts(world, "v:pick")
    assert said
    assert all(one.startswith("Tidak terkirim") for one in said)


async def test_a_level_and_a_kind_are_changed_once(world: World) -> None:
    """Tapped twice: nothing is learnt twice, and it is not called changed."""
    officer = await world.enrol("Bripka Ilham", "officer")
    await world.report(await world.enrol("Naba"), FIRE, "Masih, kirim")
    await world.presses(officer, "Saya tangani", "Lainnya", "Lainnya", "Ubah", "Tingkat", "RENDAH")
    learnt = await world.count(Correction)
    (level,) = [one for one in shown(world) if one.parts[-1] == "RENDAH"]
    assert (await press(world, level)).toast == SAME
    await opens_menus(world, officer)
    kind = next(one for one in shown(world) if one.name == "a:set")
    answers = [(await press(world, kind)).toast for _ in range(2)]
    assert answers[0].startswith("Jenis diubah.")
    assert answers[1] == SAME
    assert await world.count(Correction) == learnt + 1
