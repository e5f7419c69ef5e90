"""The door that Telegram knocks at: who is let in, with what, and what is answered."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from bot.models import Draft
from bot.transport.webhook import LARGEST_BODY, SECRET_HEADER
from tests.intake import PATH, SECRET

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.standin.person import Person
    from tests.world import World

NOISE = "Musik keras dari tadi di RT 02"
KNOWN = {SECRET_HEADER: SECRET}
pytestmark = pytest.mark.parametrize("intake", ["webhook"])


@pytest.fixture
async def http(world: World) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody on the internet."""
    address = f"http://127.0.0.1:{world.app.listener.port}"
    async with httpx.AsyncClient(base_url=address) as client:
        yield client


def _written(person: Person, number: int) -> dict[str, Any]:
    message = {"message_id": number, "date": 0, "chat": person.chat.raw, "text": NOISE}
    return {"update_id": number, "message": message | {"from": person.raw}}


async def test_an_update_with_the_secret_is_taken(world: World, http: httpx.AsyncClient) -> None:
    """200 with nothing in it, and the draft is there: it was committed before the answer."""
    person = await world.enrol("Ani")
    answer = await http.post(PATH, json=_written(person, 1), headers=KNOWN)
    assert (answer.status_code, answer.content) == (200, b"")
    assert await world.count(Draft) == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "\xe9"])
async def test_without_the_secret_nobody_is_let_in(
    world: World, http: httpx.AsyncClient, secret: str | None
) -> None:
    """403, whatever was sent; the body is not looked at, and nothing of it is kept."""
    person = await world.enrol("Ani")
    shown = [] if secret is None else [(SECRET_HEADER.encode(), secret.encode("latin-1"))]
    answer = await http.post(PATH, json=_written(person, 1), headers=shown)
    assert (answer.status_code, answer.content) == (403, b"")
    assert await world.count(Draft) == 0


async def test_the_body_of_a_stranger_is_not_even_read(world: World) -> None:
    """The answer comes before the body does, and the line is closed: nobody keeps us reading."""
    reader, writer = await asyncio.open_connection("127.0.0.1", world.app.listener.port)
    head = f"POST {PATH} HTTP/1.1\r\nhost: bot\r\ntransfer-encoding: chunked\r\n\r\n5\r\n"
    writer.write(head.encode())
    answer = await asyncio.wait_for(reader.read(), 30)
    assert answer.startswith(b"HTTP/1.1 403 ")
    writer.close()


@pytest.mark.parametrize("length", ["told", "not told"])
async def test_what_is_larger_than_any_update_is_refused(
    http: httpx.AsyncClient, length: str
) -> None:
    """413, whether the length is told beforehand or not."""
    large = b'"' + b"x" * LARGEST_BODY + b'"'

    async def pieces() -> AsyncIterator[bytes]:
        for begin in range(0, len(large), 65_536):
            yield large[begin : begin + 65_536]

    answer = await http.post(PATH, content=large if length == "told" else pieces(), headers=KNOWN)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"tolong",
        b"[1, 2]",
        b'{"message": {}}',
        b'{"update_id": "1"}',
        b'{"update_id": true}',
        b'{"update_id": -1}',
        b'{"update_id": 9223372036854775808}',
        b"[" * 100_000,
    ],
)
async def test_what_has_no_number_cannot_be_confirmed(http: httpx.AsyncClient, body: bytes) -> None:
    """400: whoever mangled it on its way has to hear of it, and Telegram brings it again, whole."""
    answer = await http.post(PATH, content=body, headers=KNOWN)
    assert answer.status_code == 400


async def test_what_cannot_be_read_further_is_confirmed(
    world: World, http: httpx.AsyncClient
) -> None:
    """An update of a kind that we do not know would block its chat for a day: 200, as by polling.

    So would one whose number comes with nonsense. The next message is taken.
    """
    person = await world.enrol("Ani")
    for update in ({"update_id": 1, "message": {"nonsense": True}}, {"update_id": 2, "new": {}}):
        answer = await http.post(PATH, content=json.dumps(update), headers=KNOWN)
        assert answer.status_code == 200
    person.writes(NOISE)
    await world.settle()
    assert "Kirim" in person.last.buttons[0]


@pytest.mark.parametrize("path", ["/", "/telegram/", "/Telegram", "/telegram/x", "/docs"])
async def test_there_is_no_other_door(http: httpx.AsyncClient, path: str) -> None:
    """404 even for who knows the secret."""
    assert (await http.post(path, json={"update_id": 1}, headers=KNOWN)).status_code == 404


@pytest.mark.parametrize("verb", ["GET", "PUT", "DELETE", "HEAD"])
async def test_there_is_no_other_verb(http: httpx.AsyncClient, verb: str) -> None:
    """405; a browser that finds the path sees nothing."""
    answer = await http.request(verb, PATH, headers=KNOWN)
    assert (answer.status_code, "update" in answer.text) == (405, False)


async def test_who_is_turned_away_is_counted(world: World, http: httpx.AsyncClient) -> None:
    """The operator sees in the figures that somebody knocks, and why it was not opened."""
    await http.post(PATH, json={})
    await http.post(PATH, json={}, headers=KNOWN)
    await http.post(PATH, content=b" " * (LARGEST_BODY + 1), headers=KNOWN)
    refused = world.app.metrics.refused
    counted = {reason: refused.labels(reason)._value.get() for reason in ("secret", "form", "size")}  # noqa: SLF001
    assert counted == {"secret": 1, "form": 1, "size": 1}
