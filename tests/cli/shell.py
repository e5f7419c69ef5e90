"""A shell for stories: it types commands and reads what they wrote."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.cli import obey
from tests.forked_command import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.world import World


class Shell:
    """Types commands and reads what they wrote."""

    def __init__(
        self, capture: pytest.CaptureFixture[str], environment: pytest.MonkeyPatch
    ) -> None:
        """Read from ``capture``; begin with the ``environment`` as it is."""
        self._capture = capture
        self._environment = environment

    def sets(self, **variables: object) -> None:
        """Set ``KAMTIBMAS_...`` variables."""
        for name, value in variables.items():
            self._environment.setenv(f"KAMTIBMAS_{name.upper()}", str(value))

    def unsets(self, *names: str) -> None:
        """Unset ``KAMTIBMAS_...`` variables."""
        for name in names:
            self._environment.delenv(f"KAMTIBMAS_{name.upper()}", raising=False)

    def enters(self, world: World) -> None:
        """Work on the database of a story, at its time."""
        self.works(world.data, world.database_url, world.clock.at)

    def works(self, data: Path, database_url: str, at: datetime) -> None:
        """Work on a database, as if it were ``at``."""
        ahead = data / "ahead"
        ahead.write_text(str((at - datetime.now(UTC)).total_seconds()))
        self.sets(data=data, database_url=database_url, clock=ahead)

    def types(self, *words: str) -> tuple[int, str, str]:
        """Run a command; return exit code, standard output, standard error."""
        self._capture.readouterr()
        code = obey(words)
        written = self._capture.readouterr()
        return code, written.out, written.err

    def starts(self, *words: str) -> tuple[int, str, str]:
        """Run a command as a process of its own: what logs changes the logging of its process."""
        return run(words, os.environ)

    async def begins(self, *words: str) -> tuple[int, str, str]:
        """Run a command as a process of its own while the story's loop runs."""
        return await asyncio.to_thread(self.starts, *words)

    async def asks(self, *words: str) -> tuple[int, str, str]:
        """Do so while the story's own loop runs."""
        return await asyncio.to_thread(self.types, *words)
