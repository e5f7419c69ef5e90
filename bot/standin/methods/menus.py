"""Methods about the menu of commands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.standin.command_menus import CHATS, DEFAULT, SCOPES
from bot.standin.refusal import bad_request

if TYPE_CHECKING:
    from bot.standin.call_parameters import CallParameters
    from bot.standin.telegram import Telegram

MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256
NAME = re.compile(r"[a-z0-9_]{1,32}")


def set_my_commands(telegram: Telegram, ask: CallParameters) -> bool:
    """Keep the list of commands of a scope and a language."""
    commands = ask.structure("commands")
    if not isinstance(commands, list) or not all(isinstance(one, dict) for one in commands):
        raise bad_request("can't parse commands JSON object")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        _check(one)
    return _keep(telegram, ask, commands)


def delete_my_commands(telegram: Telegram, ask: CallParameters) -> bool:
    """Forget it."""
    return _keep(telegram, ask, [])


def get_my_commands(telegram: Telegram, ask: CallParameters) -> list[dict[str, str]]:
    """Return it, as it was set for just this scope and language."""
    return telegram.menus.get(_scope(telegram, ask), ask.text("language_code"))


def _keep(telegram: Telegram, ask: CallParameters, commands: list[dict[str, str]]) -> bool:
    telegram.menus.set(_scope(telegram, ask), ask.text("language_code"), commands)
    telegram.events.publish("menu", None)
    return True


def _check(command: dict[str, Any]) -> None:
    if NAME.fullmatch(str(command.get("command", "")).removeprefix("/")) is None:
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", ""))) <= LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def _scope(telegram: Telegram, ask: CallParameters) -> dict[str, Any]:
    """Return the scope; one that names a chat which the bot does not know is refused."""
    scope = ask.structure("scope") or {"type": DEFAULT}
    if not isinstance(scope, dict) or scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if scope["type"] in CHATS and _unknown(telegram, scope.get("chat_id")):
        raise bad_request("chat not found")
    return scope


def _unknown(telegram: Telegram, chat_id: object) -> bool:
    chat = telegram.chats.get(chat_id) if isinstance(chat_id, int) else None
    return chat is None or (chat.person is not None and not chat.person.started)
