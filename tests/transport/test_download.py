"""Fetching a file: neither its size nor its slowness is left to whoever answers."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from telegram.error import BadRequest, TimedOut

from bot.transport.client import LARGEST_FILE, Client
from tests.world import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

HEAD = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"
ENOUGH_S = 60.0  # for a loaded machine; nothing waits for it


@asynccontextmanager
async def answered_with(answer: bytes, *, on: bytes = b"") -> AsyncIterator[Client]:
    """Give a client whose server answers so, and goes on with ``on`` until it is hung up on."""
    hung_up = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        try:
            while on:
                writer.write(on)
                await writer.drain()
            await reader.read()
        except ConnectionError:
            pass
        finally:
            hung_up.set()
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, Client(TOKEN, f"http://127.0.0.1:{port}") as client:
        yield client
        await asyncio.wait_for(hung_up.wait(), ENOUGH_S)


async def test_a_file_that_is_announced_too_large_is_not_read() -> None:
    """Not a byte of it: the length in its head is enough."""
    head = HEAD + f"Content-Length: {LARGEST_FILE + 1}\r\n\r\n".encode()
    async with answered_with(head) as client:
        with pytest.raises(BadRequest, match="file is too big"):
            await client.download("photos/1.jpg", timeout_s=ENOUGH_S)


async def test_a_file_without_end_is_cut_off() -> None:
    """Whoever announces no length and never stops fills no memory."""
    async with answered_with(HEAD + b"\r\n", on=b"x" * 65_536) as client:
        with pytest.raises(BadRequest, match="file is too big"):
            await client.download("photos/1.jpg", most_bytes=200_000, timeout_s=ENOUGH_S)


async def test_a_file_that_does_not_come_is_given_up() -> None:
    """Half of it, and silence."""
    async with answered_with(HEAD + b"Content-Length: 10\r\n\r\nhalf") as client:
        with pytest.raises(TimedOut):
            await client.download("photos/1.jpg", timeout_s=0.2)


async def test_a_file_of_just_that_size_is_fetched() -> None:
    """The limit itself is allowed."""
    async with answered_with(HEAD + b"Content-Length: 4\r\n\r\nfile") as client:
        assert await client.download("photos/1.jpg", most_bytes=4, timeout_s=ENOUGH_S) == b"file"
