"""The menus of commands that the bot has set, and which of them somebody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.standin.message import Account

    Command = dict[str, str]
    Place = tuple[str, int | None, str]  # the kind of scope, its chat, a language or none

DEFAULT = "default"
PRIVATE = "all_private_chats"
CHATS = frozenset({"chat", "chat_administrators", "chat_member"})  # these name a chat
SCOPES = CHATS | {DEFAULT, PRIVATE, "all_group_chats", "all_chat_administrators"}


class CommandMenus:
    """Each scope and language has its own list; the narrowest that is there is shown."""

    def __init__(self) -> None:
        """Nothing is set yet."""
        self._lists: dict[Place, list[Command]] = {}

    def set(self, scope: Mapping[str, Any], language: str, commands: list[Command]) -> None:
        """Keep a list; an empty one is as none, as with Telegram."""
        place = _place(scope, language)
        self._lists[place] = commands
        if not commands:
            del self._lists[place]

    def get(self, scope: Mapping[str, Any], language: str) -> list[Command]:
        """Return the list that was set for just this scope and language."""
        return self._lists.get(_place(scope, language), [])

    def seen_by(self, person: Account) -> list[Command]:
        """Return what somebody sees in the private chat with the bot."""
        language = str(person.raw["language_code"])
        scopes = (("chat", person.id), (PRIVATE, None), (DEFAULT, None))
        places = [(kind, chat, code) for kind, chat in scopes for code in (language, "")]
        return next((self._lists[place] for place in places if place in self._lists), [])

    def seen_in_groups(self, language: str) -> list[Command]:
        """Return what somebody with this language sees in a group."""
        places = [
            (kind, None, code) for kind in ("all_group_chats", DEFAULT) for code in (language, "")
        ]
        return next((self._lists[place] for place in places if place in self._lists), [])


def _place(scope: Mapping[str, Any], language: str) -> Place:
    kind = str(scope.get("type", DEFAULT))
    return kind, int(scope["chat_id"]) if kind in CHATS else None, language
