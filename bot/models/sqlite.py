"""SQLite in one visit to the connection's thread for each statement, where the driver makes four.

aiosqlite goes to its thread to make a cursor, to execute, to fetch and to close. Each visit costs
two switches of threads, several times what SQLite itself needs: on the report flow they were half
of the work. The way in is SQLAlchemy's documented ``async_creator_fn``.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

import aiosqlite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Connection as EngineConnection

T = TypeVar("T")
OWNER_ALONE = 0o600
LOGS = ("-wal", "-shm")
FIRST = 1000  # rows fetched with the execution; what is longer (an export) is fetched on demand


def connect(database: str, **options: Any) -> Connection:  # noqa: ANN401 - sqlite3's own
    """Return a connection to await, for ``async_creator_fn``."""
    connection = Connection(lambda: _open(database, options), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does: it must not outlive us
    return connection


async def shut(connection: Connection) -> None:
    """Close a connection once its thread is done with what it is doing."""
    await connection.close()


def _open(database: str, options: dict[str, Any]) -> sqlite3.Connection:
    """Open the file for its owner alone; SQLite gives the log beside it the same mode.

    Transactions are in our own hands: the driver would begin them too late.
    """
    raw: sqlite3.Connection = sqlite3.connect(database, isolation_level=None, **options)
    path = Path(database)
    for one in (path, *(path.with_name(path.name + end) for end in LOGS)):
        with suppress(OSError):  # in memory, no log yet, or another owner's: SQLite says the rest
            one.chmod(OWNER_ALONE)
    return raw


def truncate_log(database: str) -> bool:
    """Bring the log into the file and empty it; return whether it is empty now.

    It waits for nobody: where somebody reads an older state it is to be tried again later.
    """
    address = f"{Path(database).absolute().as_uri()}?mode=rw"  # where there is none, none is made
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)) as raw:
            busy, _, _ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error:  # locked, or the disk is full: erased is erased, later
        return False
    return bool(busy == 0)


def rewrite(database: str) -> None:
    """Write the file anew without its free pages: they hold what was erased and not overwritten.

    Needs as much room again. Raises sqlite3.Error, and then nothing is changed.
    """
    with closing(sqlite3.connect(database, isolation_level=None)) as raw:
        raw.execute("PRAGMA secure_delete=ON")
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def begin(connection: EngineConnection, how: str) -> None:
    """Begin a transaction (``how``: "BEGIN IMMEDIATE") with the first statement that comes."""
    driver: Any = connection.connection.driver_connection
    driver.begin(how)


class Cursor(aiosqlite.Cursor):
    """Executes and fetches in one go; what it has fetched it gives without asking the thread."""

    def __init__(self, connection: Connection) -> None:
        """Make nothing yet: the real cursor is made in the thread, when it executes."""
        self._conn: Connection = connection
        self._raw: sqlite3.Connection = connection._conn  # noqa: SLF001 - our own parent
        self._rows: list[Any] = []
        self._more = False

    async def __aenter__(self) -> Self:
        """There is nothing to wait for."""
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> Self:
        """Execute, and fetch the first rows."""
        await self._visit(self._run, sql, () if parameters is None else parameters)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> Self:
        """Execute for each of the parameters."""
        await self._visit(self._run_many, sql, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        """Return all rows that were not taken yet."""
        rows, self._rows = self._rows, []
        if self._more:
            self._more = False
            rows = [*rows, *await self._visit(self._cursor.fetchall)]
        return rows

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """Return the next ``size`` rows, at most."""
        size = size or 1
        if len(self._rows) < size and self._more:
            fresh = await self._visit(self._cursor.fetchmany, FIRST)
            self._more = len(fresh) == FIRST
            self._rows += fresh
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    async def fetchone(self) -> Any:  # noqa: ANN401 - a row
        """Return the next row, or None."""
        rows = await self.fetchmany(1)
        return rows[0] if rows else None

    async def close(self) -> None:
        """Drop what was not taken; one that has given everything was closed in its thread."""
        self._rows = []
        if self._more:
            self._more = False
            await self._visit(self._cursor.close)

    async def _visit(self, work: Callable[..., T], *arguments: object) -> T:
        """Do ``work`` in the connection's thread."""
        done: T = await self._execute(work, *arguments)  # type: ignore[no-untyped-call]
        return done

    def _run(self, sql: str, parameters: Iterable[Any]) -> None:
        """In the thread."""
        self._conn.begin_now()
        self._cursor = self._raw.execute(sql, parameters)  # type: ignore[arg-type]
        if self._cursor.description:
            self._rows = self._cursor.fetchmany(FIRST)
            self._more = len(self._rows) == FIRST
        if not self._more:
            self._cursor.close()

    def _run_many(self, sql: str, parameters: Iterable[Iterable[Any]]) -> None:
        """In the thread."""
        self._conn.begin_now()
        self._cursor = self._raw.executemany(sql, parameters)  # type: ignore[arg-type]
        self._cursor.close()


class Connection(aiosqlite.Connection):
    """A connection whose cursors are ours, and whose thread ends before the loop does."""

    _begins = ""  # how a transaction begins of which no statement has come yet
    _is_open = False  # a transaction was begun, and is neither committed nor undone
    _ended: asyncio.Future[object] | None = None

    def cursor(self) -> Cursor:  # type: ignore[override]
        """Return a cursor, at once."""
        return Cursor(self)

    def begin(self, how: str) -> None:
        """Begin a transaction with its first statement, which costs no visit of its own."""
        self._begins, self._is_open = how, True

    def begin_now(self) -> None:
        """In the thread: begin the transaction whose first statement comes now, if it is one."""
        if self._begins:
            self._conn.execute(self._begins)
            self._begins = ""

    async def commit(self) -> None:
        """Commit the transaction; of one without a statement nothing is left."""
        await super().commit()
        self._begins, self._is_open = "", False

    async def rollback(self) -> None:
        """Undo the transaction where there is one: the pool asks after a commit too."""
        if self._is_open:
            await self._execute(self._undo)  # type: ignore[no-untyped-call]
            self._is_open = False

    def _undo(self) -> None:
        """In the thread."""
        self._begins = ""
        self._conn.rollback()

    def stop(self) -> asyncio.Future[object] | None:
        """Let the thread end; what is returned is done when it has.

        Told twice it ends once: the driver would wait for a thread that is gone.
        """
        if self._ended is None:
            self._ended = super().stop()
        return None if self._ended is None else asyncio.shield(self._ended)

    async def _connect(self) -> Self:
        """Open the file. Where it cannot be opened the driver would leave its thread behind.

        A thread that ends after the loop writes a traceback where the operator reads.
        """
        try:
            await super()._connect()
        except BaseException:
            if self._ended is not None:
                await self._ended
            raise
        return self
