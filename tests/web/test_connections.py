"""Whoever keeps a connection open and asks for nothing shuts nobody out."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from bot.transport.webhook import SECRET_HEADER
from tests.intake import PATH, SECRET

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.world import World

HALF = f"POST {PATH} HTTP/1.1\r\nhost: bot\r\n{SECRET_HEADER}: {SECRET}\r\n"
HANGING = HALF + "content-length: 500\r\n\r\n{"
ASKS = "GET /metrics HTTP/1.1\r\nhost: bot\r\n\r\n"
SHORT = '[listener]\nconnections = 24\nper_peer = 16\nhead = "1s"\nbody = "1s"\n'
pytestmark = pytest.mark.parametrize("intake", ["webhook"])

PATIENCE_S = 120.0  # it ends who hangs, not who is slow

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Connections are the same on either database."""
    return sqlite_url


@pytest.fixture
def fast_limits(tmp_path: Path) -> Path:
    """Small limits, so that few connections try them."""
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "limits.toml").write_text(SHORT)
    return folder


@asynccontextmanager
async def _open(
    world: World, number: int, said: str, peer: str = "127.0.0.1"
) -> AsyncIterator[list[Line]]:
    port, here = world.app.listener.port, (peer, 0)
    lines = [
        await asyncio.open_connection("127.0.0.1", port, local_addr=here) for _ in range(number)
    ]
    for _, writer in lines:
        writer.write(said.encode())
    await asyncio.sleep(0.05)
    try:
        yield lines
    finally:
        for _, writer in lines:
            writer.close()


async def _answer(world: World, said: str) -> bytes:
    async with _open(world, 1, said) as [(reader, _)]:
        return await asyncio.wait_for(reader.readline(), PATIENCE_S)


@pytest.mark.parametrize("said", ["", "GET /he", HALF, HANGING])
async def test_half_open_requests_shut_nobody_out(world: World, said: str) -> None:
    """Silent, half a head, half a body, more than there is room for: a genuine one is answered."""
    async with _open(world, 60, said):
        assert b" 200 " in await _answer(world, ASKS)
        update = json.dumps({"update_id": 1})
        whole = f"{HALF}content-length: {len(update)}\r\n\r\n{update}"
        assert b" 200 " in await _answer(world, whole)


@pytest.mark.parametrize("said", ["", "GET /he", HANGING])
async def test_what_does_not_come_in_time_is_closed(world: World, said: str) -> None:
    """Nothing, half a head, half a body: the line is cut, however many bytes still come."""
    async with _open(world, 1, said) as [(reader, writer)]:
        dripping = asyncio.create_task(_drip(writer, b"x" if said else b""))
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await asyncio.wait_for(reader.readexactly(1), PATIENCE_S)
        dripping.cancel()


async def _drip(writer: asyncio.StreamWriter, byte: bytes) -> None:
    """Send a byte now and then, for as long as the line stands."""
    while not writer.is_closing():
        writer.write(byte)
        await asyncio.sleep(0.1)


async def test_a_body_that_is_cut_off_is_no_error(world: World) -> None:
    """A line in the log that says so, and a count; no traceback."""
    with capture_logs() as logs:
        async with _open(world, 1, HANGING):
            pass
        await world.telegram.until(lambda: bool(logs))
    assert [(one["event"], one["log_level"]) for one in logs] == [("webhook_body_cut_off", "info")]
    assert world.app.metrics.refused.labels("cut")._value.get() == 1  # noqa: SLF001 - its figure


async def test_an_answered_connection_may_ask_again(world: World) -> None:
    """Keep-alive still works: two requests on one connection."""
    async with _open(world, 1, ASKS) as [(reader, writer)]:
        for _ in range(2):
            await _whole_answer(reader)
            writer.write(ASKS.encode())
        assert b" 200 " in await asyncio.wait_for(reader.readline(), PATIENCE_S)


async def test_one_peer_takes_no_line_from_another(world: World) -> None:
    """Whoever opens more than their own number closes their own oldest, not somebody else's."""
    async with _open(world, 1, ASKS, peer="127.0.0.2") as [(reader, writer)]:
        await _whole_answer(reader)
        async with _open(world, 40, ""):
            writer.write(ASKS.encode())
            assert b" 200 " in await asyncio.wait_for(reader.readline(), PATIENCE_S)


async def _whole_answer(reader: asyncio.StreamReader) -> None:
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE_S)
    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    await reader.readexactly(length)
