"""The real bot as its own process, to be killed at will."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tests import forked_command
from tests.world import KEY, TOKEN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.process import BaseProcess

LOOK_S = 0.01


class BotProcess:
    """``python -m bot run`` on a data folder and a database, against a stand-in."""

    def __init__(
        self,
        url: str,
        data: Path,
        database_url: str,
        config: Path,
        more: Mapping[str, str] | None = None,
    ) -> None:
        """Nothing runs before :meth:`start`; ``more``: further variables of its environment."""
        self._log = data / "bot.log"
        self._environment = os.environ | {
            "KAMTIBMAS_TOKEN": TOKEN,
            "KAMTIBMAS_API_URL": url,
            "KAMTIBMAS_DATA": str(data),
            "KAMTIBMAS_DATABASE_URL": database_url,
            "KAMTIBMAS_CONFIG": str(config),
            "KAMTIBMAS_SECRET_KEY": KEY.decode(),
            "KAMTIBMAS_LISTEN": "off",  # several run at once
            "PYTHONWARNINGS": "error",
            **(more or {}),
        }
        self._process: asyncio.subprocess.Process | None = None
        self.took_s = 0.0  # its last end, but for what it waited for a processor

    async def __aenter__(self) -> Self:
        """Start it."""
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave nothing running, however the story ended."""
        await self.kill()

    async def start(self) -> None:
        """Start it; its log goes to ``bot.log`` in the data folder."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=self._environment, stdout=log, stderr=log
            )

    async def until_it_hears(self) -> None:
        """Wait until SIGTERM has a handler: the first thing the program does. Linux."""
        while not self._hears:  # noqa: ASYNC110 - another process: nothing wakes us
            await asyncio.sleep(LOOK_S)

    @property
    def _hears(self) -> bool:
        status = Path(f"/proc/{self.pid}/status").read_text()
        caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
        return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)

    async def kill(self) -> None:
        """Kill it as power failure does: no handler of it runs."""
        await self._end(signal.SIGKILL)

    async def terminate(self) -> int:
        """Ask it to stop; return its exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int:
        if self.exit_code is None:
            with suppress(ProcessLookupError):  # it has just ended
                os.kill(self.pid, how)
        began, before = time.monotonic(), self._queued_s
        queued = before
        while (code := self.exit_code) is None:
            queued = max(queued, self._queued_s)
            await asyncio.sleep(LOOK_S)
        self.took_s = time.monotonic() - began - (queued - before)
        return code

    @property
    def _queued_s(self) -> float:
        """Return how long it has waited for a processor that others had. Linux; elsewhere 0."""
        with suppress(OSError, IndexError):
            return int(Path(f"/proc/{self.pid}/schedstat").read_text().split()[1]) / 1e9
        return 0.0

    @property
    def pid(self) -> int:
        """Return its process id, alive or not."""
        assert self._process is not None, "it does not run"
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """Return what it ended with; None while it works, -9 where it was killed."""
        return None if self._process is None else self._process.returncode

    @property
    def log(self) -> str:
        """Return what it has logged so far."""
        return self._log.read_text()


class ForkedBot(BotProcess):
    """The same, forked from a server that has read the program in: two thirds of a start remain."""

    _forked: BaseProcess | None = None

    async def start(self) -> None:
        """Start it, as :meth:`BotProcess.start` does."""
        words, log = ["run"], self._log
        log.touch()
        self._forked = await asyncio.to_thread(
            forked_command.begin, words, self._environment, log, log
        )

    @property
    def pid(self) -> int:
        """Return its process id, alive or not."""
        assert self._forked is not None, "it does not run"
        assert self._forked.pid is not None, "it was started"
        return self._forked.pid

    @property
    def exit_code(self) -> int | None:
        """Return what it ended with; None while it works, -9 where it was killed."""
        return None if self._forked is None else self._forked.exitcode
