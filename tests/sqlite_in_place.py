"""SQLite without a change of threads for each statement: half of what a story waits for.

A story asks some four hundred statements of a file in memory, and each visit to the connection's
thread costs several times what SQLite itself needs. What may wait for another writer still goes to
the thread, and so does what follows it there; everybody else has their turn after each statement,
as they have with a thread. A transaction that writes is begun at once where the file is free, which
it nearly always is. Tests of the database itself, and every process, keep the thread.
"""

from __future__ import annotations

import asyncio
import sqlite3
from itertools import count
from typing import TYPE_CHECKING, Any

from bot.models.sqlite import Connection

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import pytest

WAITS = "BEGIN IMMEDIATE"
_number = count()
_in_thread: Callable[..., Awaitable[Any]] = Connection._execute  # noqa: SLF001 - its only way


def work_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every connection do at once what waits for nobody."""
    monkeypatch.setattr(Connection, "_visits", 0, raising=False)
    monkeypatch.setattr(Connection, "_execute", _execute)


async def _execute(self: Any, work: Callable[..., Any], *arguments: Any, **more: Any) -> Any:  # noqa: ANN401
    """Do ``work`` here, unless it may wait or the thread has something of this connection's."""
    if not (self._running and self._connection):
        return await _in_thread(self, work, *arguments, **more)  # which says that it is closed
    if self._visits:
        return await _visit(self, work, *arguments, **more)
    if self._begins == WAITS and not _has_begun(self):
        return await _visit(self, work, *arguments, **more)
    done = work(*arguments, **more)
    await asyncio.sleep(0)
    return done


def _has_begun(self: Any) -> bool:  # noqa: ANN401
    """Begin to write without waiting; False: another one writes, and whoever begins has to wait."""
    raw: sqlite3.Connection = self._connection
    ((patience,),) = raw.execute("PRAGMA busy_timeout")
    _waits(raw, 0)
    try:
        self.begin_now()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        return False
    finally:
        _waits(raw, patience)
    return True


def _waits(raw: sqlite3.Connection, milliseconds: int) -> None:
    """Say how long it waits; SQLite hears it when it compiles, so no two may be written alike."""
    raw.execute(f"PRAGMA busy_timeout={milliseconds} -- {next(_number)}")


async def _visit(self: Any, work: Callable[..., Any], *arguments: Any, **more: Any) -> Any:  # noqa: ANN401
    """Do it in the thread; whoever is cut off meanwhile is not overtaken by what comes next."""

    def visited() -> Any:  # noqa: ANN401
        try:
            return work(*arguments, **more)
        finally:
            self._visits -= 1

    self._visits += 1
    return await _in_thread(self, visited)
