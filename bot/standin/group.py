"""Groups in which the bot is: what it hears of them, and how one becomes a supergroup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.standin.message import Chat
from bot.standin.styling import Styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.standin.message import Account, Message
    from bot.standin.network import Network


class Group(Chat):
    """A group. Privacy mode is on, as it is for every new bot: it hears commands and replies."""

    def __init__(
        self, telegram: Network, chat_id: int, title: str, members: Sequence[Account]
    ) -> None:
        """Begin as a basic group; ``chat_id`` is negative."""
        super().__init__(chat_id, "group", {"title": title})
        self.telegram = telegram
        self.members = list(members)
        for member in members:
            member.met = True

    def writes(self, person: Account, text: str, reply_to: Message | None = None) -> Message:
        """Somebody writes; the bot hears of it where it is a command, or an answer to the bot."""
        chat = self.telegram.chats[self.moved_to] if self.moved_to else self
        message = self.telegram.compose(chat, person, words=Styled(text), reply_to=reply_to)
        to_bot = reply_to is not None and reply_to.author is None
        if text.startswith("/") or f"@{self.telegram.username}" in text or to_bot:
            self.telegram.queue("message", message)
        return message

    def migrates(self) -> Group:
        """Become a supergroup; the old id answers with the new one from now on."""
        if self.moved_to:
            return self._successor()
        successor = Group(self.telegram, self.id - 10**12, str(self.raw["title"]), self.members)
        successor.kind = successor.raw["type"] = "supergroup"
        self.telegram.chats[successor.id] = successor
        self.moved_to = successor.id
        self._tell(self, "migrate_to_chat_id", successor.id)
        self._tell(successor, "migrate_from_chat_id", self.id)
        return successor

    def _successor(self) -> Group:
        chat = self.telegram.chats[self.moved_to or 0]
        assert isinstance(chat, Group)  # noqa: S101 - for the type checker
        return chat

    def _tell(self, chat: Chat, key: str, chat_id: int) -> None:
        author = self.members[0] if self.members else None
        message = self.telegram.compose(chat, author, service={key: chat_id})
        self.telegram.queue("message", message)
