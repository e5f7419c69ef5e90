"""An alert that came to the wrong village is handed to the right one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Alert, Delivery
from tests.stories.fires import data_of, paged_fire
from tests.world import NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from tests.world import World


@pytest.mark.both_databases
async def test_not_my_area_moves_it_and_pages_there(world: World) -> None:
    """The officer types the right village: its officer is paged at once, the reporter hears it."""
    officer, deputy, neighbour = await paged_fire(world)
    there = await world.enrol("Aiptu Rauf", role="officer", region=NEIGHBOUR_VILLAGE)
    old = officer.last
    data = data_of(old, "Saya tangani")
    await world.presses(officer, "Lainnya", "Bukan wilayah saya")
    officer.writes("Panaikang")
    await world.settle()
    officer.presses(next(label for label in officer.last.buttons if "Panaikang" in label))
    await world.settle()
    assert len(world.pages_to(there)) == 1
    assert "Kel. Panaikang" in there.last.text
    assert "Panaikang" in deputy.last.text
    assert "Panaikang" in neighbour.last.text
    assert old.buttons == []
    officer.presses_data(data, old)
    await world.settle()
    (alert,) = await world.all(Alert)
    assert (alert.status, alert.run) == ("open", 2)
    await world.passes(minutes=5)
    assert len(world.pages_to(there)) == 2
    assert world.pages_to(deputy) == []  # what was said is theirs to read no more


async def test_handing_it_to_the_same_village_changes_nothing(world: World) -> None:
    """The officer types the village in which it is: nobody is paged anew."""
    officer, deputy, _ = await paged_fire(world)
    await world.presses(officer, "Lainnya", "Bukan wilayah saya")
    officer.writes(VILLAGE)
    await world.settle()
    await world.presses(officer, "Karuwisi")
    assert "sudah di wilayah itu" in officer.toasts[-1]
    assert await world.count(Delivery, Delivery.kind == "page") == 3
    (alert,) = await world.all(Alert)
    assert (alert.status, alert.run) == ("open", 1)
    await world.presses(deputy, "Saya tangani")


async def test_what_is_no_village_is_asked_again_and_a_report_is_a_report(world: World) -> None:
    """A name that is none asks again; words that sound like an incident become a draft."""
    officer, _, _ = await paged_fire(world)
    await world.presses(officer, "Lainnya", "Bukan wilayah saya")
    officer.writes("xyzzy")
    await world.settle()
    assert "Tidak ada desa" in officer.last.text
    officer.writes("ada maling masuk rumah di sini")
    await world.settle()
    assert any("kirim" in label for label in officer.last.buttons)
