"""A semaphore for long work, of which no member holds more than one slot."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class FairSlots:
    """``number`` slots. Whoever sends thirty pictures waits for their own, others do not."""

    def __init__(self, number: int) -> None:
        """All are free."""
        self._number = number
        self._holders: set[int] = set()
        self._changed = asyncio.Condition()

    @asynccontextmanager
    async def held(self, member_id: int) -> AsyncIterator[None]:
        """Wait for a slot, and hold it for ``member_id`` while the block runs."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._is_free(member_id))
            self._holders.add(member_id)
        try:
            yield
        finally:
            self._holders.discard(member_id)  # at once: what follows may be cancelled
            async with self._changed:
                self._changed.notify_all()

    def _is_free(self, member_id: int) -> bool:
        return len(self._holders) < self._number and member_id not in self._holders
