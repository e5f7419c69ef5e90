"""A place that the words of a report name: it is offered, and one tap takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import FAST_LIMITS
from tests.stories.spots import HERE, KARUWISI_CODE, SINRIJALA_CODE, drafted_village
from tests.world import open_world

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world import World

pytestmark = pytest.mark.nation
TALLO_CODE = "73.71.07.1007"


@pytest.mark.parametrize(
    "text",
    [
        "kebakaran di kelurahan Sinrijala",
        "Kebakaran di Sinrijala, dekat masjid",
        "kebakaran di sinrijala dekat masjid",
        "kebakaran di RT 03 Sinrijala",
    ],
)
async def test_a_village_named_in_the_words_is_offered(world: World, text: str) -> None:
    """Ani of Karuwisi writes where it burns: one tap is the place, the next pages there."""
    own = await world.enrol("Bripka Ilham", role="officer")
    there = await world.enrol("Aiptu Rauf", role="officer", region=SINRIJALA_CODE)
    ani = await world.enrol("Ani")
    await world.writes(ani, text)
    assert "Di tulisan Anda: Kel. Sinrijala" in ani.last.text
    assert await drafted_village(world) == KARUWISI_CODE, "nothing is taken without a tap"
    await world.presses(ani, HERE, "Masih, kirim")
    assert (len(world.pages_to(there)), len(world.pages_to(own))) == (1, 0)


async def test_a_district_named_in_the_words_offers_its_villages(world: World) -> None:
    """Ani of Karuwisi writes that it burns in Tallo: two taps are its village."""
    there = await world.enrol("Aiptu Rauf", role="officer", region=TALLO_CODE)
    ani = await world.enrol("Ani")
    await world.writes(ani, "kebakaran di kecamatan tallo, api besar")
    assert "Di tulisan Anda: Kec. Tallo" in ani.last.text
    await world.presses(ani, "📌 Di Kec. Tallo")
    assert "Kec. Tallo punya 15 desa/kelurahan" in ani.last.text
    assert ani.last.buttons[0].startswith("Tallo")
    await world.presses(ani, ani.last.buttons[0], "Masih, kirim")
    assert len(world.pages_to(there)) == 1


async def test_a_listed_landmark_is_offered_with_its_village(
    data: Path, database_url: str, tmp_path: Path
) -> None:
    """The operator listed the market: whoever of the same city names it is offered its village."""
    (tmp_path / "limits.toml").write_text(FAST_LIMITS)
    (tmp_path / "landmarks.toml").write_text(
        f'[[landmark]]\nnames = ["Pasar Sentosa", "psr sentosa"]\nvillage = "{SINRIJALA_CODE}"\n'
    )
    async with open_world(data, config_overlay=tmp_path, database_url=database_url) as world:
        ani = await world.enrol("Ani")
        await world.writes(ani, "kebakaran dekat psr. sentosa")
        assert "Pasar Sentosa ada di Kel. Sinrijala" in ani.last.text
        await world.presses(ani, HERE)
        assert await drafted_village(world) == SINRIJALA_CODE


async def test_the_own_district_and_village_are_not_elsewhere(world: World) -> None:
    """Nothing is offered that the report has already."""
    ani = await world.enrol("Ani")
    await world.writes(ani, "kebakaran di kelurahan Karuwisi kec. Panakkukang")
    assert "Di tulisan Anda" not in ani.last.text


async def test_a_place_that_an_edit_names_is_offered(world: World) -> None:
    """And no more once another edit takes it out again."""
    ani = await world.enrol("Ani")
    written = ani.writes("kebakaran di lorong 3")
    await world.settle()
    ani.edits(written, "kebakaran di kelurahan Sinrijala lorong 3")
    await world.settle()
    assert HERE in ani.last.buttons
    ani.edits(written, "kebakaran di lorong 3")
    await world.settle()
    assert HERE not in ani.last.buttons


@pytest.mark.parametrize(
    "text",
    [
        "banjir di kelurahan Sinrijala",
        "banjir di Sinrijala, dekat masjid",
        "banjir di sinrijala panakkukang",
        "Sinrijala, Makassar: banjir",
    ],
)
async def test_a_newcomer_is_offered_the_village_that_they_named(world: World, text: str) -> None:
    """Who has no village yet need not type it again: alone of its name, or with its district."""
    stranger = world.telegram.person("Cici")
    await world.writes(stranger, text)
    await world.presses(stranger, "Setuju")
    assert any("Sinrijala" in one for one in stranger.last.buttons)


@pytest.mark.parametrize(
    "text",
    [
        "banjir di sinrijala",
        "Macet di Jepang, banjir di jalan",
        "banjir di Palembang",
        "banjir di depan pasar, jalan macet",
        "Tolong, Bapak pingsan, banjir",
    ],
)
async def test_a_newcomer_is_offered_nothing_that_they_may_not_have_named(
    world: World, text: str
) -> None:
    """A word in small letters, a country, a city whose name a village elsewhere bears too."""
    stranger = world.telegram.person("Cici")
    await world.writes(stranger, text)
    await world.presses(stranger, "Setuju")
    assert "Ketik namanya" in stranger.last.text
