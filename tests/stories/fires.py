"""A fire as many stories begin, and what the buttons of its cards bring back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"


async def paged_fire(world: World) -> tuple[Person, Person, Person]:
    """A fire that officer and deputy have been paged for, and its reporter."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.passes(minutes=5)
    return officer, deputy, neighbour


def data_of(message: Message, label: str) -> str:
    """What a button brings back, kept as a phone keeps an old card."""
    buttons = [button for row in message.rows for button in row]
    return next(str(button["callback_data"]) for button in buttons if label in button["text"])
