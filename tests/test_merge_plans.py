"""Whom a question is for is found without reading all that was ever put together."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.models import Alert, Incident
from bot.services.alerts import question_targets, similar_cards
from tests import query_plans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession


async def _find(session: AsyncSession) -> Sequence[int]:
    alert = Alert(incident_id=1)
    alert.belongs_to(Incident(id=1, merged_into_id=2))
    return await question_targets.reports_put_together(session, alert)


async def test_what_was_merged_is_found_by_where_it_went(sqlite_url: str) -> None:
    """SQLite, which keeps no count of rows, looks it up by an index."""
    ((step,),) = await query_plans.of(sqlite_url, _find, asked_with="FROM merges")
    assert step == "SEARCH merges USING INDEX ix_merges_into_id (into_id=?)"


async def _edit_similar(session: AsyncSession) -> None:
    named = Incident(id=1, similar_id=2)
    await similar_cards.edit(session, named, now=datetime(2026, 11, 24, tzinfo=UTC))


async def test_cards_that_name_a_case_are_found_by_what_they_name(sqlite_url: str) -> None:
    """The one it names by its key, and those that name it by an index."""
    (steps,) = await query_plans.of(sqlite_url, _edit_similar, asked_with="FROM alerts")
    assert not [step for step in steps if step.startswith("SCAN")]
    assert [step for step in steps if "ix_incidents_similar_id (similar_id=?)" in step]
