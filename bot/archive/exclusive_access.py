"""Exclusive access to a database, in one transaction: what a restore needs.

It needs no word of the bot's: SQLite knows who holds the file, PostgreSQL who is connected, and
both forget a process the moment it is killed.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import column, event, func, select, table
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.archive.manifest import ArchiveError
from bot.models import postgres, sqlite

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Connection
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

# Leaving WAL needs the whole file, which nobody gets while another program has it open; and what
# is killed in the middle of a rollback journal's transaction is undone by whoever opens it next.
ALONE = (
    "PRAGMA busy_timeout=500",
    "PRAGMA locking_mode=EXCLUSIVE",
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",  # what is replaced is overwritten
    "PRAGMA foreign_keys=OFF",  # tables are dropped and altered; all is checked at the end
)
IN_USE = "another program works on that database; stop the bot, and whatever else has it open"
_HELD = ("database is locked", "database table is locked")


@asynccontextmanager
async def alone(url: str) -> AsyncIterator[AsyncConnection]:
    """Open a transaction that commits when the block ends and is undone when it raises.

    Raises ArchiveError where somebody else has the database open.
    """
    is_sqlite = url.startswith("sqlite")
    engine = _sqlite(url) if is_sqlite else postgres.engine(url, patient=True)
    try:
        async with engine.begin() as connection:
            if not is_sqlite and await _others(connection):
                raise ArchiveError(IN_USE)
            yield connection
    except OperationalError as error:
        if any(sign in str(error.orig) for sign in _HELD):
            raise ArchiveError(IN_USE) from None
        raise
    finally:
        await engine.dispose()


def _sqlite(url: str) -> AsyncEngine:
    engine = create_async_engine(
        url, hide_parameters=True, connect_args={"async_creator_fn": sqlite.connect}
    )

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:  # noqa: ANN401 - the driver's own types
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ALONE:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Connection) -> None:
        sqlite.begin(connection, "BEGIN EXCLUSIVE")

    return engine


async def _others(connection: AsyncConnection) -> bool:
    """Tell whether another of our own programs is connected to this database."""
    connected = table(
        "pg_stat_activity", column("pid"), column("datname"), column("application_name")
    )
    ours = select(connected.c.pid).where(
        connected.c.datname == func.current_database(),
        connected.c.application_name == postgres.NAME,
        connected.c.pid != func.pg_backend_pid(),
    )
    return await connection.scalar(ours.limit(1)) is not None
