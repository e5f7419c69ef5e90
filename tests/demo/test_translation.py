"""The language of the page is the language of the bot: what it says, and what it has said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.demo.translation import Translation
from bot.models import Member
from bot.settings import load_config
from tests.world import CITY

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def translation(world: World) -> Translation:
    """Beside the bot, in its database."""
    app = world.app
    return Translation(world.telegram, app.database, app.config, app.vault, world.data)


async def test_what_was_said_reads_in_the_other_language(
    world: World, translation: Translation
) -> None:
    """The old card has English words and buttons that work, and nobody says that it was edited."""
    neighbour = await world.enrol("Daeng Ngalle")
    await world.writes(neighbour, "Sampah menumpuk di lorong 3")
    before = neighbour.last
    await translation.speak("en")
    assert "NOT SENT" in before.text
    assert before.edited_at is None
    assert {one.language for one in await world.all(Member)} == {"en"}
    await world.presses(neighbour, "Send")
    assert "Stored" in neighbour.last.text
    await translation.speak("id")
    assert "Tersimpan" in neighbour.last.text


async def test_a_code_keeps_its_link_and_its_poster_is_drawn_again(world: World) -> None:
    """Whoever switches sees a code, its link and its poster in English, and in Indonesian again."""
    app = world.app
    translation = Translation(
        world.telegram, app.database, load_config(None), app.vault, world.data
    )  # as the demo makes it, which is another process than the bot
    coordinator = await world.enrol("Ibu Kanang", "coordinator", CITY)
    await world.writes(coordinator, "/undang warga Karuwisi")
    code, poster = coordinator.inbox[-2:]
    assert poster.document is not None
    before = poster.document.content
    await translation.speak("en")
    assert "https://t.me/" in code.caption
    assert "ready to print" in poster.caption
    assert poster.document.content != before
    await translation.speak("id")
    assert "https://t.me/" in code.caption
    assert "siap dicetak" in poster.caption


async def test_a_stranger_presses_the_language_of_the_notice(
    world: World, translation: Translation
) -> None:
    """Nothing of them is stored, so that the bot alone can show the notice otherwise."""
    stranger = world.telegram.person("Nurmi")
    await world.writes(stranger, "halo")
    await translation.speak("en")
    await world.settle()
    assert "Do you agree?" in stranger.last.text
    assert await world.count(Member) == 0


async def test_no_other_language_is_spoken(translation: Translation) -> None:
    """A name that is none is refused, and nothing changes."""
    with pytest.raises(ValueError, match="'fr'"):
        await translation.speak("fr")
    assert translation.language == "id"
