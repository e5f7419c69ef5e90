"""A newcomer finds the village by its name: typed right, typed wrong, or shared by a hundred."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Draft
from tests.stories.newcomer import Newcomer, agreed
from tests.world import CITY

if TYPE_CHECKING:
    from tests.world import World


pytestmark = pytest.mark.nation


@pytest.fixture
async def newcomer(world: World) -> Newcomer:
    """/start and Setuju; the question is asked."""
    return await agreed(world)


async def test_a_name_typed_right_takes_two_steps(newcomer: Newcomer) -> None:
    """The name, a tap; the name alone would settle nothing."""
    buttons = await newcomer.types("Karuwisi")
    assert buttons[0] == "Karuwisi"
    assert await newcomer.lives_in() is None
    await newcomer.taps("Karuwisi")
    assert await newcomer.lives_in() == "73.71.09.1001"
    assert newcomer.steps == 2


@pytest.mark.parametrize(
    ("typed", "label", "code"),
    [
        ("karuwsi", "Karuwisi", "73.71.09.1001"),
        ("Kel. Karuwisi Kec Panakukang Mks", "Karuwisi", "73.71.09.1001"),
        ("karuwisipanakkukang", "Karuwisi", "73.71.09.1001"),
        ("Tj Priuk jakut", "Tanjung Priok", "31.72.02.1001"),
        ("caturtungal, depok, slemn", "Caturtunggal (Depok, Kab. Sleman)", "34.04.07.2001"),
    ],
)
async def test_a_name_typed_wrong_takes_two_steps(
    newcomer: Newcomer, typed: str, label: str, code: str
) -> None:
    """Slips, short words, no spaces: what was meant is on a button; nothing is taken unasked."""
    await newcomer.types(typed)
    assert await newcomer.lives_in() is None
    await newcomer.taps(label)
    assert await newcomer.lives_in() == code
    assert newcomer.steps == 2


async def test_a_name_that_a_hundred_share_takes_three_steps(newcomer: Newcomer) -> None:
    """The name, then where it lies and no more, then a tap."""
    await newcomer.types("Sukamaju")
    assert "119 desa/kelurahan" in newcomer.person.last.text
    buttons = await newcomer.types("Cilodong")
    assert buttons[0] == "Sukamaju (Cilodong, Kota Depok)"
    await newcomer.taps(buttons[0])
    assert await newcomer.lives_in() == "32.76.08.1001"
    assert newcomer.steps == 3


async def test_where_it_lies_may_be_misspelt(newcomer: Newcomer) -> None:
    """Sidomulyo, then "Kab. Klatten": those of Klaten are offered."""
    await newcomer.types("Sidomulyo")
    buttons = await newcomer.types("Kab. Klatten")
    assert all("Kab. Klaten" in label for label in buttons[:-1])


async def test_another_name_after_a_shared_one_is_that_name(newcomer: Newcomer) -> None:
    """Sukamaju was wrong; Karuwisi is typed instead, and not looked for in Sukamaju."""
    await newcomer.types("Sukamaju")
    buttons = await newcomer.types("Karuwisi")
    assert buttons[0] == "Karuwisi"


async def test_twins_in_one_district_are_told_apart_by_their_kind(newcomer: Newcomer) -> None:
    """Oesao is a kelurahan and a desa of Kupang Timur."""
    buttons = await newcomer.types("Oesao")
    assert {label.partition(" (")[0] for label in buttons[:2]} == {"Kel. Oesao", "Desa Oesao"}
    await newcomer.taps("Desa Oesao (Kupang Timur, Kab. Kupang)")
    assert await newcomer.lives_in() == "53.01.06.2015"


async def test_twins_of_one_kind_are_told_apart_by_their_code(newcomer: Newcomer) -> None:
    """Tounelet Satu is two desa of Sonder: the code is all that differs."""
    buttons = await newcomer.types("Tounelet Satu")
    assert sum("71.02.11.2003" in label or "71.02.11.2018" in label for label in buttons) == 2


async def test_the_own_region_comes_first(world: World) -> None:
    """A watchman of Makassar slips: his city's Bonto Lebang is offered before the others."""
    watchman = await world.enrol("Daeng Tika", role="watch", region=CITY)
    watchman.writes("Ada maling di rumah kosong")
    await world.settle()
    watchman.writes("bontolebng")
    await world.settle()
    assert watchman.last.buttons[0].startswith("Bonto Lebang (Mamajang, Kota Makassar)")


async def test_a_report_that_resembles_a_name_is_a_report(newcomer: Newcomer) -> None:
    """Whoever writes of a fire means the fire, not a village that is spelt much like it."""
    await newcomer.types("kebakaran")
    (draft,) = await newcomer.world.all(Draft)
    assert draft.text == "kebakaran"


async def test_a_code_without_dots_is_asked_about_by_name(newcomer: Newcomer) -> None:
    """7371031001 is Gunung Sari to BPS and Maricaya here: nothing is taken unasked."""
    buttons = await newcomer.types("7371031001")
    assert await newcomer.lives_in() is None
    assert buttons == ["Maricaya", "Lainnya"]
    assert "Kel. Maricaya, Kec. Makassar, Kota Makassar" in newcomer.person.last.text
    await newcomer.taps("Maricaya")
    assert await newcomer.lives_in() == "73.71.03.1001"


async def test_a_code_with_dots_can_mean_nothing_else(newcomer: Newcomer) -> None:
    """It is taken at once, and named."""
    await newcomer.types("73.71.03.1001")
    assert await newcomer.lives_in() == "73.71.03.1001"
    assert any("Maricaya" in message.text for message in newcomer.person.inbox[-2:])
