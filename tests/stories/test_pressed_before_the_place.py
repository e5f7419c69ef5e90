"""A button that sends, pressed before the village is known, is pressed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Report
from tests.world import VILLAGE

if TYPE_CHECKING:
    from tests.world import World

FIRE = "Ada kebakaran, api besar"


@pytest.mark.parametrize(
    ("button", "pages"), [("Masih, kirim", 1), ("Sudah lewat, kirim", 0), ("Kirim", 0)]
)
@pytest.mark.parametrize("way", ["code", "button", "invitation"])
async def test_it_goes_once_the_place_is_known(
    world: World, button: str, pages: int, way: str
) -> None:
    """By its code, by a button, by an invitation: the report goes without another press."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = world.telegram.person("Ani")
    neighbour.writes("Musik keras dari tadi" if button == "Kirim" else FIRE)
    await world.settle()
    neighbour.presses("Setuju")
    await world.settle()
    neighbour.presses(button)
    await world.settle()
    assert "begitu" in neighbour.last.text
    assert await world.count(Report) == 0
    if way == "invitation":
        neighbour.writes(f"/start {await world.invite('resident', VILLAGE)}")
    else:
        neighbour.writes("Karuwisi, Panakkukang" if way == "button" else VILLAGE)
    await world.settle()
    if way == "button":
        neighbour.presses("Karuwisi")
        await world.settle()
    assert await world.count(Report) == 1
    assert len(world.pages_to(officer)) == pages
