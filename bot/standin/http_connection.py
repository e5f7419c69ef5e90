"""HTTP for the bot's calls, by hand: one connection, one request after the other.

Two reasons not to leave it to the web server: a benchmark shares its core with this, and a fault
may have to cut the very connection. What is no call of the bot's is handed over to the web server.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from http import HTTPStatus
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote

from bot.standin.api import ApiRequest, BotApi, HttpResponse
from bot.standin.refusal import Cut

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

OURS = ("/bot", "/file/bot")
END_OF_HEAD = b"\r\n\r\n"
LONGEST_HEAD = 65_536  # bytes
NO_LINGER = struct.pack("ii", 1, 0)


def cut(transport: asyncio.Transport) -> None:
    """Break the connection so that the other side sees a reset, not an end."""
    line = transport.get_extra_info("socket")
    if line is not None:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
    transport.abort()


class HttpConnection(asyncio.Protocol):
    """One connection of a bot."""

    def __init__(
        self,
        api: BotApi,
        lines: set[asyncio.Transport],
        hand_over: Callable[[asyncio.Transport, bytes], None],
    ) -> None:
        """Answer by ``api``; stand in ``lines`` while open; ``hand_over`` what is not ours."""
        self._api = api
        self._lines = lines
        self._hand_over = hand_over
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Task[None] | None = None
        self._encouraged = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        line = cast("asyncio.Transport", transport)  # uvloop's is none by its class
        self._transport = line
        self._lines.add(line)

    def connection_lost(self, exc: Exception | None) -> None:
        """End: whoever waited on this line waits no more."""
        del exc
        if self._transport is not None:
            self._lines.discard(self._transport)
        if self._waiting is not None:
            self._waiting.cancel()

    def data_received(self, data: bytes) -> None:
        """Take what came, and answer what is complete."""
        self._buffer += data
        while self._waiting is None and self._take():
            pass

    def _take(self) -> bool:
        """Answer one request; False where none is complete, or the line is ours no more."""
        end = self._buffer.find(END_OF_HEAD)
        if end < 0:
            return self._incomplete()
        lines = self._buffer[:end].decode("latin-1").split("\r\n")
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        target = lines[0].split(" ")[1] if lines[0].count(" ") == 2 else ""  # noqa: PLR2004
        if not target.startswith(OURS) or "transfer-encoding" in headers:
            return self._give_away()
        length = int(headers.get("content-length") or 0)
        total = end + len(END_OF_HEAD) + length
        if len(self._buffer) < total:
            return self._encourage(headers)
        body = bytes(self._buffer[total - length : total])
        del self._buffer[:total]
        self._encouraged = False
        return self._answer(target, headers, body)

    def _incomplete(self) -> bool:
        if len(self._buffer) > LONGEST_HEAD:
            self._open.abort()
        return False

    def _encourage(self, headers: dict[str, str]) -> bool:
        """Say that the body may come, to who asks first."""
        if "expect" in headers and not self._encouraged:
            self._encouraged = True
            self._open.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        return False

    def _give_away(self) -> bool:
        self._lines.discard(self._open)
        self._hand_over(self._open, bytes(self._buffer))
        self._buffer.clear()
        return False

    def _answer(self, target: str, headers: dict[str, str], body: bytes) -> bool:
        path, _, query = target.partition("?")
        path = unquote(path) if "%" in path else path
        request = ApiRequest(path, query, headers.get("content-type", ""), body)
        last = headers.get("connection", "").lower() == "close"
        try:
            answer = self._api.answer(request)
        except Cut:
            cut(self._open)
            return False
        if isinstance(answer, HttpResponse):
            self._write(answer, last=last)
            return not last
        self._waiting = asyncio.get_running_loop().create_task(self._await(answer, last=last))
        return False

    async def _await(self, answer: Coroutine[None, None, HttpResponse], *, last: bool) -> None:
        try:
            self._write(await answer, last=last)
        except Cut:
            cut(self._open)
            return
        finally:
            self._waiting = None
        self.data_received(b"")

    def _write(self, answer: HttpResponse, *, last: bool) -> None:
        if self._open.is_closing():
            return
        head = (
            f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}\r\n"
            f"date: {self._api.date}\r\n"
            f"content-type: {answer.media_type}\r\n"
            f"content-length: {len(answer.body)}\r\n"
            f"connection: {'close' if last else 'keep-alive'}\r\n\r\n"
        )
        self._open.write(head.encode() + answer.body)
        if last:
            self._open.close()

    @property
    def _open(self) -> asyncio.Transport:
        assert self._transport is not None  # noqa: S101 - connection_made came first
        return self._transport
