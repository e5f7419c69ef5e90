"""Checks of the data folder: permissions, free space, and the kind of file system."""

from __future__ import annotations

import os
import stat
import tempfile
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.doctor.finding import Finding, fine, warning, wrong
from bot.cli.doctor.setup import apart
from bot.media.attachment_file import FOLDER
from bot.settings.environment import DATABASE_FILE, KEY_FILE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from bot.cli.doctor.setup import Setup

MB = 1_000_000
SCARCE, TOO_LITTLE = 1_000 * MB, 100 * MB
NETWORK = frozenset(
    {
        "9p",
        "afs",
        "ceph",
        "cifs",
        "fuse.sshfs",
        "glusterfs",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
    }
)
MEMORY = frozenset({"ramfs", "tmpfs"})
LAYER = frozenset({"aufs", "overlay"})  # of a container's image
OTHERS = stat.S_IRWXG | stat.S_IRWXO
MOUNTS = Path("/proc/self/mounts")


async def data(setup: Setup) -> AsyncIterator[Finding]:
    """Look at the folder, in a thread: a disk that is gone hangs whoever asks it."""
    folder = setup.settings.data
    for finding in await apart(lambda: list(_found(folder, sqlite=setup.sqlite))):
        yield finding


def _found(folder: Path, *, sqlite: bool) -> Iterator[Finding]:
    """Yield what is wrong with the folder; where it cannot be used at all, nothing more."""
    if not _is_used(folder):
        yield from misspelt(folder)
    refusal = _refusal(folder)
    if refusal is not None:
        yield refusal
        return
    yield from _room(folder)
    yield from _kind(folder, sqlite=sqlite)
    yield from _owners(folder)


def misspelt(folder: Path) -> Iterator[Finding]:
    """Yield a finding where another folder beside this one holds what a bot keeps."""
    try:
        beside = sorted(path for path in folder.parent.iterdir() if path != folder)
        full = [path for path in beside if path.is_dir() and _is_used(path)]
    except OSError:  # what cannot be looked at is nobody's slip
        return
    close = get_close_matches(folder.name, [path.name for path in full], n=1, cutoff=0)
    if close:
        there = folder.with_name(close[0])
        yield warning(
            f"{folder} holds no people, and {there} beside it has been a bot's data folder",
            f"if that is yours, set KAMTIBMAS_DATA={there}; else go on",
        )


def _is_used(folder: Path) -> bool:
    """Tell whether a bot has kept its database, its key or pictures there."""
    return any((folder / name).exists() for name in (DATABASE_FILE, KEY_FILE, FOLDER))


def _refusal(folder: Path) -> Finding | None:
    """Try to write a file, since permissions alone do not tell (root, read-only mounts)."""
    try:
        if not folder.exists():
            return wrong(f"there is no folder {folder}", "run: kamtibmas migrate")
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"?")
    except OSError as error:
        return wrong(
            f"{folder}: nothing can be written there ({error.strerror})",
            "give it to the user who runs the bot (chown), make room, or set KAMTIBMAS_DATA",
        )
    return None


def _room(folder: Path) -> Iterator[Finding]:
    disk = os.statvfs(folder)
    free = disk.f_bavail * disk.f_frsize
    said = f"{free // MB} MB are left on the disk of {folder}"
    if free < TOO_LITTLE:
        yield wrong(said, "make room: without it no report can be kept")
    elif free < SCARCE:
        yield warning(said, "make room, or move KAMTIBMAS_DATA to a larger disk")
    else:
        yield fine(f"{folder}, {free // MB} MB free")
    if disk.f_files and not disk.f_favail:
        yield wrong(
            f"the disk of {folder} takes no more files", "remove files: it has no inode left"
        )


def _kind(folder: Path, *, sqlite: bool) -> Iterator[Finding]:
    kind = filesystem(folder)
    if kind in NETWORK and sqlite:
        yield wrong(
            f"SQLite lies on a network disk ({kind}), where its locks do not hold",
            "set KAMTIBMAS_DATA to a local disk, or use PostgreSQL",
        )
    elif kind in MEMORY:
        yield warning(
            f"{folder} is kept in memory ({kind}): the next restart of the machine empties it",
            "set KAMTIBMAS_DATA to a folder on a disk",
        )
    elif kind in LAYER:
        yield warning(
            f"{folder} lies in the container itself ({kind}) and goes with it",
            "mount a volume there",
        )


def filesystem(folder: Path) -> str:
    """Return the kind of file system that holds a folder; nothing where the system tells none."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    mounts = [(Path(_plain(line.split()[1])), line.split()[2]) for line in lines]
    real = folder.resolve()
    around = [(len(at.parts), kind) for at, kind in mounts if real.is_relative_to(at)]
    deepest = max((depth for depth, _ in around), default=0)
    return next((kind for depth, kind in reversed(around) if depth == deepest), "")


def _plain(path: str) -> str:
    """Return a path of the mount table, which writes a space by its number."""
    return path.replace("\\040", " ")


def _readable_by_others(folder: Path) -> list[str]:
    """Return what is looser than it was made: the database, its log, the key, pictures."""
    inside = [*folder.iterdir(), *(folder / FOLDER).glob("*")]
    files = [path for path in inside if not path.is_symlink()]  # a link's mode says nothing
    return sorted(path.name for path in files if path.stat().st_mode & OTHERS)


def _owners(folder: Path) -> Iterator[Finding]:
    """Look who may read the folder, and whose its files are."""
    about = folder.stat()
    if about.st_mode & OTHERS:
        who = "everybody on this machine" if about.st_mode & stat.S_IRWXO else "a whole group"
        yield warning(f"{who} may look into {folder}, where the reports are", f"chmod 700 {folder}")
    open_ones = _readable_by_others(folder)
    if open_ones:
        yield warning(
            f"others may read files in {folder}: {', '.join(open_ones[:3])}",
            f"chmod -R go= {folder}",
        )
    us = os.geteuid()
    others = sorted(path.name for path in folder.iterdir() if path.stat().st_uid != us)
    if us == 0 and about.st_uid != 0:
        yield warning(
            f"{folder} is another user's, and you are root: what root makes there, it cannot use",
            f"type such commands as that user: sudo -u '#{about.st_uid}' kamtibmas ...",
        )
    elif others and us != 0:
        yield warning(
            f"files in {folder} are another user's: {', '.join(others[:3])}",
            f"give them to the user who runs the bot: chown -R {us} {folder}",
        )
