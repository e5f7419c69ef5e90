"""A thread with a loop of its own, for who serves and is used from code that does not wait."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager


class ServingThread:
    """A loop in a thread, that serves until it is stopped."""

    def __init__(self, server: AbstractAsyncContextManager[object]) -> None:
        """Nothing runs yet."""
        self._server = server
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def start(self) -> None:
        """Return once the server is entered."""
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        """Leave the server, and wait until the thread has ended."""
        if self._loop is not None and self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        try:
            async with self._server:
                self._ready.set()
                await self._stop.wait()
        finally:
            self._ready.set()
