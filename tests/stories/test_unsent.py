"""What was never sent: it survives a restart, and leaves nothing behind when it is let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Draft
from bot.standin.server import Server
from tests.world import Attachment, World, open_world, opened_again

if TYPE_CHECKING:
    from pathlib import Path

NOISE = "Musik keras dari tadi di RT 02"
FIRE = "Ada kebakaran di RT 03, api besar"
HERE = (-5.14, 119.44)


async def test_a_draft_and_a_question_survive_a_restart(
    data: Path, database_url: str, fast_limits: Path
) -> None:
    """Started anew, it reminds, takes the card of before, and knows that /darurat has asked."""
    async with open_world(data, config_overlay=fast_limits, database_url=database_url) as world:
        officer = await world.enrol("Bripka Ilham", role="officer")
        neighbour, other = await world.enrol("Ani"), await world.enrol("Beni")
        neighbour.writes(FIRE)
        other.writes("/darurat")
        await world.settle()
        card, pressed = neighbour.last, neighbour.last.rows[0][0]["callback_data"]
        async with Server(world.telegram) as server, opened_again(world, server.url) as again:
            await again.passes(minutes=1)
            assert "belum ada petugas yang membaca" in neighbour.last.text
            assert not again.pages_to(officer)
            neighbour.presses_data(pressed, card)
            other.writes("tolong di lorong 5")
            await again.settle()
            assert len(again.pages_to(officer)) == 2


@pytest.mark.parametrize("how", ["Batal", "/batal", "a day"])
async def test_what_is_let_go_leaves_nothing_behind(world: World, photo: bytes, how: str) -> None:
    """Words, place and picture of a draft go with it; nobody was to see them."""
    neighbour = await world.enrol("Ani")
    neighbour.sends_photo(photo, NOISE)
    neighbour.sends_location(*HERE)
    await world.settle()
    assert list((world.data / "attachments").iterdir())
    if how == "Batal":  # the place is in another village, which took its button on the card
        neighbour.presses("Lainnya")
        await world.settle()
        neighbour.presses("Batal")
    elif how == "/batal":
        neighbour.writes("/batal")
    await world.settle()
    await world.passes(days=1)
    await world.passes(hours=7)  # a cleaning comes every six
    (draft,) = await world.all(Draft)
    assert (draft.text, draft.lat, draft.lon, draft.located_code) == ("", None, None, None)
    assert await world.count(Attachment) == 0
    assert not list((world.data / "attachments").iterdir())


async def test_a_sent_draft_keeps_nothing_twice(world: World, photo: bytes) -> None:
    """The report has words, place and picture: what is erased there is erased."""
    neighbour = await world.enrol("Ani")
    neighbour.sends_photo(photo, NOISE)
    neighbour.sends_location(*HERE)
    await world.settle()
    neighbour.presses("Kirim")
    await world.settle()
    assert await world.count(Draft) == 0
    await world.passes(days=2)
    assert await world.count(Attachment) == 1
