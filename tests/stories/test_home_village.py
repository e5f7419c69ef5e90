"""Who comes in without a code is asked for the village where they live."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import (
    Draft,
    Member,
    Region,
)
from bot.services.operations import region_loading
from tests.world import CITY, VILLAGE

if TYPE_CHECKING:
    from tests.world import World

pytestmark = pytest.mark.nation
BURGLAR = "Ada maling masuk rumah kosong di RT 03"


async def test_a_resident_without_a_code_is_asked_for_the_village(world: World) -> None:
    """/start, Setuju, the name, one of the buttons: enrolled and at home."""
    stranger = world.telegram.person("Daeng Naba")
    await world.writes(stranger, "/start")
    await world.presses(stranger, "Setuju")
    assert "Di desa atau kelurahan mana" in stranger.last.text
    await world.writes(stranger, "kel. karuwisi")
    await world.presses(stranger, "Karuwisi")
    assert "Karuwisi, Kec. Panakkukang, Kota Makassar" in stranger.last.text
    (member,) = await world.all(Member)
    assert (member.village_code, member.awaiting) == (VILLAGE, None)


async def test_villages_that_share_a_name_show_where_they_lie(world: World) -> None:
    """Bontolebang is in four regencies: three on buttons with what they lie in, and Lainnya."""
    stranger = world.telegram.person("Daeng Naba")
    await world.writes(stranger, "/start")
    await world.presses(stranger, "Setuju")
    await world.writes(stranger, "Bontolebang")
    labels = stranger.last.buttons
    assert len(labels) == 4
    assert labels[-1] == "Lainnya"
    assert all("Kab." in label for label in labels[:3])
    await world.presses(stranger, "Lainnya")
    assert "kecamatannya" in stranger.last.text
    await world.writes(stranger, "Bontolebang, Galesong Utara")
    assert len(stranger.last.buttons) == 2
    await world.presses(stranger, stranger.last.buttons[0])
    (member,) = await world.all(Member)
    assert member.village_code == "73.05.06.1004"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("Xyzzyqqq", "Tidak ada desa/kelurahan dengan nama itu"),
        ("99.99.99.9999", "Tidak ada desa/kelurahan dengan nama itu"),
        ("73.71", "bukan desa/kelurahan"),
        ("安徽", "Tidak ada desa/kelurahan dengan nama itu"),
        ("?" * 4000, "Tidak ada desa/kelurahan dengan nama itu"),
    ],
)
async def test_an_unknown_village_gets_one_clear_sentence(
    world: World, typed: str, answer: str
) -> None:
    """What is no village is said to be none, with what to write instead."""
    stranger = world.telegram.person("Daeng Naba")
    await world.writes(stranger, "/start")
    await world.presses(stranger, "Setuju")
    await world.writes(stranger, typed)
    assert answer in stranger.last.text


async def test_a_report_instead_of_a_village_is_taken(world: World) -> None:
    """Asked for the village, somebody reports a burglar: a draft, and the question stays."""
    stranger = world.telegram.person("Daeng Naba")
    await world.writes(stranger, "/start")
    await world.presses(stranger, "Setuju")
    await world.writes(stranger, BURGLAR)
    assert await world.count(Draft, Draft.text == BURGLAR) == 1
    await world.writes(stranger, VILLAGE)
    (draft,) = await world.all(Draft)
    assert draft.village_code == VILLAGE


async def test_a_forgotten_question_takes_no_report_for_a_village(world: World) -> None:
    """Ganti desa/kelurahan is pressed and forgotten; next day's message is a report again."""
    person = await world.enrol("Daeng Naba")
    await world.writes(person, "/start")
    await world.presses(person, "Ganti desa/kelurahan")
    await world.outage(days=1)
    await world.writes(person, "lampu jalan mati semua")
    assert await world.count(Draft) == 1


async def test_a_supervisor_is_not_asked_for_a_village(world: World) -> None:
    """Whoever answers for a city is not asked where they live before it matters."""
    supervisor = await world.enrol("Kompol Andi", role="supervisor", region=CITY)
    assert "Kota Makassar" in supervisor.last.text
    (member,) = await world.all(Member)
    assert (member.village_code, member.awaiting) == (None, None)


async def test_every_region_is_there_once(world: World) -> None:
    """All villages can be found, and loading them again writes nothing."""
    assert await world.count(Region, Region.level == 4) == 83_762
    async with world.app.database.writing() as session:
        assert await region_loading.load_regions(session) == 0
