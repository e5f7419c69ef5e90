"""What it costs to find the open incident of a report, with little and with much that is stored."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from bot.models import Database, Incident, Region, Report, new_id
from bot.models.schema import upgrade
from bot.services.intake import similar_incidents
from bot.services.intake.similar_incidents import Similar
from bot.services.operations import region_loading
from bot.settings import load_config
from tests.load.figures import Figure
from tests.world import sqlite_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from typing import Any

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Config

FEW, MANY = 10_000, 1_000_000
OPEN = 12  # in the village, within the last hour: what is looked at
ROUNDS, WARM = 60, 10
AT_ONCE = 5_000  # rows in one statement
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
YEAR = timedelta(days=365)
HERE, FAR = (-5.14, 119.43), (-5.05, 119.53)  # degrees: of what is open, of the new report
FIRE = "Kebakaran di RT {number}, api besar"


async def measure(few: int = FEW, many: int = MANY) -> AsyncIterator[Figure]:
    """Measure it twice on one database, which grows in between."""
    config = load_config()
    with tempfile.TemporaryDirectory() as folder:
        url = sqlite_in(Path(folder))
        await asyncio.to_thread(upgrade, url)
        database = Database(url)
        async with database.writing() as session:
            await region_loading.load_regions(session)
            villages = await _villages(session)
            await _fill(session, villages, few - OPEN)
            await _open(session, villages[0])
            for beside in villages[1:]:
                await _open(session, beside, HERE)
        little, beyond = await _costs(database, villages[0], config)
        async with database.writing() as session:
            await _fill(session, villages, many - few)
        much, much_beyond = await _costs(database, villages[0], config)
        await database.close()
    yield Figure("intake.merge_little", little, "ms")
    yield Figure("intake.merge_much", much, "ms", baseline=little, goal="<=1.5")
    yield Figure("intake.beyond_little", beyond, "ms")
    yield Figure("intake.beyond_much", much_beyond, "ms", baseline=beyond, goal="<=1.5")


async def _villages(session: AsyncSession) -> list[Region]:
    here = select(Region).where(Region.code.like("73.71.%.%"), Region.retired_at.is_(None))
    return list(await session.scalars(here.order_by(Region.code)))


async def _fill(session: AsyncSession, villages: list[Region], number: int) -> None:
    """Store what was reported within a year, of which most is closed and some was forgotten."""
    for first in range(0, number, AT_ONCE):
        size = min(AT_ONCE, number - first)
        rows = [_row(villages[one % len(villages)].code, one, number) for one in range(size)]
        await _store(session, rows)


def _row(village: str, number: int, of: int) -> dict[str, Any]:
    at = NOW - timedelta(days=1) - YEAR * (number % of) / of
    status = "open" if number % 50 == 0 else "closed"
    return _incident(village, at, status, FIRE.format(number=number % 90))


async def _open(
    session: AsyncSession, village: Region, position: tuple[float, float] | None = None
) -> None:
    ages = (timedelta(minutes=5 * number) for number in range(OPEN))
    rows = [
        _incident(village.code, NOW - age, "open", FIRE.format(number=number + 1), position)
        for number, age in enumerate(ages)
    ]
    await _store(session, rows)


def _incident(
    village: str,
    at: datetime,
    status: str,
    text: str,
    position: tuple[float, float] | None = None,
) -> dict[str, Any]:
    return {
        "position": position,
        "id": new_id(),
        "village_code": village,
        "category": "kebakaran",
        "severity": "DARURAT",
        "at": at,
        "status": status,
        "text": text,
    }


async def _store(session: AsyncSession, rows: list[dict[str, Any]]) -> None:
    await session.execute(insert(Incident), list(_incidents(rows)))
    await session.execute(insert(Report), list(_reports(rows)))


def _incidents(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        shared = {key: row[key] for key in ("id", "village_code", "category", "severity", "status")}
        yield {**shared, "ticket": _ticket(row), "opened_at": row["at"]}


def _reports(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        shared = {key: row[key] for key in ("village_code", "category", "severity", "text")}
        number = {"id": new_id(), "ticket": _ticket(row), "incident_id": row["id"]}
        when = {"written_at": row["at"], "created_at": row["at"]}
        lat, lon = row["position"] or (None, None)
        yield {**shared, **number, **when, "lat": lat, "lon": lon, "alias": "Warga Elang"}


def _ticket(row: dict[str, Any]) -> str:
    return f"{row['id'] % 36**9:09x}"[-9:]


async def _costs(database: Database, village: Region, config: Config) -> tuple[float, float]:
    """Return what a report without a position costs, and one that is looked for next door too."""
    report = _report(village)
    alone = await _cost(database, report, config)
    report.lat, report.lon = FAR
    return alone, await _cost(database, report, config)


def _report(village: Region) -> Report:
    return Report(
        id=new_id(),
        village=village,
        village_code=village.code,
        category="kebakaran",
        written_at=NOW,
        text=FIRE.format(number=77),
    )


async def _cost(database: Database, report: Report, config: Config) -> float:
    """Return the median of milliseconds to look for the incident of one report."""
    spent = []
    for _ in range(WARM + ROUNDS):
        async with database.reading() as session:
            began = time.perf_counter()
            found = await similar_incidents.find(session, report, config=config, now=NOW)
            spent.append((time.perf_counter() - began) * 1000)
            assert found == Similar()  # another RT; far from what has a position
    return statistics.median(spent[WARM:])
