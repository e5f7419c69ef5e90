"""Somebody whom the bot has never seen, and how many steps they take until it knows their village.

A step is a message or a tap of their own, after they have agreed to the notice.
"""

from __future__ import annotations

import asyncio
import itertools
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.locales import SOURCE
from bot.models import Member
from bot.standin.message import ButtonTap, Message
from bot.views.consent import AGREE
from bot.views.place import full_name

if TYPE_CHECKING:
    from types import TracebackType

    from bot.models import Database, Region
    from bot.standin.events import Event
    from bot.standin.telegram import Person, Telegram
    from bot.vault import Vault

MOST_STEPS = 3
NAMES = ("Daeng Baji", "Nurmi", "Daeng Nai", "Ical", "Daeng Kebo", "Ramlah", "Daeng Gau")
_FIRST_ID = 7_400_000_001


class TourGuest:
    """One of them at a time: whoever ``comes`` takes the phone of the one before.

    While the block lasts their chat is followed; the page is told of each step.
    """

    def __init__(self, telegram: Telegram, database: Database, vault: Vault) -> None:
        """Let the first one come."""
        self._telegram = telegram
        self._database = database
        self._vault = vault
        self._numbers = itertools.count()
        self.language = SOURCE  # of whoever comes next
        self._following: asyncio.Task[None] | None = None
        self.comes()

    async def __aenter__(self) -> Self:
        """Follow what happens."""
        self._following = asyncio.create_task(self._follow())
        await asyncio.sleep(0)  # it listens now: nothing that is done from here on is missed
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Follow no more."""
        assert self._following is not None  # noqa: S101 - it was entered
        self._following.cancel()
        await asyncio.wait({self._following})

    def comes(self) -> Person:
        """Let another one come, to whom the bot is as new as they are to it."""
        number = next(self._numbers)
        name = NAMES[number % len(NAMES)]
        self.person = self._telegram.person(name, _FIRST_ID + number, self.language)
        self.agreed = False
        self._accepted = False
        self._deeds = 0
        self.steps = 0
        self.village: Region | None = None
        self._tell()
        return self.person

    def state(self) -> dict[str, Any]:
        """Return how far they are, for the page."""
        return {
            "id": self.person.id,
            "name": self.person.name,
            "agreed": self.agreed,
            "steps": self.steps,
            "most": MOST_STEPS,
            "village": None if self.village is None else full_name(self.village),
        }

    async def _follow(self) -> None:
        async for event in self._telegram.subscribe():
            if self.village is None and _in_chat_of(self.person, event):
                await self._note(event)

    async def _note(self, event: Event) -> None:
        """Count what is theirs after their ``Setuju``; look what an answer to it has changed.

        The order of what happened counts, not what the database knows by now: a look may take
        longer than their next tap.
        """
        if isinstance(event.subject, ButtonTap):
            self._count()
            self._accepted |= event.subject.data.startswith(AGREE)
        elif event.subject.author is None:
            if self._accepted and "inline_keyboard" not in (event.subject.markup or {}):
                await self._look()
        elif event.kind == "message":
            self._count()
        self._tell()

    def _count(self) -> None:
        self._deeds += 1
        self.steps += self._accepted

    async def _look(self) -> None:
        """Look them up as the bot does: they are a member once they have agreed."""
        person = self.person
        known = select(Member).where(Member.fingerprint == self._vault.fingerprint(person.id))
        async with self._database.reading() as session:
            member = await session.scalar(known.options(joinedload(Member.village)))
        if member is not None and person is self.person:  # nobody else came meanwhile
            self.agreed = True
            # What is not counted yet may be what the village came of.
            self.village = member.village if self._deeds == self.person.deeds else None

    def _tell(self) -> None:
        self._telegram.events.publish("stage", {"newcomer": self.state()})


def _in_chat_of(person: Person, event: Event) -> bool:
    subject = event.subject.message if isinstance(event.subject, ButtonTap) else event.subject
    return isinstance(subject, Message) and subject.chat is person.chat
