"""Files of attachments: a path from the database never leads outside their folder."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from bot import atomic_file

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "attachments"


class OutsideError(FileNotFoundError):
    """The name leads out of the folder, or is no plain file in it: it counts as not there."""


def read(data: Path, stored: str) -> bytes:
    """Return what an attachment's file holds; ``stored``: its path below the data folder.

    Raises FileNotFoundError where there is none. A row may have been altered, or have come from a
    foreign backup: an absolute path, ``..``, a link or a device is not followed.
    """
    if PurePosixPath(stored).parts[:-1] != (FOLDER,) or PurePosixPath(stored).name == "..":
        raise OutsideError
    try:
        handle = os.open(data / stored, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OutsideError from error
        raise
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OutsideError
    with os.fdopen(handle, "rb") as file:
        return file.read()


def stored(attachment_id: int) -> str:
    """Return the path below the data folder at which a picture is kept."""
    return f"{FOLDER}/{attachment_id}.jpg"


def write(data: Path, attachment_id: int, content: bytes) -> None:
    """Keep a picture for its owner alone.

    It is on the disk, with its name, when this returns: only then may a row say that it is there.
    """
    path = data / stored(attachment_id)
    atomic_file.make_folder(path.parent)
    with atomic_file.write_atomically(path) as file:
        file.write(content)


def erase(data: Path, attachment_id: int) -> None:
    """Take a picture off the disk, and what a writing of it left that was killed."""
    path = data / stored(attachment_id)
    if not path.parent.is_dir():
        return
    atomic_file.sweep(path)
    path.unlink(missing_ok=True)
    atomic_file.sync_folder(path.parent)
