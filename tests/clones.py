"""One PostgreSQL server for all tests of a session, and on it a database for each worker.

The first story that needs the server starts it, under a lock that all workers share; the session
that set the lock up stops it. What has every region of the nation is made once and cloned.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncpg
from sqlalchemy.engine import make_url

from bot.models import Base, Edition, Region
from tests import regions
from tests.memory import roomy_folder
from tests.postgres import PATIENCE_S, NoServerError, PostgresServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

GIVEN = "KAMTIBMAS_TEST_POSTGRES_URL"
REQUIRED = "KAMTIBMAS_REQUIRE_POSTGRES"
SHARED = "KAMTIBMAS_TEST_SHARED"  # ours: the folder through which the workers of a session agree
# Where no bytecode is to be kept, every worker and every bot that is started compiles all that it
# imports, which is half of what its start costs: the run keeps it beside the libraries instead.
NO_BYTECODE, BYTECODE = "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"
PREFIX = "kamtibmas-session-"
BLANK = "blank"  # of databases of which each worker has one, beside the extents of the regions
KEPT = {Region.__tablename__, Edition.__tablename__}
EDITIONS = f"SELECT count(*) FROM {Edition.__tablename__}"  # noqa: S608 - our own table
EMPTY = "; ".join(
    f'DELETE FROM "{table.name}"'  # noqa: S608 - our own tables; TRUNCATE makes new files of each
    for table in reversed(Base.metadata.sorted_tables)
    if table.name not in KEPT
)
ALONE = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


class Session:
    """All workers of one run of the tests. The one that :meth:`begin` s it ends it."""

    def __init__(self) -> None:
        """Take part in the session that the environment names, if any."""
        named = os.environ.get(SHARED)
        self._folder = Path(named) if named else None
        self._began = False
        self._no_bytecode: str | None = None
        self._server: PostgresServer | None = None
        self._clones: dict[str, str] = {}

    def begin(self) -> None:
        """Set up what the workers share, unless a worker asks; nothing is started yet."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=roomy_folder()))
            self._began = True
            os.environ[SHARED] = str(self._folder)
            self._no_bytecode = os.environ.pop(NO_BYTECODE, None)
            if self._no_bytecode is not None:
                os.environ[BYTECODE] = str(_lasting_folder(self._folder) / "bytecode")

    def end(self) -> None:
        """Stop what was started, and drop what was made on a server that was given."""
        if not self._began or self._folder is None:
            return
        kept = self._read()
        if self._server is not None:
            self._server.destroy()
        elif kept is not None and "pid" in kept:
            _destroy(kept["pid"], Path(kept["folder"]))
        elif kept is not None:
            asyncio.run(_drop(kept["url"], kept["prefix"]))
        if self._no_bytecode is not None:
            os.environ[NO_BYTECODE] = self._no_bytecode
            del os.environ[BYTECODE]
        shutil.rmtree(self._folder, ignore_errors=True)
        del os.environ[SHARED]

    def made_once(self, name: str, make: Callable[[Path], None]) -> Path:
        """Return a file of the session's folder; the worker that needs it first makes it."""
        assert self._folder is not None, "the session has not begun"
        made = self._folder / name
        if made.exists():  # whole: it is named last
            return made
        with self._alone(f"{name}.lock"):
            if not made.exists():
                folder = Path(tempfile.mkdtemp(dir=self._folder))
                make(folder / name)
                (folder / name).replace(made)
        return made

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """Yield a new folder of the session's; when the block ends nothing of it is left."""
        made = Path(tempfile.mkdtemp(dir=self._folder))
        yield made
        shutil.rmtree(made, ignore_errors=True)

    def migrated(self, extent: str) -> str:
        """Return this worker's own database, with the regions of ``extent`` and nothing else in it.

        Raises NoServerError.
        """
        clone = self._clones.get(extent)
        if clone is None or not asyncio.run(_emptied(clone)):
            clone = self._clones[extent] = self._make(extent)
        return clone

    def blank(self) -> str:
        """Return a database of this worker's own with nothing in it. Raises NoServerError."""
        return self._make(BLANK)

    def _make(self, kind: str) -> str:
        with self._alone():
            kept = self._read() or self._start()
            template = "template0"
            if kind != BLANK:
                template = kept[kind] = kept.get(kind) or _template(kept, kind)
                self._write(kept)
            name = f"{kept['prefix']}_{kind}_{os.getpid()}"
            asyncio.run(
                _execute(
                    kept["url"],
                    f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
                    f'CREATE DATABASE "{name}" TEMPLATE "{template}"',
                )
            )
        return _named(kept["url"], name)

    def _start(self) -> dict[str, Any]:
        assert self._folder is not None, "the session has not begun"
        prefix = self._folder.name.replace("-", "_")
        given = os.environ.get(GIVEN)
        if given:
            kept: dict[str, Any] = {"url": given, "prefix": prefix}
        else:
            self._server = PostgresServer()
            self._server.create()
            kept = {"url": self._server.url, "prefix": prefix, "pid": self._server.pid}
            kept["folder"] = str(self._server.folder)
        self._write(kept)
        return kept

    @contextmanager
    def _alone(self, lock_file: str = "lock") -> Iterator[None]:
        assert self._folder is not None, "the session has not begun"
        with (self._folder / lock_file).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _read(self) -> dict[str, Any] | None:
        assert self._folder is not None, "the session has not begun"
        kept = self._folder / "server.json"
        return json.loads(kept.read_text()) if kept.exists() else None

    def _write(self, kept: dict[str, Any]) -> None:
        assert self._folder is not None, "the session has not begun"
        (self._folder / "server.json").write_text(json.dumps(kept))


def _lasting_folder(session: Path) -> Path:
    """Return the virtual environment, which ``make clean`` drops; outside of one the session's."""
    return Path(sys.prefix) if sys.prefix != sys.base_prefix else session


@asynccontextmanager
async def away(url: str) -> AsyncIterator[None]:
    """Throw everybody out of a database and let nobody in, while the block lasts."""
    name, outside = make_url(url).database, _named(url, "postgres")
    admits = f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS'
    throw_out = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname ="
    await _execute(outside, f"{admits} false", f"{throw_out} '{name}'")
    try:
        yield
    finally:
        await _execute(outside, f"{admits} true")


def _destroy(pid: int, folder: Path) -> None:
    """End the server that a worker started, which is gone; its own file says that it has ended."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGQUIT)
    until = time.monotonic() + PATIENCE_S
    while (folder / "data" / "postmaster.pid").exists() and time.monotonic() < until:
        time.sleep(0.02)
    shutil.rmtree(folder, ignore_errors=True)


def _template(kept: dict[str, Any], extent: str) -> str:
    name = f"{kept['prefix']}_template_{extent}"
    asyncio.run(_execute(kept["url"], f'CREATE DATABASE "{name}"'))
    url = _named(kept["url"], name)
    regions.migrate(url, extent)
    asyncio.run(_execute(url, "VACUUM ANALYZE"))
    return name


async def _emptied(url: str) -> bool:
    """Empty a database, on one connection; False: a story has changed the regions themselves."""
    connection = await asyncpg.connect(_plain(url))
    is_as_made = bool(await connection.fetchval(EDITIONS) <= 1)
    if is_as_made:
        await connection.execute(ALONE)
        await connection.execute(EMPTY)
    await connection.close()
    return is_as_made


async def _drop(url: str, prefix: str) -> None:
    connection = await asyncpg.connect(_plain(url))
    ours = "SELECT datname FROM pg_database WHERE starts_with(datname, $1)"
    for (name,) in await connection.fetch(ours, prefix):
        await connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    await connection.close()


async def _execute(url: str, *commands: str) -> None:
    connection = await asyncpg.connect(_plain(url))
    for command in commands:
        await connection.execute(command)
    await connection.close()


def _plain(url: str) -> str:
    """Return the address as the driver itself takes it."""
    return url.replace("+asyncpg", "", 1)


def _named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


__all__ = ["REQUIRED", "NoServerError", "Session", "away"]
