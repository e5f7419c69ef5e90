"""Somebody who has agreed to the notice and is asked for the village; their steps are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Member

if TYPE_CHECKING:
    from bot.standin.person import Person
    from bot.standin.telegram import Message
    from tests.world import World

MOST_STEPS = 3  # messages and taps of one's own


class Newcomer:
    """Counts what somebody writes, sends and presses after agreeing."""

    def __init__(self, world: World, person: Person) -> None:
        """Count from here on."""
        self.world = world
        self.person = person
        self.steps = 0

    async def types(self, text: str) -> list[str]:
        """Write a message; return the buttons of the answer."""
        self.person.writes(text)
        return await self.went()

    async def sends(self, message: Message) -> list[str]:
        """Count a message that was just sent; return the buttons of the answer."""
        assert message.author is self.person
        return await self.went()

    async def taps(self, label: str) -> list[str]:
        """Press a button; return those of the answer."""
        self.person.presses(label)
        return await self.went()

    async def lives_in(self) -> str | None:
        """Return the code of the village that the bot knows, within the steps that are allowed."""
        assert self.steps <= MOST_STEPS
        (member,) = await self.world.all(Member)
        village: str | None = member.village_code
        return village

    async def went(self) -> list[str]:
        """Count a step, and let the bot answer."""
        self.steps += 1
        await self.world.settle()
        return self.person.last.buttons


async def agreed(world: World, name: str = "Daeng Naba") -> Newcomer:
    """Come in: /start and Setuju; the question is asked."""
    person = world.telegram.person(name)
    person.writes("/start")
    await world.settle()
    person.presses("Setuju")
    await world.settle()
    assert "Di desa atau kelurahan mana" in person.last.text
    return Newcomer(world, person)
