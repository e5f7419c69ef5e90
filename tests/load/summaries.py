"""Summaries of the nation: a million reports in a year, an officer in each village."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.documents.render_process import RenderedFiles
from bot.domain import calendar
from bot.domain.period import Period
from bot.models import Database, Delivery, Member, Region
from bot.places.data import PROVINCE, REGENCY
from bot.settings import load_config
from bot.views import RENDERERS, summary_files
from bot.views.render_context import RenderContext
from tests.load import summaries_weekly
from tests.load.figures import Figure
from tests.load.summaries_country import NOW, fill, member_of
from tests.postgres import PostgresServer
from tests.world import sqlite_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

CONFIG = load_config()
ZONE = "Asia/Jakarta"
WEEK = Period.of_week(calendar.last_full_week(NOW, ZONE))
MEASURED = 38  # regencies, and provinces
PICTURED = "33"  # the province with the most regencies


async def measure() -> AsyncIterator[Figure]:
    """Yield the figures on SQLite, then on PostgreSQL."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        async for figure in _measured("sqlite", sqlite_in(data), data):
            yield figure
        async with PostgresServer() as server:
            async for figure in _measured("postgresql", server.url, data):
                yield figure


async def _measured(name: str, url: str, data: Path) -> AsyncIterator[Figure]:
    await fill(url)
    database = Database(url)
    for size, level, goal in (("regency", REGENCY, 10), ("province", PROVINCE, 100)):
        codes = await _codes(database, level, MEASURED)
        half = statistics.median([await _summary(database, data, code) for code in codes]) * 1000
        yield Figure(f"summaries.{name}.{size}_p50", half, "ms", goal=f"<={goal}")
    async for figure in summaries_weekly.figures(name, database, WEEK, CONFIG):
        yield figure
    pictures = [await _picture(database, data, what) for what in summary_files.LABELS]
    yield Figure(f"summaries.{name}.picture", max(pictures), "s", goal="<=1")
    await database.close()


async def _codes(database: Database, level: int, count: int) -> Sequence[str]:
    async with database.reading() as session:
        there = select(Region.code).where(Region.level == level, Region.retired_at.is_(None))
        codes = list(await session.scalars(there.order_by(Region.code)))
    return codes[:: max(len(codes) // count, 1)][:count]


async def _timed(work: Callable[[], Awaitable[object]]) -> float:
    """Return the seconds of the faster of two tries: the first one warms up."""
    spent = []
    for _ in range(2):
        began = time.perf_counter()
        await work()
        spent.append(time.perf_counter() - began)
    return min(spent)


def _showing(session: AsyncSession, data: Path) -> RenderContext:
    return RenderContext(session, CONFIG, None, data, NOW, {})  # type: ignore[arg-type]


def _owed(kind: str, code: str, payload: dict[str, str]) -> Delivery:
    one = Delivery(kind=kind, recipient_id=member_of(code), payload=payload)
    one.id, one.recipient = 1, Member(id=member_of(code), language="id")
    return one


async def _summary(database: Database, data: Path, code: str) -> float:
    """Return the seconds of a coordinator's summary, as it is sent."""

    async def shown() -> None:
        async with database.reading() as session:
            owed = _owed("summary", code, {"period": str(WEEK)})
            assert await RENDERERS["summary"](_showing(session, data), [owed])

    return await _timed(shown)


async def _picture(database: Database, data: Path, what: str) -> float:
    """Return the seconds of a picture of a province that was not made before."""

    async def made() -> None:
        async with database.reading() as session:
            owed = _owed("summary_picture", PICTURED, {"period": str(WEEK), "what": what})
            order = await summary_files.ordered(_showing(session, data), owed)
        assert order is not None
        assert order.with_file(await RenderedFiles().file(order.request)).photo is not None

    return await _timed(made)
