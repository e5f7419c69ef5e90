"""A button that sends, pressed before the village is known, is pressed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Attachment, Draft, Report
from tests.stories.spots import KARUWISI
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
    assert [one for each in neighbour.inbox for one in each.buttons if "irim" in one] == []
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


# What a newcomer does, in order: words, a picture, a place, a press, the village by a button.
ORDERS: dict[str, tuple[str, ...]] = {
    "photo, words, press, place": ("photo", FIRE, "[Masih, kirim]", "place", "[Ya, Karuwisi]"),
    # Sent as a picture, it has come to be a fire meanwhile: that is asked.
    "photo, press, words, place": (
        *("photo", "[Kirim]", FIRE, "place", "[Ya, Karuwisi]", "[Masih, kirim]"),
    ),
    # Asked where they live: the place answers that, and is no part of what they tell then.
    "home, words, press": ("home", FIRE, "[Masih, kirim]", "[Ya, Karuwisi]"),
    "words, press, photo, name": (FIRE, "[Masih, kirim]", "photo", VILLAGE),
    "words, press, place, photo": (FIRE, "[Masih, kirim]", "place", "photo", "[Ya, Karuwisi]"),
    "words, press, press, name": (FIRE, "[Masih, kirim]", "[Pilih tempat]", VILLAGE),
}


@pytest.mark.parametrize("order", ORDERS)
async def test_in_whatever_order_all_of_it_goes_once(
    world: World, photo: bytes, order: str
) -> None:
    """The newcomer's picture, words and place, before or after the press: one report has all."""
    await world.enrol("Bripka Ilham", role="officer")
    newcomer = world.telegram.person("Ani")
    newcomer.writes("/start")
    await world.settle()
    newcomer.presses("Setuju")
    await world.settle()
    for step in ORDERS[order]:
        if step.startswith("["):
            newcomer.presses(step[1:-1])
        elif step == "photo":
            newcomer.sends_photo(photo)
        elif step in {"place", "home"}:
            newcomer.sends_location(*KARUWISI)
        else:
            newcomer.writes(step)
        await world.settle()
    [report] = await world.all(Report)
    assert report.text == FIRE
    assert report.village_code == VILLAGE
    assert (report.lat is not None) == ("place" in ORDERS[order])
    kept = await world.count(Attachment, Attachment.report_id == report.id)
    assert kept == ORDERS[order].count("photo")


async def test_what_is_written_to_the_question_of_where_goes_with_it(world: World) -> None:
    """Pressed, and asked where: words that are no place are its own, and make no other."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    newcomer = world.telegram.person("Ani")
    newcomer.writes(FIRE)
    await world.settle()
    newcomer.presses("Setuju")
    await world.settle()
    newcomer.presses("Masih, kirim")
    await world.settle()
    newcomer.writes("Cepat pak, apinya sudah ke rumah sebelah")
    await world.settle()
    newcomer.writes(VILLAGE)
    await world.settle()
    [report] = await world.all(Report)
    assert report.text == f"{FIRE}\nCepat pak, apinya sudah ke rumah sebelah"
    assert len(world.pages_to(officer)) == 1
    assert await world.count(Draft, Draft.status == "open") == 0
