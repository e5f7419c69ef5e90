"""A disk that can be filled: a small one of its own where we may mount, else a limit on files."""

from __future__ import annotations

import contextlib
import resource
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.faults.process import BotProcess

SIZE = "96m"
BLOCK = 4096


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Lay a small disk under ``folder`` while the block lasts, where this is allowed."""
    mount = shutil.which("mount") or "mount"
    asked = [mount, "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    mounted = subprocess.run(asked, check=False, capture_output=True).returncode == 0  # noqa: S603
    try:
        yield
    finally:
        if mounted:
            log = folder.joinpath("bot.log").read_bytes()
            subprocess.run([shutil.which("umount") or "umount", str(folder)], check=True)  # noqa: S603
            folder.joinpath("bot.log").write_bytes(log)  # for whoever looks into it afterwards


@contextlib.contextmanager
def no_room(folder: Path, bot: BotProcess) -> Iterator[None]:
    """Leave no block free in ``folder`` while the block lasts.

    Where it is no disk of its own the bot's process may not write any file beyond its first byte:
    SQLite then hears of an error in writing, and not that the disk is full.
    """
    if not folder.is_mount():
        with _no_writing(bot.pid):
            yield
        return
    balloon = folder / "balloon"
    with contextlib.suppress(OSError), balloon.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * BLOCK)
    try:
        yield
    finally:
        balloon.unlink()


@contextlib.contextmanager
def _no_writing(pid: int) -> Iterator[None]:
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
