"""Install a locked requirements file with a line of progress: python tools/install.py FILE.

It comes before everything else, so it knows the standard library alone.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PINNED = re.compile(r"^[A-Za-z0-9][\w.-]*==", re.MULTILINE)
WORKING_ON = re.compile(r"^(?:Collecting|Requirement already satisfied:) ([\w.-]+)")
PIP = (
    *(sys.executable, "-m", "pip", "install", "--require-hashes", "--only-binary=:all:"),
    # The lock is complete, so nothing is left to resolve: that saves a quarter of the time.
    *("--no-deps", "--progress-bar=off"),
    *("--disable-pip-version-check", "--root-user-action=ignore"),
)


def install(requirements: Path) -> int:
    """Install what ``requirements`` pins; return pip's exit code, and show what it said if bad."""
    total = len(PINNED.findall(requirements.read_text(encoding="utf-8")))
    said: list[str] = []
    with subprocess.Popen(  # noqa: S603 - our own file and our own interpreter
        [*PIP, "-r", str(requirements)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as pip:
        assert pip.stdout is not None  # noqa: S101 - a pipe was asked for
        _show(_steps(pip.stdout, said, total))
    if pip.returncode != 0:
        sys.stderr.write("".join(said[-20:]))
    return pip.returncode


def _steps(lines: Iterable[str], said: list[str], total: int) -> Iterator[str]:
    done = 0
    for line in lines:
        said.append(line)
        if match := WORKING_ON.match(line):
            done += 1
            yield f"fetching {done} of {total}: {match[1]}"
        elif line.startswith("Installing collected packages"):
            yield f"unpacking {total} packages"


def _show(steps: Iterable[str]) -> None:
    """Write the steps over one another where somebody is looking, and nothing elsewhere."""
    for step in steps:
        if sys.stdout.isatty():
            sys.stdout.write(f"\r\x1b[K    {step}")
            sys.stdout.flush()
    if sys.stdout.isatty():
        sys.stdout.write("\r\x1b[K")


if __name__ == "__main__":
    raise SystemExit(install(Path(sys.argv[1])))
