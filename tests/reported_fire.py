"""A fire that a neighbour has reported, and of which an officer was paged."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

FIRE = "Kebakaran di RT 03"
MORE = "apinya merembet ke rumah sebelah"


async def reported_fire(world: World) -> tuple[Person, Person, Message, str]:
    """An officer, a neighbour, the message that they wrote, and the ticket of their report."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Ani")
    written = neighbour.writes(FIRE)
    await world.settle()
    await world.presses(neighbour, "Masih, kirim")
    return officer, neighbour, written, await world.newest_ticket()
