"""The engine and its units of work, with the same guarantees on both databases."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import time
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakSet

from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from bot.models import postgres, sqlite
from bot.models.postgres import Conflict
from bot.models.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncEngine

T = TypeVar("T")
SWITCHES, SWITCH_S = 50, 0.02  # for about a second
BUSY_S = 10.0  # how long a command waits for another program that writes into SQLite's file
WAL = "PRAGMA journal_mode=WAL"
PRAGMAS = (
    "PRAGMA synchronous=FULL",  # what is confirmed survives the loss of power, not only of us
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what was erased is overwritten, not left in free pages
    "PRAGMA temp_store=MEMORY",  # words that are sorted are not written into a folder for all
)
# SQLite has one writer at a time and so needs only to know who does not write. On PostgreSQL a unit
# of work is serializable, which is the same promise kept without the queue: see decision 16.
READING: dict[str, dict[str, Any]] = {
    "sqlite": {"readonly": True},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
WRITING: dict[str, dict[str, Any]] = {"postgresql": {"isolation_level": "SERIALIZABLE"}}
CLAIMING: dict[str, dict[str, Any]] = {"postgresql": {"isolation_level": "READ COMMITTED"}}
ERASED = "erased"  # in a session's info: words were erased, and the log is to hold them no longer
TRIES = 10
TRIES_OF_A_KEY = 3  # a key that is taken still is taken for good
LONGEST_PAUSE_S = 0.5


class Database:
    """Sessions to read with and to write with. Whoever opens one commits it, once."""

    def __init__(self, url: str, *, patient: bool = False, busy_s: float | None = None) -> None:
        """Make an engine for ``url``; nothing is opened yet.

        Errors never quote what people wrote: parameters are hidden. ``patient``: a migration may
        take as long as it takes. ``busy_s``: how long SQLite waits for another writer.
        """
        is_sqlite = url.startswith("sqlite")
        busy_s = BUSY_S if busy_s is None else busy_s
        self._opened: WeakSet[Any] = WeakSet()
        self._is_closed = False
        self.engine = (
            _sqlite_engine(url, busy_s, self._opens(sqlite.connect))
            if is_sqlite
            else postgres.engine(url, patient=patient, opens=self._opens(postgres.connect))
        )
        self._file = self.engine.url.database if is_sqlite else None
        self._writing = 0
        self._erased = False  # the log may hold what was erased: a reader was in the way
        self._readers = self._sessions(READING, autoflush=True)
        self._writers = self._sessions(WRITING, autoflush=False)
        self._claimers = self._sessions(CLAIMING, autoflush=False)
        # Four writers that queue here wait 12 ms at the 99th percentile; on SQLite's own lock, 90.
        self._turn: AbstractAsyncContextManager[None] = (
            asyncio.Lock() if is_sqlite else nullcontext()
        )

    def _sessions(
        self, options: dict[str, dict[str, Any]], *, autoflush: bool
    ) -> async_sessionmaker[AsyncSession]:
        engine = self.engine.execution_options(**options.get(self.engine.dialect.name, {}))
        return async_sessionmaker(
            engine, sync_session_class=UnitOfWork, expire_on_commit=False, autoflush=autoflush
        )

    async def empty_log(self) -> None:
        """Empty SQLite's log, for what was erased when a kill came before it was emptied.

        Where a reader is in the way it is tried again with each unit of work.
        """
        if self._file is not None:
            self._erased = not await asyncio.to_thread(sqlite.truncate_log, self._file)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Open a session on one consistent state of the database; what is written is dropped."""
        async with self._readers() as session:
            await _connected(session)
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """Open the unit of work: committed when the block ends, rolled back when it raises.

        It is as if no other one ran meanwhile. Where another one came in between nothing of it is
        done, and it raises :class:`Conflict`: :meth:`transact` does it again.
        """
        async with self._counted(), self._turn, self._writers() as session:
            async with session.begin():
                await _connected(session)
                yield session
            self._erased |= bool(session.info.pop(ERASED, False))
            if self._erased:  # after the commit, before the next writer
                await self.empty_log()

    @asynccontextmanager
    async def _counted(self) -> AsyncIterator[None]:
        self._writing += 1
        try:
            yield
        finally:
            self._writing -= 1

    @property
    def is_writing(self) -> bool:
        """Tell whether a unit of work of :meth:`writing` is under way, or waits for its turn."""
        return self._writing > 0

    @asynccontextmanager
    async def claiming(self) -> AsyncIterator[AsyncSession]:
        """Open a unit of work of conditional UPDATEs alone, which decides by nothing it has read.

        Each statement sees what is committed when it begins; it waits for nobody and is never
        told to try again.
        """
        async with self._turn, self._claimers() as session, session.begin():
            await _connected(session)
            yield session

    async def claim(self, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
        """Do ``work`` in a unit of work of :meth:`claiming`."""
        async with self.claiming() as session:
            return await work(session)

    async def transact(self, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
        """Do ``work`` in a unit of work, anew as often as another one came in between.

        So ``work`` reads and writes the database and nothing else. A key that somebody else has
        just taken is looked at again too: the second look finds their row.
        """
        tries = 0
        while True:
            tries += 1
            try:
                async with self.writing() as session:
                    return await work(session)
            except (Conflict, IntegrityError) as error:
                if tries >= (TRIES if isinstance(error, Conflict) else TRIES_OF_A_KEY):
                    raise
            await asyncio.sleep(_pause(tries))

    def _opens(self, connect: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        """Return ``connect`` such that :meth:`close` knows what it has opened."""

        async def opened(*where: Any, **how: Any) -> Any:  # noqa: ANN401 - the driver's own
            connection = await connect(*where, **how)
            self._opened.add(connection)
            if self._is_closed:
                await self._shut()
                message = "the database is closed"
                raise ConnectionAbortedError(message)
            return connection

        return opened

    async def close(self) -> None:
        """Close every connection, those in use too; none is opened any more.

        The pool closes what lies in it. A task that was cut off in the middle still holds its own.
        """
        self._is_closed = True
        await self.engine.dispose()
        await self._shut()

    async def _shut(self) -> None:
        for connection in list(self._opened):
            await (sqlite if self._file is not None else postgres).shut(connection)


async def _connected(session: AsyncSession) -> None:
    """Take a connection now: where none is to be had in time it is the database's own fault."""
    try:
        await session.connection()
    except (OSError, PoolTimeoutError) as error:
        raise OperationalError(None, None, error, hide_parameters=True) from error


def _pause(tries: int) -> float:
    """Return the seconds after which those who met hardly meet again; the first try is at once."""
    longest = min(0.005 * 2**tries, LONGEST_PAUSE_S) if tries > 1 else 0.0
    return random.uniform(0.0, longest)  # noqa: S311 - no secret


def _write_ahead(cursor: Any) -> None:  # noqa: ANN401 - the driver's own
    """Keep the file with a log. Two programs that make one together meet; SQLite never waits here.

    https://www.sqlite.org/wal.html#sometimes_queries_return_sqlite_busy_in_wal_mode
    """
    for _ in range(SWITCHES - 1):
        try:
            cursor.execute(WAL)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(SWITCH_S)
        else:
            return
    cursor.execute(WAL)


def _sqlite_engine(url: str, busy_s: float, connect: Callable[..., Awaitable[Any]]) -> AsyncEngine:
    """Return an engine whose units of work say from the beginning whether they write."""
    engine = create_async_engine(
        url, hide_parameters=True, connect_args={"async_creator_fn": connect}
    )

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:  # noqa: ANN401 - the driver's own types
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={busy_s * 1000:.0f}")
        _write_ahead(cursor)
        for pragma in PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Connection) -> None:
        readonly = connection.get_execution_options().get("readonly", False)
        sqlite.begin(connection, "BEGIN" if readonly else "BEGIN IMMEDIATE")

    return engine
