"""Where a run of the tests keeps its files: in memory, where the system has a folder there.

A story waits for the disk at each of its commits, which is longer than what it works, and no story
is about the loss of power.
"""

from __future__ import annotations

import os
from pathlib import Path

KEPT_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder below it is made for its owner alone
ROOM = 2**30  # bytes: several times what a run keeps at once; a container has 64 MB there


def roomy_folder() -> Path | None:
    """Return the folder in memory; None: there is none, or too little room for a run."""
    try:
        disk = os.statvfs(KEPT_IN_MEMORY)
    except OSError:
        return None
    has_room = disk.f_bavail * disk.f_frsize >= ROOM
    return KEPT_IN_MEMORY if has_room and os.access(KEPT_IN_MEMORY, os.W_OK) else None
