"""A large decree: how long it takes, and whether every report from before it is found."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.models import Database
from bot.models.schema import upgrade
from bot.places.data import VILLAGE, regions
from bot.services.operations import decrees, report_rows
from bot.services.operations.moved_cases import ReadingRules
from bot.services.operations.region_loading import load_regions
from bot.settings import load_config
from bot.vault import Vault
from tests.large_decree import Large, old_report
from tests.load.figures import Figure
from tests.postgres import NoServerError, PostgresServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncSession

BEFORE = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


async def measure() -> AsyncIterator[Figure]:
    """Yield the figures of one decree on each database."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'decree.sqlite3'}"
        async for figure in _obeyed("sqlite", url):
            yield figure
    try:
        async with PostgresServer(fsync=True) as server:
            async for figure in _obeyed("postgresql", server.url):
                yield figure
    except NoServerError:
        return  # none is installed here


async def _obeyed(name: str, url: str) -> AsyncIterator[Figure]:
    """Yield how long it takes, the share of reports found by each of their codes, and a repeat."""
    decree = Large([row for row in regions() if row.level == VILLAGE])
    await asyncio.to_thread(upgrade, url)
    database = Database(url)
    await database.transact(load_regions)
    pairs = [*decree.moved, *((code, code) for code in (*decree.renamed, *decree.ended))]
    tickets = {old: f"KT-{number:06}" for number, (old, _) in enumerate(pairs)}
    async with database.writing() as session:
        session.add_all(old_report(old, ticket, BEFORE) for old, ticket in tickets.items())
    started = time.perf_counter()
    await database.transact(lambda session: _obey(session, decree))
    yield Figure(f"places.decree.{name}", time.perf_counter() - started, "s")
    async with database.reading() as session:
        found = [
            tickets[old] in await _tickets(session, code)
            for old, new in pairs
            for code in (old, new)
        ]
    yield Figure(f"places.decree.{name}_found", statistics.mean(found), "share", goal=">=1")
    _, changed = await database.transact(lambda session: _obey(session, decree))
    yield Figure(f"places.decree.{name}_again", changed, "regions", goal="<=0")
    await database.close()


async def _obey(session: AsyncSession, decree: Large) -> tuple[date, int]:
    reading = ReadingRules(load_config(), Vault(b"a key of no database but this one here"), BEFORE)
    return await decrees.apply_decree(session, decree.text, unlock=lambda: reading)


async def _tickets(session: AsyncSession, region: str) -> set[str]:
    return {row["ticket"] async for row in report_rows.reports(session, region=region)}
