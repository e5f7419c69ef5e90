"""A command in a process of its own, forked from a server that has read the program in already.

Reading it in anew costs more than a second each time, and is not what is killed.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    [__name__, "bot.cli.backup_command", "bot.cli.restore_command", "alembic.command"]
)


def run(
    words: Sequence[str], environment: Mapping[str, str], said: Path, kill_at: str | None
) -> int:
    """Obey a command and return its exit code; what it says on standard error goes to ``said``.

    ``kill_at``: it is killed, as by a power failure, as soon as it has said a line that begins so.
    """
    process = _CONTEXT.Process(target=_obey, args=(list(words), dict(environment), said, kill_at))
    process.start()
    process.join()
    code = process.exitcode
    process.close()
    assert code is not None, "it was waited for"
    return code


def _obey(words: list[str], environment: dict[str, str], said: Path, kill_at: str | None) -> None:
    os.environ.clear()
    os.environ.update(environment)
    sys.stdout = io.StringIO()
    sys.stderr = _DeadlyStream(said, kill_at)
    from bot.cli import obey  # noqa: PLC0415 - the server has read it in

    code = obey(words)
    sys.stderr.flush()
    sys.exit(code)


class _DeadlyStream(io.TextIOWrapper):
    """Standard error, at a certain line of which its process is killed."""

    def __init__(self, path: Path, kill_at: str | None) -> None:
        super().__init__(path.open("wb"), encoding="utf-8", write_through=True)
        self._kill_at = kill_at

    def write(self, text: str) -> int:
        written = super().write(text)
        if self._kill_at is not None and text.startswith(f"{self._kill_at}:"):
            os.kill(os.getpid(), signal.SIGKILL)
        return written
