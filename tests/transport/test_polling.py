"""How often updates are asked for."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.world import World

WATCHED_S = 1.2
A_SECOND = 4  # polls, at most


async def test_a_server_that_does_not_wait_is_not_hammered(world: World) -> None:
    """It answers empty polls at once: a few polls a second, no more; a message is taken at once."""
    person = await world.enrol("Ani")
    world.telegram.faults.add("empty", times=None)
    polling = asyncio.create_task(world.app.poller.run())
    before, began = len(_polls(world)), time.monotonic()
    await asyncio.sleep(WATCHED_S)
    assert len(_polls(world)) - before <= 2 + A_SECOND * (time.monotonic() - began)
    world.telegram.faults.clear()
    person.writes("/bantuan")
    await world.telegram.until(lambda: not world.telegram.pending)
    polling.cancel()


def _polls(world: World) -> list[object]:
    return [call for call in world.telegram.calls if call.method == "getUpdates"]
