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
def write_atomically(path: Path, *, replace: bool = True) -> Iterator[IO[bytes]]:
    """Give a file to write, which is ``path`` when the block ends: whole, on the disk, mode 600.

    1. The content is brought to the disk. 2. It gets its name. 3. The name is brought to the disk.

    Where the block raises, or the process is killed in it, ``path`` is as it was. What a killed
    one left behind is taken away; what another process is writing just now is locked, and stays.
    Without ``replace`` a file that is there already stays: of two that write at once the first
    wins, and the other reads what it wrote.
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
            _name(partial, path, replace=replace)
        sync_folder(path.parent)
    finally:
        partial.unlink(missing_ok=True)


def _name(partial: Path, path: Path, *, replace: bool) -> None:
    if replace:
        partial.replace(path)
        return
    with suppress(FileExistsError):
        os.link(partial, path)


def sweep(path: Path) -> None:
    """Take away what writings of ``path`` left that were killed."""
    for left in path.parent.glob(f"{path.name}.*{PARTIAL}"):
        with suppress(OSError), left.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


def make_folder(folder: Path) -> None:
    """Make a folder for its owner alone, with those above it; their names are on the disk."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for one in missing:
        sync_folder(one.parent)


def sync_folder(folder: Path) -> None:
    """Bring new and removed names of a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
