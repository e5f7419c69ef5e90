"""Sees what lies in people's chats, and when it came: the only judge of what was promised."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.page_kind import is_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.standin.message import Message
    from bot.standin.telegram import Telegram

TICKET = re.compile(r"KT-[0-9A-Z]{6}")
RECEIPT, DIGEST = "· tiket ", "Laporan harian"  # in no other message
PAGE = "page"


@dataclass(frozen=True, slots=True)
class Seen:
    """A message that came to somebody. ``at``: monotonic seconds. ``mark``: what it is."""

    mark: str
    chat: int
    ticket: str
    at: float


class Witness:
    """Follows the events of a Telegram while :meth:`watch` runs."""

    def __init__(self, telegram: Telegram, on_card: Callable[[Message], None]) -> None:
        """``on_card`` is given each message of the bot that is new or has changed."""
        self._telegram = telegram
        self._on_card = on_card
        self.seen: list[Seen] = []

    async def watch(self) -> None:
        """Look at everything that comes, until cancelled."""
        async for event in self._telegram.subscribe():
            if event.kind in {"message", "edited"} and event.subject.author is None:
                self._look(event.subject, is_new=event.kind == "message")

    def of(self, mark: str) -> Iterator[Seen]:
        """Yield what was seen of this kind, in order."""
        return (one for one in self.seen if one.mark == mark)

    def tickets(self, mark: str) -> set[str]:
        """Return the tickets that stood in messages of this kind."""
        return {one.ticket for one in self.of(mark)}

    def _look(self, message: Message, *, is_new: bool) -> None:
        text = message.text
        found = TICKET.search(text)
        ticket = found.group() if found else ""
        if RECEIPT in text:
            self._note(RECEIPT, message, ticket)
        elif is_new and is_page(message):  # an edited page is the same page
            self._note(PAGE, message, ticket)
        elif is_new and DIGEST in text:
            self._note(DIGEST, message, ticket)
        self._on_card(message)

    def _note(self, mark: str, message: Message, ticket: str) -> None:
        self.seen.append(Seen(mark, message.chat.id, ticket, time.monotonic()))
