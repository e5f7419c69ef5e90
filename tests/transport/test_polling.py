"""How often updates are asked for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.world import World

WATCHED_S = 1.2
MOST = 6  # a poll every quarter of a second, and the first


async def test_a_server_that_does_not_wait_is_not_hammered(world: World) -> None:
    """It answers empty polls at once: a few polls a second, no more; a message is taken at once."""
    person = await world.enrol("Ani")
    world.telegram.faults.add("empty", times=None)
    polling = asyncio.create_task(world.app.poller.run())
    before = len(_polls(world))
    await asyncio.sleep(WATCHED_S)
    assert len(_polls(world)) - before <= MOST
    world.telegram.faults.clear()
    person.writes("/bantuan")
    await world.telegram.until(lambda: not world.telegram.pending, 2)
    polling.cancel()


def _polls(world: World) -> list[object]:
    return [call for call in world.telegram.calls if call.method == "getUpdates"]
