"""A position instead of a name: the village by its boundary, taken by a tap and never unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Draft, Member, Report
from tests.stories.newcomer import Newcomer, agreed

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.demo.people import Person
    from bot.demo.telegram import Message
    from tests.world import World

SINRIJALA = (-5.139535, 119.43935)  # 80 m from the border with Karuwisi
SINRIJALA_CODE = "73.71.09.1010"
AT_SEA = (-5.2, 119.3)  # off Makassar, 7 km from the nearest island
SINGAPORE = (1.3, 103.8)


@pytest.fixture
async def newcomer(world: World) -> Newcomer:
    """Agreed, and asked for the village."""
    return await agreed(world)


WAYS: dict[str, Callable[[Person], Message]] = {
    "standing still": lambda person: person.sends_location(*SINRIJALA),
    "live": lambda person: person.sends_location(*SINRIJALA, 10.0, live=True),
    "forwarded": lambda person: person.sends_location(*SINRIJALA, forwarded=True),
    "a venue": lambda person: person.sends_location(*SINRIJALA, title="Warung Daeng"),
}


@pytest.mark.parametrize("way", WAYS)
async def test_a_position_takes_two_steps(newcomer: Newcomer, way: str) -> None:
    """The position, and one tap that confirms; the position alone settles nothing."""
    buttons = await newcomer.sends(WAYS[way](newcomer.person))
    assert "Kel. Sinrijala, Kec. Panakkukang, Kota Makassar" in newcomer.person.last.text
    assert buttons == ["Ya, Sinrijala", "Bukan"]
    assert await newcomer.lives_in() is None
    await newcomer.taps("Ya, Sinrijala")
    assert await newcomer.lives_in() == SINRIJALA_CODE
    assert newcomer.steps == 2
    assert await newcomer.world.count(Draft) == 0, "where one lives is no report"
