"""A clock that the demo moves ahead; the bot's own process reads how far from a file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot import atomic_file

if TYPE_CHECKING:
    from pathlib import Path


class MovableClock:
    """The system's time and a span ahead of it. ``path`` (None: no file) holds it in seconds."""

    def __init__(self, path: Path | None = None) -> None:
        """Go on from where the file stands."""
        self._path = path
        self._ahead = timedelta()
        if path is not None and path.exists():
            self._ahead = timedelta(seconds=float(path.read_text() or 0))
        self._write()

    def now(self) -> datetime:
        """Return the moment it shows: UTC, aware."""
        return datetime.now(UTC) + self._ahead

    def advance(self, span: timedelta) -> None:
        """Move ahead by ``span``."""
        self._ahead += span
        self._write()

    def move_to(self, moment: datetime) -> None:
        """Move ahead to ``moment`` (aware); a moment that has passed changes nothing."""
        self.advance(max(moment - self.now(), timedelta()))

    def _write(self) -> None:
        """Write the file whole or not at all: it is read at every look."""
        if self._path is None:
            return
        with atomic_file.write_atomically(self._path) as file:
            file.write(f"{self._ahead.total_seconds()}\n".encode())
