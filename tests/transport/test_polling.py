"""How often updates are asked for."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.intake import taking

if TYPE_CHECKING:
    from tests.world import World

WATCHED = 5  # polls
A_SECOND = 4  # polls, at most


async def test_a_server_that_does_not_wait_is_not_hammered(world: World) -> None:
    """It answers empty polls at once: a few polls a second, no more; a message is taken at once."""
    person = await world.enrol("Ani")
    world.telegram.faults.add("empty", times=None)
    before, began = len(_polls(world)), time.monotonic()
    async with taking(world):
        await world.telegram.until(lambda: len(_polls(world)) - before >= WATCHED)
        assert time.monotonic() - began >= (WATCHED - 2) / A_SECOND
        world.telegram.faults.clear()
        person.writes("/bantuan")
        await world.telegram.until(lambda: not world.telegram.pending)


def _polls(world: World) -> list[object]:
    return [call for call in world.telegram.calls if call.method == "getUpdates"]
