"""PostgreSQL: connections with time limits, and errors classified as the server's or ours.

What is the server's own (it is gone, starting, full, too slow) comes out as OperationalError, as
SQLite's driver has it: whoever asked asks again, and nothing is confirmed before. Two transactions
that met are a :class:`Conflict`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import asyncpg
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import create_async_engine

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy.engine import ExceptionContext
    from sqlalchemy.ext.asyncio import AsyncEngine

# One batch, one beat, two hands of the sender, and pictures: more connections would only queue at
# the server's own disk.
CONNECTIONS, MORE, WAIT_S = 5, 5, 10
CONNECT_S = 5
ANSWER_S = 40  # a server that has gone without a word; longer than its own limit below
NAME = "kamtibmas"  # by it the server tells our programs from others'
SESSION = {
    "application_name": NAME,
    "timezone": "UTC",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}
LIMITS = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "5min",  # `export` into a pager may take its time
}
# Serialization failure, deadlock, a lock that was not to be had.
_MET = frozenset({"40001", "40P01", "55P03"})
# How SQLSTATE begins: connection, read-only or idle too long, let in by nobody, rolled back, no
# such database, no rights, resources, state, operator (shutdown, cancelled), system, internal.
_ITS_OWN = ("08", "25", "28", "3D", "40", "42501", "53", "55", "57", "58", "F0", "XX")


class Conflict(OperationalError):
    """Another transaction came first, and this one was rolled back: what it did is done again."""


async def connect(*where: Any, **how: Any) -> Any:  # noqa: ANN401 - asyncpg's own
    """Connect; a network that fails is an error of the database, not of whoever asked."""
    try:
        return await asyncpg.connect(*where, **how)
    except OSError as error:  # TimeoutError is one
        reason = str(error) or f"no answer within {CONNECT_S} s"
        raise asyncpg.ConnectionFailureError(reason) from error


def engine(
    url: str, *, patient: bool, opens: Callable[..., Awaitable[Any]] = connect
) -> AsyncEngine:
    """Return an engine with a small pool, each connection tried before it is used.

    ``patient``: a statement may take as long as it takes. ``opens`` opens a connection.
    """
    made = create_async_engine(
        url,
        hide_parameters=True,
        pool_size=CONNECTIONS,
        max_overflow=MORE,
        pool_timeout=WAIT_S,
        pool_pre_ping=True,
        connect_args={
            "async_creator_fn": opens,
            "timeout": CONNECT_S,
            "command_timeout": None if patient else ANSWER_S,
            "server_settings": SESSION | ({} if patient else LIMITS),
        },
    )
    event.listen(made.sync_engine, "handle_error", _whose_fault)
    return made


async def shut(connection: Any) -> None:  # noqa: ANN401 - asyncpg's own
    """Close a connection at once, whatever it is doing."""
    if not connection.is_closed():
        connection.terminate()


def _whose_fault(context: ExceptionContext) -> None:
    """Raise OperationalError for what is the server's own fault; leave ours as they are."""
    error = context.original_exception
    state = getattr(error, "sqlstate", None) or ""
    if state in _MET:
        raise Conflict(None, None, error, hide_parameters=True)
    silent = isinstance(error, OSError)  # the driver's own limit: nobody knows what it waits for
    if silent:
        context.is_disconnect = True
    if silent or context.is_disconnect or state.startswith(_ITS_OWN):
        # `connection_invalidated`: who only asks whether the line is alive takes another one then.
        raise OperationalError(
            None,
            None,
            error,
            hide_parameters=True,
            connection_invalidated=context.is_disconnect,
        )
