"""People who were there before an upgrade, and what they hear of after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.models import Delivery
from tests.page_kind import later_of_alert

if TYPE_CHECKING:
    from bot.standin.message import Message
    from bot.standin.person import Person
    from tests.world import World

RESIDENTS = ("Lama", "Naba", "Budi", "Ani", "Dewi", "Sitti", "Halimah", "John", "Rate", "Situju")


def who(world: World, name: str) -> Person:
    """Return somebody who was there before the upgrade."""
    return next(one for one in world.telegram.people.values() if one.name == name)


def card(world: World, name: str, words: str, label: str) -> Message:
    """Return the newest message in somebody's chat with these words and this button."""
    found = [one for one in who(world, name).inbox if words in one.text and label in one.buttons]
    return found[-1]


async def press(world: World, name: str, label: str, message: Message | None = None) -> str:
    """Let somebody press a button; return what flashed up, or nothing."""
    person = who(world, name)
    before = len(person.toasts)
    person.presses(label, message)
    await world.settle()
    return "".join(person.toasts[before:])


async def write(world: World, name: str, text: str) -> Message:
    """Let somebody write; return the newest message that they have then."""
    person = who(world, name)
    person.writes(text)
    await world.settle()
    return person.last


class Heard:
    """What each person got since the upgrade, known by its kind."""

    def __init__(self, world: World) -> None:
        """Count now."""
        self._world = world
        people = world.telegram.people.values()
        self._before = {person.id: len(person.inbox) for person in people}

    async def by(self, name: str, kind: str, words: str = "") -> list[Message]:
        """Return the new messages of a kind that somebody got; ``words``: what people wrote.

        A page that points to a later one of its alert tells what that tells.
        """
        person = who(self._world, name)
        sent = await self._world.all(Delivery, Delivery.kind == kind, Delivery.edits.is_(None))
        numbers = {one.sent_message_id for one in sent}
        new = person.inbox[self._before[person.id] :]
        return [
            message
            for at, message in enumerate(new)
            if message.message_id in numbers
            and any(words in one.text for one in [message, *later_of_alert(new[at:])])
        ]

    def identities(self) -> list[str]:
        """Return what somebody got, or sees edited, that names a resident who is not them."""
        return [
            message.text
            for person in self._world.telegram.people.values()
            for message in person.inbox
            if message in person.inbox[self._before[person.id] :] or message.edited_at
            for name in RESIDENTS
            if name not in person.name and re.search(rf"\b{name}\b", message.text)
        ]
