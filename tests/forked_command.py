"""Commands in processes of their own, forked from a server that has read the program in already.

Reading it in costs more than a second each time, and is not what is tested: what is, that a process
starts from nothing, has :class:`tests.faults.process.BotProcess`.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import sys
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from multiprocessing.process import BaseProcess

PATIENCE_S = 120.0
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    [
        __name__,
        "bot.__main__",
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
        process = begin(words, environment, out, err, kill_at)
        process.join(PATIENCE_S)
        if process.is_alive():
            process.kill()
            process.join()
        code = process.exitcode
        process.close()
        assert code is not None, "it was waited for"
        return code, out.read_text(), err.read_text()


def begin(
    words: Sequence[str],
    environment: Mapping[str, str],
    out: Path,
    err: Path,
    kill_at: str | None = None,
) -> BaseProcess:
    """Begin a command that adds to these two files, or one, what it says; return its process."""
    process = _CONTEXT.Process(
        target=_obey, args=(list(words), dict(environment), out, err, kill_at)
    )
    process.start()
    return process


def _obey(
    words: list[str], environment: dict[str, str], out: Path, err: Path, kill_at: str | None
) -> None:
    os.environ.clear()
    os.environ.update(environment)
    if "PYTHONWARNINGS" in environment:
        warnings.simplefilter("error")
    sys.stdout, sys.stderr = _Stream(out, None), _Stream(err, kill_at)
    os.dup2(sys.stdout.fileno(), 1)
    os.dup2(sys.stderr.fileno(), 2)
    from bot.__main__ import main  # noqa: PLC0415 - the server has read it in

    sys.argv = ["kamtibmas", *words]
    main()


class _Stream(io.TextIOWrapper):
    """A standard stream in a file, at a certain line of which its process is killed."""

    def __init__(self, path: Path, kill_at: str | None) -> None:
        super().__init__(path.open("ab", buffering=0), encoding="utf-8", write_through=True)
        self._kill_at = kill_at

    def write(self, text: str) -> int:
        written = super().write(text)
        if self._kill_at is not None and text.startswith(f"{self._kill_at}:"):
            os.kill(os.getpid(), signal.SIGKILL)
        return written
