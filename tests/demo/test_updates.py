"""The queue of updates: offsets, long polls, and who is sent away."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
import pytest
from telegram.error import Conflict

if TYPE_CHECKING:
    from telegram import Bot

    from bot.standin.server import Server
    from bot.standin.telegram import Person, Telegram

POLL_S = 50  # the longest there is


async def test_an_update_comes_again_until_an_offset_confirms_it(
    telegram: Telegram, bot: Bot, ani: Person
) -> None:
    """Ani writes twice; both come at each poll, until the offset goes past them."""
    ani.writes("satu")
    ani.writes("dua")
    first, second = await bot.get_updates()
    assert [first, second] == list(await bot.get_updates())
    assert second.update_id == first.update_id + 1
    assert await bot.get_updates(offset=second.update_id) == (second,)
    assert len(telegram.pending) == 1
    assert await bot.get_updates(offset=second.update_id + 1) == ()
    assert telegram.pending == []


async def test_limit_and_a_negative_offset(bot: Bot, ani: Person) -> None:
    """A limit cuts the list; a negative offset forgets all but the last ones."""
    for number in range(5):
        ani.writes(str(number))
    assert len(await bot.get_updates(limit=2)) == 2
    (last,) = await bot.get_updates(offset=-1)
    assert last.message is not None
    assert last.message.text == "4"
    assert await bot.get_updates() == (last,)


async def test_a_long_poll_ends_with_the_first_update(
    telegram: Telegram, bot: Bot, ani: Person
) -> None:
    """The bot waits; Ani writes; the answer comes at once."""
    poll = asyncio.create_task(bot.get_updates(timeout=POLL_S))
    await telegram.until(lambda: telegram.updates.polled)
    ani.writes("tolong")
    (update,) = await asyncio.wait_for(poll, 0.9 * POLL_S)
    assert update.effective_message is not None
    assert update.effective_message.text == "tolong"


async def test_a_newer_poll_ends_the_older(
    telegram: Telegram, server: Server, bot: Bot, ani: Person
) -> None:
    """A second process polls with the same token: the first is told so, the second goes on."""
    older = asyncio.create_task(bot.get_updates(timeout=20))
    await telegram.until(lambda: telegram.updates.polled)
    async with httpx.AsyncClient() as other:
        url = f"{server.url}/bot{telegram.token}/getUpdates"
        newer = asyncio.create_task(other.post(url, json={"timeout": 5}))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await older
        ani.writes("halo")
        assert len((await newer).json()["result"]) == 1


async def test_a_poll_ends_where_its_line_ends(telegram: Telegram, bot: Bot) -> None:
    """The bot is killed while it polls: nobody waits any more, and the next poll is no conflict."""
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await telegram.until(lambda: telegram.updates.polled)
    poll.cancel()
    await asyncio.wait({poll})
    await telegram.until(lambda: not telegram.updates.polled)


async def test_allowed_updates_hold_until_they_are_changed(bot: Bot, ani: Person) -> None:
    """Who asks for presses alone hears no messages, at this poll and the next."""
    await bot.get_updates(allowed_updates=["callback_query"])
    ani.writes("tidak terdengar")
    assert await bot.get_updates() == ()
    await bot.get_updates(allowed_updates=[])
    ani.writes("terdengar")
    assert len(await bot.get_updates()) == 1


async def test_polling_is_refused_while_a_webhook_is_set(bot: Bot, ani: Person) -> None:
    """With a webhook getUpdates is a conflict; without it, it works again."""
    await bot.set_webhook("https://contoh.id/telegram", secret_token="rahasia")
    assert (await bot.get_webhook_info()).url == "https://contoh.id/telegram"
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    ani.writes("menunggu")
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_who_blocks_the_bot_is_told_to_it(bot: Bot, ani: Person) -> None:
    """Ani blocks the bot and lets it write again: two changes of membership."""
    ani.blocks()
    ani.unblocks()
    changes = [update.my_chat_member for update in await bot.get_updates()]
    assert [change.new_chat_member.status for change in changes if change] == ["kicked", "member"]


async def test_a_group_speaks_to_the_bot_by_commands_alone(
    telegram: Telegram, bot: Bot, ani: Person
) -> None:
    """In a group the bot hears that it was added, commands, and answers to what it said."""
    group = telegram.group("Warga RW 02", [ani])
    group.writes(ani, "obrolan biasa")
    group.writes(ani, "/lapor")
    added, command = await bot.get_updates()
    assert added.my_chat_member is not None
    assert command.message is not None
    assert command.message.text == "/lapor"
    said = await bot.send_message(group.id, "Silakan lewat pesan pribadi")
    group.writes(ani, "baik", reply_to=group.messages[said.message_id])
    (answer,) = await bot.get_updates(offset=command.update_id + 1)
    assert answer.message is not None
    assert answer.message.reply_to_message is not None
