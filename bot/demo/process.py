"""The real bot as a process of its own, which is started again whenever it ends."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

STOP_S = 5.0
PAUSE_S = 1.0  # before it is started again: people see that it is down, and a fault does not spin
TAIL = 800  # characters of the log that are shown when it does not start


class BotProcess:
    """``python -m bot run``, kept alive. ``changed`` is told of each start and end."""

    def __init__(
        self, environment: Mapping[str, str], log: Path, changed: Callable[[], None]
    ) -> None:
        """Nothing runs yet; what it logs goes to the file ``log``."""
        self._environment = environment
        self._log = log
        self._changed = changed
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None
        self.starts = 0

    @property
    def pid(self) -> int | None:
        """Return the process id; None while it is down."""
        alive = self._process is not None and self._process.returncode is None
        return self._process.pid if alive and self._process is not None else None

    async def start(self) -> None:
        """Start it, and keep it running."""
        await self._spawn()
        self._keeper = asyncio.create_task(self._keep())

    def kill(self) -> None:
        """Kill it as a power failure does: no handler of it runs."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGKILL)

    async def stop(self) -> None:
        """Ask it to stop, and let it stay stopped."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.wait({self._keeper})
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), STOP_S)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    def tail(self) -> str:
        """Return the end of its log."""
        return self._log.read_text(errors="replace")[-TAIL:] if self._log.exists() else ""

    async def _spawn(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=self._environment, stdout=log, stderr=log
            )
        self.starts += 1
        self._changed()

    async def _keep(self) -> None:
        while True:
            assert self._process is not None  # noqa: S101 - it was spawned
            await self._process.wait()
            self._changed()
            await asyncio.sleep(PAUSE_S)
            await self._spawn()
