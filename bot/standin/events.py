"""Notifications of what happens: for stories, long polls and the page."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from threading import get_ident
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

LOOK_AGAIN_S = 0.05  # a condition may hang on something that no event of ours tells


class WakeupEvent:
    """Wakes one coroutine, from whichever thread it is set."""

    def __init__(self) -> None:
        """Belong to the running loop."""
        self._loop = asyncio.get_running_loop()
        self._thread = get_ident()
        self._event = asyncio.Event()

    def set(self) -> None:
        """Wake whoever waits, or will wait next."""
        if get_ident() == self._thread:
            self._event.set()
            return
        with suppress(RuntimeError):  # the loop has ended: nobody waits any more
            self._loop.call_soon_threadsafe(self._event.set)

    async def wait(self, timeout_s: float | None) -> bool:
        """Wait to be set; False after ``timeout_s`` seconds without."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._event.wait()
        was_set = self._event.is_set()
        self._event.clear()
        return was_set


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: ``message``, ``edited``, ``deleted``, ``toast``, ``call``, ..."""

    kind: str
    subject: Any


class Events:
    """Tells everybody who asked. Costs nothing where nobody did."""

    def __init__(self) -> None:
        """Nobody listens yet."""
        self._wakeups: list[WakeupEvent] = []
        self._inboxes: list[tuple[WakeupEvent, list[Event]]] = []

    def publish(self, kind: str, subject: Any) -> None:
        """Tell that ``subject`` came to be, or changed."""
        if self._inboxes:
            event = Event(kind, subject)
            for wakeup, inbox in self._inboxes:
                inbox.append(event)
                wakeup.set()
        for wakeup in self._wakeups:
            wakeup.set()

    async def subscribe(self) -> AsyncIterator[Event]:
        """Yield all that happens from now on, in order."""
        entry: tuple[WakeupEvent, list[Event]] = (WakeupEvent(), [])
        self._inboxes.append(entry)
        wakeup, inbox = entry
        try:
            while True:
                await wakeup.wait(None)
                arrived, inbox[:] = inbox[:], []
                for event in arrived:
                    yield event
        finally:
            self._inboxes.remove(entry)

    async def until(self, predicate: Callable[[], bool], timeout_s: float) -> None:
        """Wait until ``predicate()`` holds; it is looked at whenever something happened.

        Raises TimeoutError after ``timeout_s`` seconds. A predicate that takes long is looked at
        less often, so that looking does not slow down what is looked at.
        """
        wakeup = WakeupEvent()
        self._wakeups.append(wakeup)
        deadline = time.monotonic() + timeout_s
        try:
            while not await self._holds(predicate):
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"not so after {timeout_s} s")
                await wakeup.wait(min(left, LOOK_AGAIN_S))
        finally:
            self._wakeups.remove(wakeup)

    async def _holds(self, predicate: Callable[[], bool]) -> bool:
        began = time.monotonic()
        holds = predicate()
        if not holds and (took := time.monotonic() - began) > 0.0005:  # noqa: PLR2004 - seconds
            await asyncio.sleep(3 * took)
        return holds
