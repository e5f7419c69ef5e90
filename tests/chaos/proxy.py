"""A line to a server that can be slowed down and cut, for faults that no server has by itself."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Self

LOCALHOST = "127.0.0.1"
CHUNK = 65_536


class Proxy:
    """Passes bytes on to ``port``. ``delay_s``: how long each piece is held, either way."""

    def __init__(self, port: int) -> None:
        """Nothing is open yet."""
        self._to = port
        self._listener: asyncio.Server | None = None
        self._lines: set[asyncio.StreamWriter] = set()
        self.port = 0
        self.delay_s = 0.0

    async def __aenter__(self) -> Self:
        """Listen."""
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Cut every line."""
        await self.cut()

    async def open(self) -> None:
        """Take connections, at the same port as before."""
        self._listener = await asyncio.start_server(self._pass, LOCALHOST, self.port)
        self.port = self._listener.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Cut every line, and refuse new ones."""
        if self._listener is not None:
            self._listener.close()
        for writer in self._lines:
            writer.transport.abort()
        self._lines.clear()
        await asyncio.sleep(0)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection(LOCALHOST, self._to)
        except OSError:  # the server is down: so are we
            writer.transport.abort()
            return
        self._lines |= {writer, back}
        await asyncio.gather(self._copy(reader, back), self._copy(there, writer))

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await reader.read(CHUNK):
                if self.delay_s:
                    await asyncio.sleep(self.delay_s)
                writer.write(piece)
                await writer.drain()
        self._lines.discard(writer)
        with suppress(OSError):
            writer.close()
