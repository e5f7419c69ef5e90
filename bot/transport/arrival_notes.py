"""Notes in the database which messages the answers to strangers became, beside the sending."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import OperationalError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

log = structlog.get_logger()


class ArrivalNotes:
    """Writes each note in a task of its own: a chat's next answer does not wait for the database.

    The updates that were answered do: where that is not noted yet, Telegram brings them again
    after a kill.
    """

    def __init__(self, write: Callable[[int, int, int], Awaitable[None]]) -> None:
        """``write`` gets the chat, the message that was answered, and the answer's own number."""
        self._write = write
        self._is_closed = False
        self._running: set[asyncio.Task[None]] = set()

    def begin(self, chat: int, answered: int, message: int, done: Callable[[], None]) -> None:
        """Begin to write one; ``done`` is called at its end, also where it failed."""
        task = asyncio.create_task(self._note(chat, answered, message))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        task.add_done_callback(lambda _: done())

    async def drain(self, within_s: float) -> None:
        """Wait until all that was begun is written, or for so long."""
        if self._running:
            await asyncio.wait(self._running, timeout=within_s)

    async def close(self, within_s: float) -> None:
        """Do so, and give up what is late; nothing is written after that."""
        self._is_closed = True
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=within_s)
            for task in late:
                task.cancel()

    async def _note(self, chat: int, answered: int, message: int) -> None:
        if self._is_closed:  # so is the database
            return
        try:
            await self._write(chat, answered, message)
        except OperationalError as error:  # its button works all the same
            log.info("card_not_noted", error=type(error).__name__)
