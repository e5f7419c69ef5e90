"""A year of the nation in a database: a million reports, and an officer in each village."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, text

from bot.models import Database, Member, MemberGrant, Region
from bot.models.schema import upgrade
from bot.places.data import REGENCY, VILLAGE
from bot.services.operations import region_loading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

REPORTS = int(os.environ.get("REPORTS", "1_000_000"))  # fewer for a quick look
NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # a Monday morning everywhere in the country
AT_ONCE = 5_000  # rows of one statement
YEAR_S = 365 * 24 * 3600
# What both databases say otherwise: numbers in a row, a moment, JSON.
SERIES = {
    "sqlite": "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {most})",
    "postgresql": "WITH s(n) AS (SELECT generate_series(1, {most})::bigint)",
}
MOMENT = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S.000000', {}, 'unixepoch')",
    "postgresql": "to_timestamp({})",
}
POLICY = {"sqlite": "'{}'", "postgresql": "'{}'::json"}
SNAPSHOT = '{"recipients": ["officer"], "confidential": false, "steps": []}'
# Drawn numbers: of the village (two of three lie in a fifth of them), the second, what it was.
DRAWN = """
SELECT n,
  CASE WHEN n % 3 = 0 THEN n * 48271 % {villages}
    ELSE n * 48271 % ({villages} / 5) * 5 END AS place,
  {now} - n * 69621 % {year} AS at,
  n * 40692 % 100 AS kind, n * 31337 % 300 AS wait, n * 7919 % 10 AS way
FROM s
"""
KIND = """
CASE WHEN kind < 30 THEN 'balap_bising' WHEN kind < 50 THEN 'pencurian' WHEN kind < 65 THEN 'fasum'
  WHEN kind < 75 THEN 'miras_judi' WHEN kind < 83 THEN 'laka' WHEN kind < 89 THEN 'kebakaran'
  WHEN kind < 94 THEN 'kdrt_anak' WHEN kind < 98 THEN 'penganiayaan' ELSE 'narkoba' END
"""
SEVERITY = """
CASE WHEN kind < 50 THEN 'SEDANG' WHEN kind < 65 THEN 'RENDAH' WHEN kind < 75 THEN 'SEDANG'
  WHEN kind BETWEEN 89 AND 93 OR kind > 97 THEN 'TINGGI' ELSE 'DARURAT' END
"""
CALLS = "kind BETWEEN 75 AND 97"
IS_OPEN = "(at > {now} - 172800 AND way < 3)"


async def fill(url: str) -> None:
    """Make the database, with the nation, its officers, and a year of reports before NOW."""
    await asyncio.to_thread(upgrade, url)
    database = Database(url, patient=True)
    await database.transact(region_loading.load_regions)
    async with database.reading() as session:
        today = select(Region.code).where(Region.retired_at.is_(None)).order_by(Region.code)
        villages = list(await session.scalars(today.where(Region.level == VILLAGE)))
        above = list(await session.scalars(today.where(Region.level <= REGENCY)))
    async with database.writing() as session:
        await _serve(session, "officer", villages)
        await _serve(session, "coordinator", above)
        await _report(session, len(villages), database.engine.dialect.name)
    if database.engine.dialect.name == "postgresql":  # as its own autovacuum does, also of inserts
        async with database.engine.connect() as connection:
            alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await alone.execute(text("VACUUM (ANALYZE)"))
    await database.close()


def member_of(code: str) -> int:
    """Return the number of whoever serves in a region."""
    return int(code.replace(".", ""))


async def _serve(session: AsyncSession, role: str, codes: Sequence[str]) -> None:
    """Let somebody serve in each of these regions."""
    for start in range(0, len(codes), AT_ONCE):
        some = codes[start : start + AT_ONCE]
        people = [
            {
                "id": member_of(code),
                "language": "id",
                "created_at": NOW,
                "village_code": code if role == "officer" else None,
            }
            for code in some
        ]
        posts: list[dict[str, Any]] = [
            {
                "id": member_of(code),
                "member_id": member_of(code),
                "role": role,
                "region_code": code,
                "granted_at": NOW,
            }
            for code in some
        ]
        await session.execute(insert(Member), people)
        await session.execute(insert(MemberGrant), posts)


async def _report(session: AsyncSession, villages: int, database: str) -> None:
    """Let a million incidents be reported in a year, each once, by statements of the database."""
    now = int(NOW.timestamp())
    drawn = DRAWN.format(now=now, year=YEAR_S, villages=villages)
    numbered = "SELECT code, row_number() OVER (ORDER BY code) - 1 AS place FROM regions"
    of_today = f"{numbered} WHERE level = {VILLAGE} AND retired_at IS NULL"
    source = f"FROM ({drawn}) d JOIN ({of_today}) v ON v.place = d.place"
    start = SERIES[database].format(most=REPORTS)
    connection = await session.connection()
    for table, columns in _columns(now, database).items():
        names, values = ", ".join(columns), ", ".join(columns.values())
        which = CALLS if table == "alerts" else "TRUE"
        rows = f"{start} SELECT {values} {source} WHERE {which}"
        await connection.exec_driver_sql(f"INSERT INTO {table} ({names}) {rows}")


def _columns(now: int, database: str) -> dict[str, dict[str, str]]:
    """Return what stands in each column, reckoned from the drawn numbers."""
    is_open, moment = IS_OPEN.format(now=now), MOMENT[database].format
    status = f"CASE WHEN NOT {is_open} THEN 'closed' WHEN {CALLS} THEN 'open' ELSE 'recorded' END"
    said = {"id": "n", "ticket": "'K' || n", "village_code": "code"}
    said |= {"category": KIND, "severity": SEVERITY}
    ended = f"CASE WHEN {is_open} THEN NULL ELSE {{}} END".format
    incidents = said | {
        "status": status,
        "outcome": ended("CASE WHEN way = 9 THEN 'no_incident' ELSE 'handled' END"),
        "opened_at": moment("at"),
        "answered_at": ended(moment("at + 60 * wait")),
        "closed_at": ended(moment("at + 90 * wait")),
    }
    reports = said | {"incident_id": "n", "alias": "'Warga'", "text": "'Ada yang terjadi'"}
    reports |= dict.fromkeys(("anonymous", "threat", "emergency"), "FALSE")
    reports |= dict.fromkeys(("written_at", "created_at"), moment("at"))
    alerts = {"id": "n", "incident_id": "n", "policy": POLICY[database].format(SNAPSHOT)}
    alerts |= {"status": status, "position": "0", "run": "1", "version": "1", "asked": "FALSE"}
    alerts |= {"started_at": moment("at"), "quiet": "FALSE"}
    return {"incidents": incidents, "reports": reports, "alerts": alerts}
