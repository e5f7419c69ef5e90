"""The one object that knows what time it is; only the edge and the ticker read it."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Clock:
    """The system's clock in UTC, or the demo's, which runs ahead of it.

    The demo writes seconds to run ahead by into a file; the file is read at each look, so
    that a clock moved while the bot runs is noticed at the next tick.
    """

    def __init__(self, ahead: Path | None = None) -> None:
        """Run by the system's time, ahead of it by the seconds that stand in ``ahead``."""
        self._ahead = ahead

    def now(self) -> datetime:
        """Return the present moment, timezone-aware, in UTC."""
        return datetime.now(UTC) + self._offset()

    def monotonic(self) -> float:
        """Return seconds that only grow, whoever sets the system's clock: pauses are counted so."""
        return time.monotonic()

    async def pause(self, seconds: float) -> None:
        """Let so much time pass."""
        await asyncio.sleep(seconds)

    def _offset(self) -> timedelta:
        if self._ahead is None:
            return timedelta()
        try:
            return timedelta(seconds=float(self._ahead.read_text() or 0))
        except (OSError, ValueError):
            return timedelta()


class StoppedClock(Clock):
    """A clock that moves only when it is told to; stories use it instead of waiting."""

    def __init__(self, at: datetime) -> None:
        """Stand at ``at`` (timezone-aware)."""
        super().__init__()
        self._at = at
        self._passed_s = 0.0

    @property
    def at(self) -> datetime:
        """Return the moment at which it stands."""
        return self._at

    @at.setter
    def at(self, moment: datetime) -> None:
        """Put it to ``moment``; where that is later, so much time has passed."""
        self._passed_s += max(0.0, (moment - self._at).total_seconds())
        self._at = moment

    def now(self) -> datetime:
        """Return the moment at which the clock was put."""
        return self._at

    def monotonic(self) -> float:
        """Return seconds that grow by what passes in truth, and by what it is told has passed."""
        return time.monotonic() + self._passed_s

    async def pause(self, seconds: float) -> None:
        """Say that so much has passed, while the hands stand where they are."""
        self._passed_s += seconds
        await asyncio.sleep(0)

    def advance(self, by: timedelta) -> None:
        """Move ahead by ``by``."""
        self.at += by
