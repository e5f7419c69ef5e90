"""PostgreSQL plans what a summary asks for once, not anew for each region."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.domain.access import Grant
from bot.domain.calendar import Week
from bot.domain.period import Period
from bot.places import place_search
from bot.services.alerts.case_lookup import CaseReader
from bot.services.digests import summaries
from tests.figures.country import REGENCIES, opened
from tests.figures.runs import CONFIG

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
WEEK = Period.of_week(Week(2026, 47))
# In each of 400 regencies fifty villages, each with an officer and three incidents:
# enough that a planner that looks at a regency expects little there.
FILLED = (
    """
    INSERT INTO regions (code, level, name, kind, zone, province, regency, district, search)
    SELECT '3' || 2 + n / 4000 || '.' || 10 + n / 50 % 80 || '.01.' || 2000 + n % 50, 4,
      'Desa', 'desa', 'Asia/Jakarta', '', '', '', 'desa' FROM generate_series(0, 19999) AS n
    """,
    "CREATE VIEW numbered AS SELECT code, row_number() OVER () AS n FROM regions WHERE level = 4",
    "INSERT INTO members (id, language, created_at) SELECT n, 'id', now() FROM numbered",
    """
    INSERT INTO grants (id, member_id, role, region_code, granted_at)
    SELECT n, n, 'officer', code, now() FROM numbered
    """,
    """
    INSERT INTO incidents (id, ticket, village_code, category, severity, status, opened_at)
    SELECT n * 3 + day, 'K' || n * 3 + day, code, 'pencurian', 'SEDANG', 'closed',
      timestamptz '2026-11-22' - day * interval '9 days'
    FROM numbered, generate_series(0, 2) AS day
    """,
    "ANALYZE",
)
SUMMARIES = 10
FIRST = 5  # each of them PostgreSQL plans by its values, whatever it finds
PLANNED = text(
    "SELECT custom_plans FROM pg_prepared_statements"
    " WHERE statement !~ '^INSERT' AND custom_plans + generic_plans = :asked"
)


async def _summary(session: AsyncSession, code: str) -> None:
    reader = CaseReader(1, [Grant("coordinator", code)], CONFIG, NOW)
    regions = await place_search.by_codes(session, [code])
    await summaries.main_figures(session, regions, WEEK, NOW, CONFIG, reader)


@pytest.mark.parametrize("blank_url", ["postgresql"], indirect=True)
async def test_the_tenth_summary_is_not_planned_anew(blank_url: str) -> None:
    """A plan that is kept serves a regency of which the planner knows nothing."""
    async with opened(blank_url) as database:
        async with database.writing() as session:
            for statement in FILLED:
                await session.execute(text(statement))
        async with database.reading() as session:
            for number in range(SUMMARIES):
                await _summary(session, REGENCIES[number % len(REGENCIES)])
            planned = await session.scalars(PLANNED, {"asked": SUMMARIES})
    assert planned.all() == [FIRST] * 4
