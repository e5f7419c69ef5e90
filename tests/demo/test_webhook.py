"""The stand-in's webhook: what is brought when, to whom, and what is told of it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from starlette.responses import Response
from starlette.routing import Route
from telegram.error import BadRequest, Conflict

from bot.web.server import Listener

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from telegram import Bot

    from bot.standin.telegram import Person, Telegram


class Door:
    """Somebody's webhook: notes what is brought and answers as it is told to."""

    def __init__(self) -> None:
        """Answer 200 at once."""
        self.brought: list[str] = []
        self.secrets: set[str | None] = set()
        self.status, self.headers = 200, dict[str, str]()
        self.open = asyncio.Event()
        self.open.set()
        self.within = self.most_within = 0

    async def receive(self, request: Request) -> Response:
        """Take one update, once the door is open."""
        update: dict[str, Any] = await request.json()
        self.secrets.add(request.headers.get("x-telegram-bot-api-secret-token"))
        self.brought.append(_what(update))
        self.within += 1
        self.most_within = max(self.most_within, self.within)
        await self.open.wait()
        self.within -= 1
        return Response(status_code=self.status, headers=self.headers)


def _what(update: dict[str, Any]) -> str:
    press = update.get("callback_query")
    return f"press {press['data']}" if press else str(update["message"]["text"])


@asynccontextmanager
async def _listening() -> AsyncIterator[tuple[Door, str]]:
    door = Door()
    route = Route("/hook", door.receive, methods=["POST"])
    async with Listener(("127.0.0.1", 0), [route]) as listener:
        yield door, f"http://127.0.0.1:{listener.port}/hook"


@pytest.fixture
async def hooked() -> AsyncIterator[tuple[Door, str]]:
    """A door and its address."""
    async with _listening() as opened:
        yield opened


async def test_what_waits_and_what_comes_is_brought(
    telegram: Telegram, bot: Bot, ani: Person, hooked: tuple[Door, str]
) -> None:
    """In order, with the secret; what was answered 200 is pending no more."""
    door, url = hooked
    ani.writes("sebelum")
    await bot.set_webhook(url, secret_token="rahasia", max_connections=5)
    ani.writes("sesudah")
    await telegram.until(lambda: not telegram.pending)
    assert (door.brought, door.secrets) == (["sebelum", "sesudah"], {"rahasia"})
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.max_connections) == (url, 0, 5)
    assert info.last_error_date is None


async def test_one_of_a_chat_at_a_time_and_many_chats_at_once(
    telegram: Telegram, bot: Bot, ani: Person, hooked: tuple[Door, str]
) -> None:
    """A chat's second waits for the first's answer; no more go at once than was asked for."""
    door, url = hooked
    door.open.clear()
    await bot.set_webhook(url, max_connections=2)
    others = [telegram.person(name) for name in ("Budi", "Cici")]
    for person in (ani, *others):
        person.writes(f"{person.name} satu")
        person.writes(f"{person.name} dua")
    await telegram.until(lambda: len(door.brought) == 2)
    assert sorted(door.brought) == ["Ani satu", "Budi satu"]
    door.open.set()
    await telegram.until(lambda: not telegram.pending)
    assert door.most_within == 2
    for name in ("Ani", "Budi", "Cici"):
        assert [one for one in door.brought if name in one] == [f"{name} satu", f"{name} dua"]


async def test_what_is_not_taken_comes_again_later_each_time(
    telegram: Telegram, bot: Bot, ani: Person, hooked: tuple[Door, str]
) -> None:
    """At once, then later and later; the bot is told why, and a story need not wait."""
    door, url = hooked
    door.status = 500
    await bot.set_webhook(url)
    ani.writes("tolong")
    webhook = telegram.updates.webhook
    await telegram.until(lambda: webhook.rests)
    assert door.brought == ["tolong"] * 2
    waits = []
    for _ in range(3):
        webhook.retry_now()
        await telegram.until(lambda: webhook.rests)
        waits.append(round(webhook.wait_s or 0))
    assert waits == [4, 8, 16]
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
    assert info.pending_update_count == 1
    door.status = 200
    webhook.retry_now()
    await telegram.until(lambda: not telegram.pending)


async def test_retry_after_is_obeyed(
    telegram: Telegram, bot: Bot, ani: Person, hooked: tuple[Door, str]
) -> None:
    """A bot that asks to come again in a minute is left alone for a minute."""
    door, url = hooked
    door.status, door.headers = 503, {"retry-after": "60"}
    await bot.set_webhook(url)
    ani.writes("tolong")
    webhook = telegram.updates.webhook
    await telegram.until(lambda: webhook.error is not None)
    assert door.brought == ["tolong"]
    assert 58 < (webhook.wait_s or 0) <= 60


async def test_nobody_is_there(telegram: Telegram, bot: Bot, ani: Person) -> None:
    """The bot is down: what is written waits until it is back at the same address."""
    async with _listening() as (_, url):
        pass
    await bot.set_webhook(url)
    ani.writes("menunggu")
    await telegram.until(lambda: telegram.updates.webhook.rests)
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.last_error_message) == (1, "Connection refused")


async def test_setting_a_webhook_sends_a_poller_away(
    telegram: Telegram, bot: Bot, hooked: tuple[Door, str]
) -> None:
    """Who waits for updates is told so at once; deleting it lets them ask again."""
    polling = asyncio.create_task(bot.get_updates(timeout=20))
    await telegram.until(lambda: telegram.updates.polled)
    await bot.set_webhook(hooked[1])
    with pytest.raises(Conflict, match="terminated by setWebhook"):
        await polling
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


@pytest.mark.parametrize(
    ("url", "secret", "why"),
    [
        ("http://contoh.id/x", None, "(?i)an https url must be provided"),
        ("https://contoh.id:8080/x", None, "only on ports 80, 88, 443 or 8443"),
        ("https://contoh.id/x", "a b", "unallowed characters"),
    ],
)
async def test_what_telegram_would_not_take(
    bot: Bot, url: str, secret: str | None, why: str
) -> None:
    """A wrong address or secret is refused as the real one refuses it; nothing is set."""
    with pytest.raises(BadRequest, match=why):
        await bot.set_webhook(url, secret_token=secret)
    assert (await bot.get_webhook_info()).url == ""


async def test_nothing_leaves_this_machine(telegram: Telegram, bot: Bot, ani: Person) -> None:
    """A public address may be set; the stand-in delivers nothing to it, and says so."""
    await bot.set_webhook("https://contoh.id/telegram")
    ani.writes("rahasia")
    await telegram.until(lambda: telegram.updates.webhook.rests)
    message = (await bot.get_webhook_info()).last_error_message
    assert message is not None
    assert "this machine alone" in message
