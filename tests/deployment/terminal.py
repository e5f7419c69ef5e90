"""A terminal at which a new operator types: one shell, which remembers where it is."""

from __future__ import annotations

import os
import signal
import subprocess
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_END = "-- end of command --"


class Terminal:
    """A shell of its own, in ``home``, with no more than ``environment``."""

    def __init__(self, home: Path, environment: Mapping[str, str]) -> None:
        """Nothing is open yet."""
        self._home = home
        self._environment = environment
        self._shell: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        """Open it."""
        self._shell = subprocess.Popen(
            ["/bin/bash", "--noprofile", "--norc"],
            cwd=self._home,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        """Close it, with what was started in it."""
        assert self._shell is not None
        os.killpg(self._shell.pid, signal.SIGKILL)
        self._shell.communicate()

    def types(self, command: str) -> tuple[int, str]:
        """Type a command; return its exit code and all it wrote."""
        assert self._shell is not None
        assert self._shell.stdin is not None
        assert self._shell.stdout is not None
        self._shell.stdin.write(f"{{ {command}\n}} </dev/null; printf '\\n{_END} %d\\n' $?\n")
        self._shell.stdin.flush()
        written: list[str] = []
        for line in self._shell.stdout:
            if line.startswith(_END):
                return int(line.removeprefix(_END)), "".join(written)
            written.append(line)
        raise AssertionError(f"the shell ended at {command!r}: {''.join(written)}")
