"""Checks of the SQLite file: it opens, is intact, and which processes have it open."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.cli.doctor.finding import Finding, fine, warning, wrong

if TYPE_CHECKING:
    from collections.abc import Iterator

MB = 1_000_000
OLDEST = (3, 35)  # the first with UPDATE ... RETURNING
PATIENCE_S = 2.0  # for another program's transaction: ours take milliseconds
CHECK_S = 50.0  # of a large file's integrity; what takes longer is left unfinished
LARGEST_LOG = 500 * MB
STEPS = 100_000  # of SQLite's machine, after which it asks whether to go on
PROCESSES = Path("/proc")


def examined(path: Path) -> Iterator[Finding]:
    """Yield what is wrong with the file; raises sqlite3.Error where it cannot be used."""
    if sqlite3.sqlite_version_info < OLDEST:
        yield wrong(
            f"SQLite {sqlite3.sqlite_version} is too old", "install a Python with SQLite 3.35 on"
        )
        return
    address = f"file:{quote(str(path))}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA busy_timeout={PATIENCE_S * 1000:.0f}")
        connection.execute("BEGIN IMMEDIATE")  # whoever can begin to write can write
        connection.execute("ROLLBACK")
        yield from _journal(connection, path)
        yield from _whole(connection, path)
    yield fine(f"SQLite {sqlite3.sqlite_version}, {path.stat().st_size // MB} MB")


def _journal(connection: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode != "wal" and path.stat().st_size:
        yield warning(
            f"the database writes its journal in mode {mode}, not wal",
            "start the bot, which turns it on; where it stays, move the data to another disk",
        )
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        yield warning(
            f"{log} has grown to {log.stat().st_size // MB} MB",
            "end the program that has been reading the database for long, and restart the bot",
        )


def _whole(connection: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    """Check the file's integrity; a check that takes too long is no finding."""
    until = time.monotonic() + CHECK_S
    connection.set_progress_handler(lambda: int(time.monotonic() > until), STEPS)
    try:
        (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            return
        raise
    if said != "ok":
        yield wrong(
            f"{path} is damaged ({said})",
            "stop the bot, keep a copy of the file, and restore the last backup",
        )


def users(path: Path) -> tuple[int, ...]:
    """Return the other processes that have the file open, as far as we may see them (Linux)."""
    us = os.getpid()
    numbers = (int(one.name) for one in PROCESSES.glob("[0-9]*"))
    return tuple(sorted(one for one in numbers if one != us and _has_open(one, path)))


def _has_open(process: int, path: Path) -> bool:
    try:
        return any(file.samefile(path) for file in _files(process))
    except OSError:  # it has ended, or is another user's
        return False


def _files(process: int) -> Iterator[Path]:
    for file in (PROCESSES / str(process) / "fd").iterdir():
        if file.readlink().is_absolute() and file.exists():
            yield file
