"""The stand-in keeps menus of commands as Telegram does, asked by the library's own client."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram import BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import BadRequest

if TYPE_CHECKING:
    from telegram import Bot

    from bot.standin.telegram import Person, Telegram

WIDE, OWN, ENGLISH = (("lapor", "Lapor"),), (("tugas", "Tugas"),), (("lapor", "Report"),)


async def test_the_narrowest_list_is_shown(telegram: Telegram, bot: Bot, ani: Person) -> None:
    """One's own chat before all private chats, a language before none; deleted, the next shows."""
    private, chat = BotCommandScopeAllPrivateChats(), BotCommandScopeChat(ani.id)
    guest = telegram.person("Guest", language="en")
    await bot.set_my_commands(WIDE, scope=private)
    await bot.set_my_commands(ENGLISH, scope=private, language_code="en")
    await bot.set_my_commands(OWN, scope=chat)
    assert [one["description"] for one in telegram.menus.seen_by(guest)] == ["Report"]
    assert [one["command"] for one in telegram.menus.seen_by(ani)] == ["tugas"]
    assert [one.command for one in await bot.get_my_commands(scope=chat)] == ["tugas"]
    assert await bot.get_my_commands() == ()
    await bot.delete_my_commands(scope=chat)
    assert [one["description"] for one in telegram.menus.seen_by(ani)] == ["Lapor"]
    assert telegram.menus.seen_in_groups("id") == []


async def test_what_telegram_refuses(telegram: Telegram, bot: Bot, ani: Person) -> None:
    """A name in capitals, no words, a chat that nobody has opened."""
    with pytest.raises(BadRequest, match=r"(?i)bot_command_invalid"):
        await bot.set_my_commands([("Lapor", "Lapor")])
    with pytest.raises(BadRequest, match=r"(?i)description_invalid"):
        await bot.set_my_commands([("lapor", "")])
    stranger = telegram.person("Budi")
    with pytest.raises(BadRequest, match="not found"):
        await bot.set_my_commands(OWN, scope=BotCommandScopeChat(stranger.id))
    assert telegram.menus.seen_by(ani) == []
