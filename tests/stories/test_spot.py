"""Where below the village it happened stands on the writer's draft and on the officer's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.world import World


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("Ada kebakaran di RT 03/05, api besar", "RT 03/RW 05"),
        ("Ada kebakaran di dusun krajan, api besar", "Dusun Krajan"),
        ("Kebakaran besar di Lr. Delima", "Lorong Delima"),
        ("Kebakaran besar rt3 Rw V lrg. 9A", "RT 03/RW 05/Lorong 9A"),
        ("Kebakaran besar di perumahan, blok C no 5", "Blok C"),
    ],
)
async def test_the_spot_stands_on_both_cards(world: World, text: str, below: str) -> None:
    """Read from the words, nothing more is asked."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = await world.enrol("Daeng Naba")
    person.writes(text)
    await world.settle()
    assert f"📍 {below}, Kel. Karuwisi" in person.last.text
    person.presses("Masih, kirim")
    await world.settle()
    (page,) = world.pages_to(officer)
    assert f"{below}, Kel. Karuwisi" in page.text
