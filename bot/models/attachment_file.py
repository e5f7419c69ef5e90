"""The file of an attachment: what stands in the database names nothing outside its folder."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

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
