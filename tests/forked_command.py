"""Commands in processes of their own, forked from a server that has read the program in already.

Reading it in costs more than a second each time, and is not what is tested.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PATIENCE_S = 120.0
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    [
        __name__,
        "bot.cli.backup_command",
        "bot.cli.restore_command",
        "bot.cli.run_command",
        "alembic.command",
    ]
)


def run(
    words: Sequence[str], environment: Mapping[str, str], kill_at: str | None = None
) -> tuple[int, str, str]:
    """Obey a command; return exit code, standard output, standard error.

    ``kill_at``: it is killed, as by a power failure, as soon as it has said a line on standard
    error that begins so.
    """
    with TemporaryDirectory() as name:
        out, err = Path(name, "out"), Path(name, "err")
        process = _CONTEXT.Process(
            target=_obey, args=(list(words), dict(environment), out, err, kill_at)
        )
        process.start()
        process.join(PATIENCE_S)
        if process.is_alive():
            process.kill()
            process.join()
        code = process.exitcode
        process.close()
        assert code is not None, "it was waited for"
        return code, out.read_text(), err.read_text()


def _obey(
    words: list[str], environment: dict[str, str], out: Path, err: Path, kill_at: str | None
) -> None:
    os.environ.clear()
    os.environ.update(environment)
    sys.stdout, sys.stderr = _Stream(out, None), _Stream(err, kill_at)
    os.dup2(sys.stdout.fileno(), 1)
    os.dup2(sys.stderr.fileno(), 2)
    from bot.cli import obey  # noqa: PLC0415 - the server has read it in

    sys.exit(obey(words))


class _Stream(io.TextIOWrapper):
    """A standard stream in a file, at a certain line of which its process is killed."""

    def __init__(self, path: Path, kill_at: str | None) -> None:
        super().__init__(path.open("wb", buffering=0), encoding="utf-8", write_through=True)
        self._kill_at = kill_at

    def write(self, text: str) -> int:
        written = super().write(text)
        if self._kill_at is not None and text.startswith(f"{self._kill_at}:"):
            os.kill(os.getpid(), signal.SIGKILL)
        return written
