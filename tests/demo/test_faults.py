"""Telegram's bad days, as a real client meets them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import httpx
import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
)

if TYPE_CHECKING:
    from bot.standin.server import Server
    from bot.standin.telegram import Person, Telegram

KINDS = [
    ("forbidden", Forbidden, "blocked"),
    ("bad_request", BadRequest, "wrong"),
    ("bad_gateway", NetworkError, "Bad Gateway"),
    ("server_error", NetworkError, "Internal Server Error"),
]


@pytest.mark.parametrize(("kind", "error", "words"), KINDS)
async def test_a_refusal_strikes_once(
    telegram: Telegram, bot: Bot, ani: Person, kind: str, error: type[Exception], words: str
) -> None:
    """The next call of the method fails; the one after it is fine, and others never failed."""
    telegram.faults.add(kind, method="sendMessage")
    await bot.get_me()
    with pytest.raises(error, match=words):
        await bot.send_message(ani.id, "satu")
    await bot.send_message(ani.id, "dua")
    assert [message.text for message in ani.inbox] == ["dua"]


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
async def test_too_many_requests_for_one_chat(telegram: Telegram, bot: Bot, ani: Person) -> None:
    """Ani's chat has to wait seven seconds, twice; Budi's has not."""
    budi = telegram.person("Budi")
    budi.writes("/start")
    telegram.faults.add("too_many", chat=ani, times=2, retry_after=7)
    for _ in range(2):
        with pytest.raises(RetryAfter) as refusal:
            await bot.send_message(ani.id, "a")
        assert refusal.value.retry_after == 7
    await bot.send_message(budi.id, "a")
    await bot.send_message(ani.id, "a")


async def test_a_reset_does_nothing_and_an_accepted_one_does_it(
    telegram: Telegram, bot: Bot, ani: Person
) -> None:
    """The client cannot tell the one from the other; Ani can."""
    telegram.faults.add("reset", method="sendMessage")
    telegram.faults.add("accepted_then_reset", method="sendMessage")
    for text in ("hilang", "sampai"):
        with pytest.raises(NetworkError):
            await bot.send_message(ani.id, text)
    assert [message.text for message in ani.inbox] == ["sampai"]
    assert [call.outcome for call in telegram.calls[-2:]] == ["reset", "reset"]


async def test_a_reset_is_one_at_the_line(telegram: Telegram, server: Server) -> None:
    """A bare client sees the connection break, whether the hand-made line or the web serves it."""
    for headers in ({}, {"transfer-encoding": "chunked"}):
        telegram.faults.add("reset")
        async with httpx.AsyncClient() as client:
            with pytest.raises(httpx.ReadError):
                await client.post(f"{server.url}/bot{telegram.token}/getMe", headers=headers)


async def test_down_is_down_until_it_is_over(telegram: Telegram, bot: Bot, ani: Person) -> None:
    """Nothing works, however often it is tried; then everything does."""
    telegram.faults.add("down")
    for _ in range(3):
        with pytest.raises(NetworkError):
            await bot.get_me()
    telegram.faults.clear()
    await bot.send_message(ani.id, "kembali")
    assert ani.last.text == "kembali"


async def test_a_delay_is_waited(telegram: Telegram, bot: Bot, ani: Person) -> None:
    """The call takes its time, and is done."""
    telegram.faults.add("delay", method="sendMessage", seconds=0.1)
    began = time.monotonic()
    await bot.send_message(ani.id, "lambat")
    assert time.monotonic() - began >= 0.1


async def test_a_group_that_has_moved_says_where(telegram: Telegram, bot: Bot, ani: Person) -> None:
    """The old id answers with the new one, each time; the new one works."""
    group = telegram.group("RW 02", [ani])
    telegram.faults.add("migrate", chat=group)
    with pytest.raises(ChatMigrated) as refusal:
        await bot.send_message(group.id, "a")
    with pytest.raises(ChatMigrated):
        await bot.send_message(group.id, "a")
    sent = await bot.send_message(refusal.value.new_chat_id, "a")
    assert sent.chat.type == "supergroup"


async def test_a_wrong_token_and_an_unknown_method(telegram: Telegram, server: Server) -> None:
    """401 for the one, 404 for the other, both in Telegram's JSON."""
    with pytest.raises(InvalidToken):
        async with Bot("1:salah", base_url=f"{server.url}/bot"):
            pass
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{server.url}/bot{telegram.token}/sendNothing")
    assert answer.status_code == 404
    assert answer.json()["error_code"] == 404


def test_a_fault_that_does_not_exist_is_named(telegram: Telegram) -> None:
    """A slip in a story is no silent success."""
    with pytest.raises(ValueError, match="'resett' is none of"):
        telegram.faults.add("resett")


async def test_updates_come_twice_in_another_order_and_once_more(
    telegram: Telegram, bot: Bot, ani: Person
) -> None:
    """Ani writes twice: one poll has each message doubled, one has the newest first.

    When both are confirmed, a last poll brings them once more.
    """
    ani.writes("satu")
    ani.writes("dua")
    first, second = (update["update_id"] for update in telegram.pending[-2:])
    orders = {"duplicate": [first, first, second, second], "reorder": [second, first]}
    for kind, order in orders.items():
        telegram.faults.add(kind)
        assert [update.update_id for update in await bot.get_updates()] == order
    await bot.get_updates(offset=second + 1)
    telegram.faults.add("repeat")
    again = await bot.get_updates(offset=second + 1)
    assert [update.update_id for update in again][-2:] == [first, second]
    assert await bot.get_updates(offset=second + 1) == ()
