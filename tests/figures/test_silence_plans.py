"""Which villages fell silent is read from an index alone, however many wrote."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.domain.calendar import Week
from bot.domain.figures import Comparison
from bot.domain.period import Period
from bot.services.digests import silence_queries
from tests import query_plans
from tests.figures.runs import CONFIG
from tests.world import CITY

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


async def _ask(session: AsyncSession) -> None:
    of = Comparison.of(Period.of_week(Week(2026, 47)), "Asia/Makassar", NOW)
    closed = CONFIG.confidential_kinds
    await silence_queries.silent(session, [CITY], of.silence, of.usual, closed)


async def test_no_report_is_looked_up_for_its_kind(sqlite_url: str) -> None:
    """Neither those of five weeks, nor what was confided of late."""
    (steps,) = await query_plans.of(sqlite_url, _ask, asked_with="FROM reports")
    of_reports = [step for step in steps if "reports" in step]
    assert len(of_reports) == 2
    assert all("COVERING INDEX ix_reports_village_code" in step for step in of_reports)
