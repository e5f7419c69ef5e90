"""Files of attachments: a path from the database never leads outside their folder."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from bot import atomic_file
from bot.domain.attachment_kind import AttachmentKind

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


def stored(attachment_id: int, kind: AttachmentKind = AttachmentKind.PHOTO) -> str:
    """Return the path below the data folder at which an attachment is kept."""
    return f"{FOLDER}/{attachment_id}.{kind.suffix}"


def write(
    data: Path,
    attachment_id: int,
    content: bytes,
    kind: AttachmentKind = AttachmentKind.PHOTO,
) -> None:
    """Keep an attachment for its owner alone.

    It is on the disk, with its name, when this returns: only then may a row say that it is there.
    """
    path = data / stored(attachment_id, kind)
    atomic_file.make_folder(path.parent)
    with atomic_file.write_atomically(path) as file:
        file.write(content)


def erase(data: Path, attachment_id: int) -> None:
    """Take an attachment off the disk, and what a writing of it left that was killed.

    Of which kind it was is not known any more.
    """
    folder = data / FOLDER
    if not folder.is_dir():
        return
    for kind in AttachmentKind:
        path = data / stored(attachment_id, kind)
        atomic_file.sweep(path)
        path.unlink(missing_ok=True)
    atomic_file.sync_folder(folder)
