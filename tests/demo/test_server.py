"""The line: every way parameters may come, and the doors for tests in another process."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import TYPE_CHECKING

import aiohttp
import httpx
import pytest

from bot.clock import Clock
from bot.standin.movable_clock import MovableClock
from bot.standin.server import Server, application

if TYPE_CHECKING:
    from pathlib import Path

    from telegram import Bot

    from bot.standin.telegram import Person, Telegram

KEYBOARD = {"inline_keyboard": [[{"text": "Kirim", "callback_data": "d:1:send"}]]}


@pytest.mark.parametrize("way", ["json", "data", "files", "query"])
async def test_parameters_come_as_they_like(
    telegram: Telegram, server: Server, ani: Person, way: str
) -> None:
    """JSON, a form, a form with files, the address itself: one message, one button."""
    plain = {"chat_id": str(ani.id), "text": "halo", "reply_markup": json.dumps(KEYBOARD)}
    url = f"{server.url}/bot{telegram.token}/sendMessage"
    async with httpx.AsyncClient() as client:
        if way == "json":
            answer = await client.post(url, json=plain | {"reply_markup": KEYBOARD})
        elif way == "data":
            answer = await client.post(url, data=plain)
        elif way == "files":
            answer = await client.post(url, data=plain, files={"unused": b"x"})
        else:
            answer = await client.get(url, params=plain)
    assert answer.json()["ok"]
    assert ani.last.buttons == ["Kirim"]
    assert telegram.calls[-1].params["reply_markup"] == KEYBOARD


async def test_aiohttp_sends_files_too(telegram: Telegram, server: Server, ani: Person) -> None:
    """A form of aiohttp's with a file in it."""
    form = aiohttp.FormData({"chat_id": str(ani.id), "caption": "catatan"})
    form.add_field("document", b"a,b\r\n1,2\r\n", filename="ré.csv", content_type="text/csv")
    async with aiohttp.ClientSession() as client:
        url = f"{server.url}/bot{telegram.token}/sendDocument"
        async with client.post(url, data=form) as answer:
            assert answer.status == 200
    assert ani.last.document is not None
    assert ani.last.document.content == b"a,b\r\n1,2\r\n"
    assert ani.last.caption == "catatan"


async def test_a_body_that_is_no_json_is_a_400(telegram: Telegram, server: Server) -> None:
    """A client with a fault hears of it; the line stays open for the next."""
    url = f"{server.url}/bot{telegram.token}/getMe"
    async with httpx.AsyncClient(headers={"content-type": "application/json"}) as client:
        assert (await client.post(url, content=b"{")).status_code == 400
        assert (await client.post(url, content=b"[]")).status_code == 400
        assert (await client.post(url, content=b"{}")).status_code == 200


async def test_calls_that_come_together_are_answered_in_order(
    telegram: Telegram, server: Server
) -> None:
    """Three requests in one packet, one of them slow: three answers, in order."""
    telegram.faults.add("delay", method="getMe", seconds=0.05)
    head = f"POST /bot{telegram.token}/%s HTTP/1.1\r\nhost: a\r\n\r\n"
    sent = (head % "getMe" + head % "getMyCommands" + head % "nothing").encode()
    host, _, port = server.url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(sent)
    answers = b""
    while answers.count(b"HTTP/1.1 ") < 3 or not answers.endswith(b"}"):
        answers += await asyncio.wait_for(reader.read(4096), 30)
    writer.close()
    await writer.wait_closed()
    assert [int(part[:3]) for part in answers.split(b"HTTP/1.1 ")[1:]] == [200, 200, 404]


async def test_without_a_socket(telegram: Telegram) -> None:
    """The same through the ASGI application, for those who need no line."""
    transport = httpx.ASGITransport(application(telegram))
    async with httpx.AsyncClient(transport=transport, base_url="http://t") as client:
        answer = await client.get(f"/bot{telegram.token}/getMe")
        assert answer.json()["result"]["is_bot"]
        telegram.faults.add("reset")
        with pytest.raises(ConnectionResetError):
            await client.get(f"/bot{telegram.token}/getMe")


def test_a_thread_of_its_own(telegram: Telegram) -> None:
    """Code that knows no loop starts it, drives people, and a long poll hears of them."""
    budi = telegram.person("Budi")
    with Server(telegram) as server, httpx.Client() as client:
        url = f"{server.url}/bot{telegram.token}/getUpdates"
        budi.writes("halo")
        (update,) = client.post(url, json={"timeout": 5}).json()["result"]
    assert update["message"]["text"] == "halo"


async def test_another_process_drives_people(telegram: Telegram, server: Server, bot: Bot) -> None:
    """Over HTTP: somebody is made, writes, presses, blocks; the state tells of it."""
    async with httpx.AsyncClient(base_url=f"{server.url}/demo") as client:
        budi = (await client.post("/people", json={"name": "Budi"})).json()["id"]
        deeds = f"/people/{budi}"
        await client.post(f"{deeds}/writes", json={"text": "halo"})
        markup = json.dumps(KEYBOARD)
        await bot.send_message(budi, "kartu", api_kwargs={"reply_markup": markup})
        pressed = await client.post(f"{deeds}/presses", json={"label": "Kirim"})
        assert pressed.status_code == 200
        wrong = await client.post(f"{deeds}/presses", json={"label": "Tidak ada"})
        assert (wrong.status_code, "no button" in wrong.json()["error"]) == (400, True)
        await client.post(f"{deeds}/blocks")
        state = (await client.get("/state")).json()
    person = state["people"][0]
    assert person["blocked"]
    assert [message["text"] for message in person["messages"]] == ["halo", "kartu"]
    assert state["pending"] == len(telegram.pending) == 3


async def test_the_page_hears_what_happens(telegram: Telegram, server: Server) -> None:
    """Server-sent events: somebody writes, and it is told while the stream is open."""
    budi = telegram.person("Budi")
    async with (
        httpx.AsyncClient(timeout=30) as client,
        client.stream("GET", f"{server.url}/demo/events") as stream,
    ):
        lines = stream.aiter_lines()
        assert await anext(lines) == "retry: 500"
        budi.writes("<halo>")
        while not (told := await anext(lines)).startswith("data: "):
            pass
    assert json.loads(told.removeprefix("data: "))["html"] == "&lt;halo&gt;"


async def test_the_clock_is_moved_and_the_bot_reads_how_far(
    telegram: Telegram, tmp_path: Path
) -> None:
    """The page moves the clock by an hour; the bot's own clock, by the file, runs as far ahead."""
    path = tmp_path / "clock"
    clock = MovableClock(path)
    before = Clock().now()
    async with (
        Server(telegram, clock=clock) as server,
        httpx.AsyncClient(base_url=f"{server.url}/demo") as client,
    ):
        await client.post("/clock", json={"advance": 3600})
        assert Clock(path).now() - before >= timedelta(hours=1)
        target = (clock.now() + timedelta(days=2)).isoformat()
        await client.post("/clock", json={"to": target})
        assert (await client.post("/clock", json={"to": "besok"})).status_code == 400
    assert Clock(path).now() - before >= timedelta(days=2)
    assert MovableClock(path).now() - before >= timedelta(days=2), "it goes on after a restart"


async def test_faults_come_over_http_too(telegram: Telegram, server: Server) -> None:
    """Another process lets Telegram have a bad day, and ends it."""
    async with httpx.AsyncClient(base_url=f"{server.url}/demo") as client:
        await client.post("/faults", json={"kind": "too_many", "retry_after": 3})
        assert [fault.retry_after for fault in telegram.faults.waiting] == [3]
        await client.request("DELETE", "/faults")
    assert telegram.faults.waiting == []


async def test_waiting_has_an_end(telegram: Telegram) -> None:
    """Who waits for what never comes is told after a while."""
    with pytest.raises(TimeoutError, match=r"not so after 0.05 s"):
        await telegram.until(lambda: False, 0.05)
