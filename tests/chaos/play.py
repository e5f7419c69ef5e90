"""Plays rows, each in a town of its own: built once for each database, and copied."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from typing import TYPE_CHECKING, Self

import asyncpg
from sqlalchemy.engine import make_url

from tests.chaos import stored, verdict
from tests.chaos import town as towns
from tests.chaos.disk import small_disk
from tests.chaos.proxy import Proxy
from tests.chaos.stage import Stage
from tests.postgres import PostgresServer
from tests.world import sqlite_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.chaos.row import Row
    from tests.chaos.stage import Setup
    from tests.chaos.town import Town

TEMPLATE = "town"


class Theatre:
    """Lends each row a town; a server of PostgreSQL is started when the first row needs one."""

    def __init__(self, folder: Path) -> None:
        """Work in ``folder``, which the caller makes and takes away."""
        self._folder = folder
        self._originals: dict[str, Town] = {}
        self._server: PostgresServer | None = None
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Begin with nothing."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop what was started."""
        await self._stack.aclose()

    async def play(self, row: Row, setup: Setup, seed: int) -> verdict.Count:
        """Play one row on one setup, and count."""
        folder = self._folder / f"{row.name} on {setup}".replace(" ", "-").replace(",", "")
        folder.mkdir()
        original = await self.build(setup.database)
        with small_disk(folder) if row.small_disk else nullcontext():
            async with self._copy(original, folder, setup) as (town, proxy):
                return await self._judged(row, Stage(town, setup, seed, self._server, proxy))

    async def build(self, database: str) -> Town:
        """Return the town on this database, which is built for whoever asks first."""
        if database not in self._originals:
            folder = self._folder / database
            folder.mkdir()
            self._originals[database] = await towns.build(folder, await self._blank(database))
        return self._originals[database]

    async def _judged(self, row: Row, stage: Stage) -> verdict.Count:
        async with stage:
            await row.play(stage)
            await stage.stops()
        return verdict.count(stage, await stored.read(stage.town.database_url))

    @asynccontextmanager
    async def _copy(
        self, original: Town, folder: Path, setup: Setup
    ) -> AsyncIterator[tuple[Town, Proxy | None]]:
        if setup.database == "sqlite":
            yield towns.copied(original, folder), None
            return
        name = folder.name.replace("-", "_")
        await self._make(name, TEMPLATE)
        async with Proxy(self._postgres.port) as proxy:
            yield towns.copied(original, folder, self._named(name)), proxy

    async def _blank(self, database: str) -> str:
        if database == "sqlite":
            return sqlite_in(self._folder / database)
        self._server = await self._stack.enter_async_context(PostgresServer(fsync=True))
        await self._make(TEMPLATE, "template0")
        return self._named(TEMPLATE)

    @property
    def _postgres(self) -> PostgresServer:
        assert self._server is not None, "it was started with the town"
        return self._server

    async def _make(self, name: str, template: str) -> None:
        connection = await asyncpg.connect(self._postgres.url.replace("+asyncpg", "", 1))
        await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        await connection.close()

    def _named(self, name: str) -> str:
        return make_url(self._postgres.url).set(database=name).render_as_string()
