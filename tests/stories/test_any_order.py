"""Photo, place and words come in any order, with or without a village: one draft, one card."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from bot.models import Draft, Report
from tests.intake import both_ways
from tests.world import VILLAGE, Attachment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.standin.person import Person
    from tests.world import World

NOISE = "Musik keras dari tadi di RT 02"
HERE = (-5.14, 119.44)
pytestmark = both_ways


def _sends(person: Person, part: str, photo: bytes) -> None:
    if part == "place":
        person.sends_location(*HERE)
    elif part == "words":
        person.writes(NOISE)
    else:
        person.sends_photo(photo, NOISE if part == "photo with words" else "")


@pytest.mark.parametrize(
    "parts",
    [*permutations(["photo", "place", "words"]), *permutations(["photo with words", "place"])],
)
async def test_whatever_comes_first_it_is_one_report(
    world: World, photo: bytes, parts: Sequence[str]
) -> None:
    """On a shared phone with a poor line people send what they have, as they have it."""
    neighbour = await world.enrol("Ani")
    for part in parts:
        _sends(neighbour, part, photo)
        await world.settle()
    assert await world.count(Draft) == 1
    neighbour.presses("Kirim")
    await world.settle()
    (report,) = await world.all(Report)
    assert (report.text, report.lat, report.lon) == (NOISE, *HERE)
    assert await world.count(Attachment, Attachment.report_id == report.id) == 1


async def test_a_place_first_from_somebody_without_a_village(world: World, photo: bytes) -> None:
    """The question for the village stands in between, and loses nothing."""
    stranger = world.telegram.person("Cici")
    stranger.sends_location(*HERE)
    await world.settle()
    stranger.presses("Setuju")
    await world.settle()
    stranger.sends_photo(photo, NOISE)
    await world.settle()
    stranger.writes(VILLAGE)
    await world.settle()
    stranger.presses("Kirim")
    await world.settle()
    (report,) = await world.all(Report)
    assert (report.text, report.lat, report.lon) == (NOISE, *HERE)
    assert await world.count(Attachment, Attachment.report_id == report.id) == 1


async def test_kirim_before_the_village_is_known_asks_for_it(world: World) -> None:
    """Nothing is sent to nowhere; the village typed, it goes, and its card has no button left."""
    stranger = world.telegram.person("Cici")
    stranger.writes(NOISE)
    await world.settle()
    stranger.presses("Setuju")
    await world.settle()
    assert stranger.last.buttons == ["Kirim", "Anonim", "Ubah", "Batal"]
    stranger.presses("Kirim")
    await world.settle()
    assert await world.count(Report) == 0
    assert "mana" in stranger.last.text
    stranger.writes(VILLAGE)
    await world.settle()
    assert await world.count(Report) == 1
    assert not any("Kirim" in message.buttons for message in stranger.inbox)


async def test_words_that_no_list_knows_are_no_village_either(world: World) -> None:
    """Asked for the village, somebody tells what happened: it is kept as a draft."""
    stranger = world.telegram.person("Cici")
    stranger.writes("/start")
    await world.settle()
    stranger.presses("Setuju")
    await world.settle()
    stranger.writes("anak tetangga saya belum pulang sejak tadi sore")
    await world.settle()
    assert await world.count(Draft) == 1
    assert "BELUM TERKIRIM" in stranger.last.text
