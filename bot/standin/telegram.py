"""A small Telegram in memory: its people, groups, menus and calls. No HTTP in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.standin.call_log import Call
from bot.standin.command_menus import CommandMenus
from bot.standin.events import Event
from bot.standin.group import Group
from bot.standin.message import Chat, Message
from bot.standin.network import Network
from bot.standin.person import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

# As large as Telegram's own have become: they do not fit into 32 bits.
FIRST_USER = 7_100_000_001
FIRST_GROUP = -4_200_000_001


class Telegram(Network):
    """Everything Telegram knows. One bot, ``token`` its key; ``clock`` gives aware UTC moments.

    People act through :class:`Person`; the bot acts through the Bot API (``bot.standin.api``).
    """

    def __init__(self, token: str, clock: Callable[[], datetime]) -> None:
        """Begin empty."""
        super().__init__(token, clock)
        self.calls: list[Call] = []
        self.menus = CommandMenus()
        self.people: dict[int, Person] = {}

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
            self.tell_status(group, members[0], "left", "member")
        return group


__all__ = ["Call", "Chat", "Event", "Group", "Message", "Person", "Telegram"]
