"""How messages get from people to the bot and back: chats, the queue of updates, the files."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from bot.standin import json_shapes
from bot.standin.events import Event, Events
from bot.standin.faults import Faults
from bot.standin.files import Files
from bot.standin.message import Account, ButtonTap, Chat, Message
from bot.standin.styling import Styled, cleaned
from bot.standin.update_queue import Updates

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

FIRST_MESSAGE = 1001
USERNAME = "kamtibmas_demo_bot"
PATIENCE_S = 120.0  # a busy machine is no fault: who waits in vain waits long


class Network:
    """What people and groups act on. ``clock`` gives aware UTC moments."""

    def __init__(self, token: str, clock: Callable[[], datetime]) -> None:
        """Begin empty; ``token`` is the key of the one bot."""
        self.token = token
        self.clock = clock
        self.username = USERNAME
        number = token.partition(":")[0]
        self.bot: dict[str, Any] = {
            "id": int(number) if number.isdigit() else 1,
            "is_bot": True,
            "first_name": "Kamtibmas",
            "username": USERNAME,
        }
        self.events = Events()
        self.faults = Faults(self.events, self._migrate)
        self.updates = Updates(self.faults)
        self.files = Files()
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Account] = {}  # callback queries without an answer
        self._message_ids = itertools.count(FIRST_MESSAGE)
        self._press_ids = itertools.count(1)

    def compose(
        self,
        chat: Chat,
        author: Account | None,
        *,
        words: Styled = Styled(""),  # noqa: B008 - frozen
        at: datetime | None = None,
        **content: Any,
    ) -> Message:
        """Lay a new message into a chat; ``content`` as :class:`Message` names it."""
        number = next(self._message_ids)
        moment = at or self.clock()
        if author is not None:
            words = cleaned(words)
        message = chat.keep(Message(chat, number, author, moment, words, **content))
        self.events.publish("message", message)
        return message

    def queue(self, kind: str, message: Message) -> None:
        """Tell the bot of a message."""
        if self.updates.wanted(kind):
            self.updates.add(kind, self.shape(message))
            self.events.publish("update", message)

    def shape(self, message: Message) -> dict[str, Any]:
        """Write a message out as the Bot API does."""
        return json_shapes.message(message, self.bot)

    def press(self, person: Account, message: Message, data: str) -> str:
        """Tell the bot of a press; return the id under which it is to be answered."""
        number = f"{person.id % 10**6:06d}{next(self._press_ids):09d}"
        self.presses[number] = person
        gone = {"chat": message.chat.raw, "message_id": message.message_id, "date": 0}
        query = {
            "id": number,
            "from": person.raw,
            "message": gone if message.deleted else self.shape(message),
            "chat_instance": str(message.chat.id),
            "data": data,
        }
        self.updates.add("callback_query", query)
        self.events.publish("press", ButtonTap(message, data))
        return number

    def tell_membership(self, person: Account, before: str, after: str) -> None:
        """Tell the bot that somebody blocked it, or lets it write again."""
        self.tell_status(person.chat, person, before, after)
        self.events.publish("blocked", person)

    def tell_status(self, chat: Chat, person: Account, before: str, after: str) -> None:
        """Tell the bot that somebody's status in a chat changed."""
        change = {
            "chat": chat.raw,
            "from": person.raw,
            "date": json_shapes.epoch(self.clock()),
            "old_chat_member": self._member(before),
            "new_chat_member": self._member(after),
        }
        self.updates.add("my_chat_member", change)
        self.events.publish("update", person)

    def _migrate(self, chat_id: int) -> int | None:
        chat = self.chats.get(chat_id)
        successor = None if chat is None else chat.migrates()
        return None if successor is None else successor.id

    def _member(self, status: str) -> dict[str, Any]:
        member: dict[str, Any] = {"user": self.bot, "status": status}
        return member | {"until_date": 0} if status == "kicked" else member

    # --- for whoever watches ---------------------------------------------------------------------
    @property
    def pending(self) -> list[dict[str, Any]]:
        """Return the updates that the bot has not confirmed, oldest first."""
        return self.updates.pending

    async def until(self, predicate: Callable[[], bool], timeout: float = PATIENCE_S) -> None:  # noqa: ASYNC109
        """Wait until ``predicate()`` holds; TimeoutError after ``timeout`` real seconds."""
        await self.events.until(predicate, timeout)

    def subscribe(self) -> AsyncIterator[Event]:
        """Yield all that happens from now on."""
        return self.events.subscribe()
