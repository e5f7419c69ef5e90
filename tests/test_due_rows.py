"""What is due is found by one question with nothing due, and by indexes alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot import outbox, ticker
from tests import query_plans
from tests.statements import heard

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from tests.world import World

NOW = datetime(2026, 11, 24, tzinfo=UTC)
NO_TABLE = "SCAN CONSTANT ROW"  # where the answers stand
MOST = 2  # one about all jobs that wait for a time, one about cleaning


async def test_an_idle_tick_asks_one_question(world: World) -> None:
    """With nothing due the database is asked once for all jobs, and once about cleaning."""
    await world.tick()  # the clock and the hours are looked at once
    with heard(world) as asked:
        await world.app.ticker.tick()
    assert len(asked) == MOST


async def test_an_idle_tick_reads_indexes(sqlite_url: str) -> None:
    """However many rows there are: what is due lies at the beginning of an index."""

    async def ask(session: AsyncSession) -> None:
        await session.execute(ticker.ANYTHING_DUE, outbox.due_parameters(NOW))

    (plan,) = await query_plans.of(sqlite_url, ask, asked_with="next_at")
    looks = [step for step in plan if step.startswith(("SEARCH", "SCAN")) and step != NO_TABLE]
    assert len({step.partition(" (")[0] for step in looks}) == len(ticker.JOBS)
    assert all(" USING INDEX " in step for step in looks), looks


@pytest.mark.both_databases
async def test_what_is_due_is_told_by_its_name(world: World) -> None:
    """A draft that waits for its writer makes the reminder due, and no other job."""
    ani = await world.enrol("Ani")
    await world.writes(ani, "Ada kebakaran di RT 03")
    world.clock.advance(timedelta(minutes=2))
    async with world.app.database.reading() as session:
        asked = await session.execute(ticker.ANYTHING_DUE, outbox.due_parameters(world.clock.at))
    due = [name for name, is_due in asked.mappings().one().items() if is_due]
    assert due == ["reminder"]
