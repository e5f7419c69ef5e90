"""The one object that knows what time it is; only the edge and the ticker read it."""

from __future__ import annotations

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
        self.at = at

    def now(self) -> datetime:
        """Return the moment at which the clock was put."""
        return self.at

    def advance(self, by: timedelta) -> None:
        """Move ahead by ``by``."""
        self.at += by
