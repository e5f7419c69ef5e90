"""Why a database cannot be used: the driver's words, turned into the operator's."""

from __future__ import annotations

import socket
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

import asyncpg
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import URL

# What the database, or its driver past SQLAlchemy, says no with; and how a server is not reached.
REFUSED = (DBAPIError, sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError)
UNREACHED = (OSError,)  # a TimeoutError is one
ADDRESS = "KAMTIBMAS_DATABASE_URL"
LOCKED = "database is locked"  # SQLite's words, once it has waited long enough


class DatabaseProblem(NamedTuple):
    """What is wrong, and what to do."""

    said: str
    mend: str

    def __str__(self) -> str:
        """Return both as one sentence."""
        return f"{self.said}; {self.mend}"


def problem_of(error: BaseException, database_url: str | URL) -> DatabaseProblem:
    """Return what an error of opening, reading or writing the database means."""
    url = make_url(database_url)
    causes = list(_causes(error))
    tell = _of_file if url.get_backend_name() == "sqlite" else _of_server
    known = (tell(cause, url) for cause in causes)
    return next((found for found in known if found is not None), _unknown(causes[-1]))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Return the error and what it was raised for, the driver's own last."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        inner = current.orig if isinstance(current, DBAPIError) else None
        current = inner or current.__cause__


def _unknown(error: BaseException) -> DatabaseProblem:
    reason = str(error).strip().partition("\n")[0] or type(error).__name__
    return DatabaseProblem(
        f"the database cannot be used ({reason})",
        f"check {ADDRESS} and KAMTIBMAS_DATA, the folder's permissions and the space that is left",
    )


_FILE = {
    LOCKED: "another program works on it; try again, or stop that program",
    "file is not a database": f"let {ADDRESS} or KAMTIBMAS_DATA name the right file, or restore a"
    " backup",
    "malformed": "stop the bot, keep a copy of the file, and restore the last backup",
    "readonly": "let the user who runs the bot write to the file and its folder: chown, chmod",
    "is full": "make room on the disk; nothing that was confirmed is lost",
    "disk I/O error": "see whether the disk is full, broken or a network disk: the system's log"
    " tells",
    "unable to open": f"let {ADDRESS} or KAMTIBMAS_DATA name a file in a folder that there is and"
    " in which the bot may write",
}


def _of_file(error: BaseException, url: URL) -> DatabaseProblem | None:
    if not isinstance(error, sqlite3.Error):
        return None
    said = str(error).strip()
    for words, mend in _FILE.items():
        if words in said:
            return DatabaseProblem(f"the database {url.database} cannot be used ({said})", mend)
    return None


# https://www.postgresql.org/docs/current/errcodes-appendix.html
_STATES = {
    "28P01": ("refuses the password of {user}", f"put the right one into {ADDRESS}"),
    "28000": ("lets {user} not in", "look at pg_hba.conf, and at user and host in " + ADDRESS),
    "3D000": ('has no database "{database}"', "make it: createdb --encoding UTF8 {database}"),
    "42501": ("gives {user} too few rights", "let {user} own the database {database}"),
    "53300": ("has no connection left", "raise max_connections, or stop what holds them"),
    "57P03": ("is starting or stopping", "wait a little, and try again"),
    "53100": ("has no disk space left", "make room on its disk"),
    "25006": ("takes no writing (a standby, or read only)", f"name the primary in {ADDRESS}"),
}


def _of_server(error: BaseException, url: URL) -> DatabaseProblem | None:
    where = {"user": url.username or "the user", "database": url.database or "-"}
    state = getattr(error, "sqlstate", None) or getattr(error, "pgcode", None)
    if isinstance(state, str) and state in _STATES:
        said, mend = (words.format(**where) for words in _STATES[state])
        return DatabaseProblem(f"PostgreSQL at {_place(url)} {said}", mend)
    if isinstance(error, socket.gaierror):
        return DatabaseProblem(
            f"the database's host {url.host} is unknown", f"mend the host in {ADDRESS}, or the DNS"
        )
    if isinstance(error, TimeoutError):
        return DatabaseProblem(
            f"PostgreSQL at {_place(url)} does not answer in time", "see firewall and network"
        )
    if isinstance(error, OSError):
        return DatabaseProblem(
            f"no PostgreSQL answers at {_place(url)}",
            f"start it, or mend host and port in {ADDRESS}",
        )
    return None


def _place(url: URL) -> str:
    """Return where the server is, without user and password."""
    return f"{url.host or 'its socket'}:{url.port or 5432}"
