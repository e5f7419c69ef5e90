"""A file that is written whole or not at all, and is on the disk before anybody relies on it."""

from __future__ import annotations

import fcntl
import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTIAL = ".partial"


@contextmanager
def written(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write, which is ``path`` when the block ends: whole, on the disk, mode 600.

    Where the block raises, or the process is killed in it, ``path`` is as it was. What a killed
    one left behind is taken away; what another process is writing just now is locked, and stays.
    """
    sweep(path)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=PARTIAL)
    partial = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
            file.flush()
            os.fsync(file.fileno())
            partial.replace(path)
        sync_folder(path.parent)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def sweep(path: Path) -> None:
    """Take away what writings of ``path`` left that were killed."""
    for left in path.parent.glob(f"{path.name}.*{PARTIAL}"):
        with suppress(OSError), left.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


def sync_folder(folder: Path) -> None:
    """Bring new and removed names of a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
