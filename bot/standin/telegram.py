"""A small Telegram in memory: people, chats, messages, the queue of updates. No HTTP in it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from bot.standin import json_shapes
from bot.standin.call_log import Call
from bot.standin.chats import Chat, Group
from bot.standin.command_menus import CommandMenus
from bot.standin.events import Event, Events
from bot.standin.faults import Faults
from bot.standin.files import Files
from bot.standin.message import ButtonTap, Message
from bot.standin.person import Person
from bot.standin.styling import Styled, cleaned
from bot.standin.update_queue import Updates

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from datetime import datetime

# As large as Telegram's own have become: they do not fit into 32 bits.
FIRST_USER = 7_100_000_001
FIRST_GROUP = -4_200_000_001
FIRST_MESSAGE = 1001
USERNAME = "kamtibmas_demo_bot"


class Telegram:
    """Everything Telegram knows. One bot, ``token`` its key; ``clock`` gives aware UTC moments.

    People act through :class:`Person`; the bot acts through the Bot API (``bot.standin.api``).
    """

    def __init__(self, token: str, clock: Callable[[], datetime]) -> None:
        """Begin empty."""
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
        self.faults = Faults(self)
        self.updates = Updates(self.faults)
        self.files = Files()
        self.calls: list[Call] = []
        self.menus = CommandMenus()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Person] = {}  # callback queries without an answer
        self._message_ids = itertools.count(FIRST_MESSAGE)
        self._press_ids = itertools.count(1)

    # --- people and groups -----------------------------------------------------------------------
    def person(
        self,
        name: str,
        user_id: int | None = None,
        language: str = "id",
        username: str | None = None,
    ) -> Person:
        """Return the person with this id (or, without one, of this name); a new one where none."""
        for known in self.people.values():
            if known.id == user_id or (user_id is None and known.name == name):
                return known
        user_id = user_id or FIRST_USER + len(self.people)
        person = Person(self, user_id, name, language=language, username=username)
        self.people[user_id] = person
        self.events.publish("person", person)
        return person

    def group(self, title: str, members: Sequence[Person]) -> Group:
        """Make a group with these members and the bot."""
        group = Group(self, FIRST_GROUP - len(self.chats), title, members)
        self.chats[group.id] = group
        if members:
            self._membership(group, members[0], "left", "member")
        return group

    def private_chat(self, person: Person, about: dict[str, Any]) -> Chat:
        """Make the chat of a new person with the bot."""
        chat = Chat(self, person.id, "private", about)
        chat.person = person
        self.chats[chat.id] = chat
        return chat

    # --- messages and updates --------------------------------------------------------------------
    def compose(
        self,
        chat: Chat,
        author: Person | None,
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
        return chat.keep(Message(chat, number, author, moment, words, **content))

    def queue(self, kind: str, message: Message) -> None:
        """Tell the bot of a message."""
        if self.updates.wanted(kind):
            self.updates.add(kind, self.shape(message))
            self.events.publish("update", message)

    def shape(self, message: Message) -> dict[str, Any]:
        """Write a message out as the Bot API does."""
        return json_shapes.message(message, self.bot)

    def press(self, person: Person, message: Message, data: str) -> str:
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

    def tell_membership(self, person: Person, before: str, after: str) -> None:
        """Tell the bot that somebody blocked it, or lets it write again."""
        self._membership(person.chat, person, before, after)
        self.events.publish("blocked", person)

    def _membership(self, chat: Chat, person: Person, before: str, after: str) -> None:
        change = {
            "chat": chat.raw,
            "from": person.raw,
            "date": json_shapes.epoch(self.clock()),
            "old_chat_member": self._member(before),
            "new_chat_member": self._member(after),
        }
        self.updates.add("my_chat_member", change)
        self.events.publish("update", person)

    def _member(self, status: str) -> dict[str, Any]:
        member: dict[str, Any] = {"user": self.bot, "status": status}
        return member | {"until_date": 0} if status == "kicked" else member

    # --- for whoever watches ---------------------------------------------------------------------
    @property
    def pending(self) -> list[dict[str, Any]]:
        """Return the updates that the bot has not confirmed, oldest first."""
        return self.updates.pending

    async def until(self, predicate: Callable[[], bool], timeout: float = 30.0) -> None:  # noqa: ASYNC109
        """Wait until ``predicate()`` holds; TimeoutError after ``timeout`` real seconds."""
        await self.events.until(predicate, timeout)

    def subscribe(self) -> AsyncIterator[Event]:
        """Yield all that happens from now on."""
        return self.events.subscribe()


__all__ = ["Call", "Chat", "Event", "Group", "Message", "Person", "Telegram"]
