"""Twenty neighbours write, the bot is killed while they do, and everything is counted."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.demo import neighbours
from bot.models import Report

if TYPE_CHECKING:
    from datetime import datetime

    from bot.models import Database
    from bot.standin.message import Message
    from bot.standin.telegram import Person, Telegram

TEXT = "Sampah menumpuk di selokan lorong {number} RT 04"
SEND = "Kirim"
TICKET = "KT-"
PATIENCE_S = 90.0  # a loaded machine takes its time; a receipt that comes late is not lost
APART_S = 0.12  # between two messages


@dataclass(frozen=True, slots=True)
class KillTestResult:
    """What became of what was sent. ``received``: receipts that came back."""

    sent: int
    stored: int
    received: int
    doubled: int

    @property
    def lost(self) -> int:
        """Return how many are nowhere."""
        return self.sent - (self.stored - self.doubled)


class KillTest:
    """One round of it. Everybody presses ``Kirim`` as soon as their card comes, as people do."""

    def __init__(self, telegram: Telegram, database: Database) -> None:
        """Begin now."""
        self._telegram = telegram
        self._database = database
        self._people = neighbours.people(telegram)
        self._seen = {person.id: len(person.inbox) for person in self._people}
        self._pressed: set[int] = set()
        self._written = 0
        self._began: datetime = telegram.clock()

    async def write(self) -> None:
        """Let all of them write, one after the other, whether or not the bot is alive."""
        for number, person in enumerate(self._people, 1):
            person.writes(TEXT.format(number=number))
            self._written = number
            await asyncio.sleep(APART_S)

    def press_what_came(self) -> int:
        """Press on every card that has come; return how many receipts there are."""
        for person in self._people:
            if person.id not in self._pressed and (card := self._card(person)) is not None:
                self._pressed.add(person.id)
                person.presses(SEND, card)
        return self.received

    async def finish(self) -> KillTestResult:
        """Wait for every receipt, and count. Gives up after a while: then the count shows it."""
        with contextlib.suppress(TimeoutError):  # what is missing then stands in the count
            await self._telegram.until(
                lambda: self.press_what_came() == len(self._people), PATIENCE_S
            )
        return await self.count()

    @property
    def received(self) -> int:
        """Return how many have a receipt."""
        return sum(
            any(TICKET in message.text for message in self._new(person)) for person in self._people
        )

    async def count(self) -> KillTestResult:
        """Count what was sent, what the bot's own database holds, what came back."""
        texts = [TEXT.format(number=number) for number in range(1, len(self._people) + 1)]
        mine = (Report.created_at >= self._began, Report.text.in_(texts))
        counted = select(func.count(), func.count(Report.text.distinct())).where(*mine)
        async with self._database.reading() as session:
            stored, different = (await session.execute(counted)).one()
        return KillTestResult(self._written, stored, self.received, stored - different)

    def _new(self, person: Person) -> list[Message]:
        return person.inbox[self._seen[person.id] :]

    def _card(self, person: Person) -> Message | None:
        cards = (one for one in self._new(person) if any(SEND in label for label in one.buttons))
        return next(cards, None)
