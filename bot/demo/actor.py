"""What hands do in a story: they type and press before everybody's eyes, and wait for answers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.locales import say_in
from bot.standin.person import bare

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.demo.spots import MapPoint
    from bot.demo.stage import Stage
    from bot.standin.message import Message
    from bot.standin.person import Person

PATIENCE_S = 40.0
TYPING_S, FINGER_S = 1.4, 0.5  # how long one types, and how long a finger rests on a button


class Actor:
    """Anybody's hands, on a stage. ``pace`` 2 is twice as fast."""

    def __init__(self, stage: Stage, pace: float) -> None:
        """Nobody has moved yet."""
        self._stage = stage
        self._pace = pace

    async def types(self, person: Person, text: str, to: Message | None = None) -> None:
        """Type a message, and send it; ``to``: as a reply to this one."""
        self._stage.tell(typing=person.id, text=text)
        await self.rests(TYPING_S)
        person.writes(text, reply_to=to)

    async def presses(self, person: Person, *labels: str) -> None:
        """Press the first of these labels that is there, in whichever language."""
        labels = tuple(spoken for label in labels for spoken in _spoken(label))
        await self.waits(lambda: any(_sees(person, label) for label in labels))
        label = next(label for label in labels if _sees(person, label))
        self._stage.tell(finger=person.id, label=label)
        await self.rests(FINGER_S)
        person.presses(label)

    async def sends(self, person: Person, position: MapPoint) -> None:
        """Open the sheet behind the paper clip, and send where one stands."""
        self._stage.tell(attaching=person.id)
        await self.rests(TYPING_S)
        person.sends_location(*position)

    async def comes(self, person: Person, seen: int) -> None:
        """Look at somebody's phone until more than ``seen`` messages of the bot have come."""
        self._stage.tell(looking=person.id)
        await self.waits(lambda: len(person.inbox) > seen)

    async def waits(self, holds: Callable[[], bool]) -> None:
        """Wait until it is so; TimeoutError where it does not come to be."""
        await self._stage.telegram.until(holds, PATIENCE_S)

    async def rests(self, seconds: float) -> None:
        """Let the audience look, ``seconds`` at the pace 1."""
        await asyncio.sleep(seconds / self._pace)


def _spoken(label: str) -> tuple[str, str]:
    return label, say_in("en").plain(label)


def _sees(person: Person, label: str) -> bool:
    newest = [message for message in person.inbox if message.rows][-3:]
    shown = [bare(button) for message in newest for button in message.buttons]
    return bare(label) in shown
