"""PostgreSQL: connections with time limits, and errors classified as the server's or ours.

What is the server's own (it is gone, starting, full, too slow) comes out as OperationalError, as
SQLite's driver has it: whoever asked asks again, and nothing is confirmed before. Two transactions
that met are a :class:`Conflict`.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import asyncpg
from sqlalchemy import event
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.ext.asyncio import create_async_engine

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy import Engine
    from sqlalchemy.engine import ExceptionContext
    from sqlalchemy.ext.asyncio import AsyncEngine

# One batch, one beat, two hands of the sender, and pictures: more connections would only queue at
# the server's own disk.
CONNECTIONS, MORE, WAIT_S = 5, 5, 10
CONNECT_S = 5
TRUSTED_S = 1.0  # how long after its last use a connection is not asked whether it is alive
_RETURNED = "returned_at"  # in the pool's notes of a connection
ANSWER_S = 40  # a server that has gone without a word; longer than its own limit below
NAME = "kamtibmas"  # by it the server tells our programs from others'
SESSION = {
    "application_name": NAME,
    "timezone": "UTC",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    # To compile what reads a whole nation took 0.4 and 0.7 s, and to run it 0.1.
    "jit": "off",
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
    """Return an engine with a small pool, each connection looked at before it is used.

    ``patient``: a statement may take as long as it takes. ``opens`` opens a connection.
    """
    made = create_async_engine(
        url,
        hide_parameters=True,
        pool_size=CONNECTIONS,
        max_overflow=MORE,
        pool_timeout=WAIT_S,
        connect_args={
            "async_creator_fn": opens,
            "timeout": CONNECT_S,
            "command_timeout": None if patient else ANSWER_S,
            "server_settings": SESSION | ({} if patient else LIMITS),
        },
    )
    event.listen(made.sync_engine, "handle_error", _whose_fault)
    _try_before_use(made.sync_engine)
    return made


def _try_before_use(engine: Engine) -> None:
    """Let the pool give out no connection that is lost: a new one takes its place.

    To ask is three round trips (``pool_pre_ping``), half of those of a short unit of work. The
    driver knows by itself that the server has closed a connection. Only where a network has gone
    without a word it does not, and that is asked of a connection that nobody has used just now.
    """

    @event.listens_for(engine, "checkin")
    def on_checkin(_connection: Any, record: Any) -> None:  # noqa: ANN401 - the pool's own
        record.info[_RETURNED] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def on_checkout(connection: Any, record: Any, _proxy: Any) -> None:  # noqa: ANN401
        returned = record.info.get(_RETURNED)
        if returned is None:  # it was opened for this
            return
        idle_s = time.monotonic() - returned
        if connection.driver_connection.is_closed() or (
            idle_s > TRUSTED_S and not _answers(engine, connection)
        ):
            raise DisconnectionError


def _answers(engine: Engine, connection: Any) -> bool:  # noqa: ANN401 - the driver's own
    """Ask the server on a connection whether it is there."""
    try:
        return engine.dialect.do_ping(connection)
    except (engine.dialect.loaded_dbapi.Error, OSError):
        return False


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
