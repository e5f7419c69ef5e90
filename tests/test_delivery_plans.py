"""What a report asks of deliveries costs the same however many there ever were."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot import outbox
from bot.models import Delivery
from bot.services.alerts import paged_offices
from bot.services.reports import newest_card
from tests import query_plans

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy.ext.asyncio import AsyncSession

NOW = datetime(2026, 11, 24, tzinfo=UTC)
FEW = range(1, 31)  # reports, as many as a batch has
BY_SUBJECT = "SEARCH deliveries USING INDEX ix_deliveries_kind_subject_id (kind=? AND subject_id=?)"


async def _point(session: AsyncSession) -> None:
    outbox.promise(session, "alert", None, now=NOW, subject=1, newest=True)
    await session.flush()
    arrived = (await session.scalars(select(Delivery.id))).all()
    await newest_card.point(session, arrived, now=NOW)


ASKED: dict[str, Callable[[AsyncSession], Awaitable[object]]] = {
    "cards that arrived": lambda session: newest_card.preload(session, newest_card.ALERT, FEW),
    "offices that were paged": lambda session: paged_offices.offices(session, FEW),
    "cards above a newer one": _point,
}


@pytest.mark.parametrize("what", ASKED)
async def test_deliveries_are_found_by_what_they_show(sqlite_url: str, what: str) -> None:
    """SQLite, which keeps no count of rows, does not read all that was ever sent."""
    plans = await query_plans.of(sqlite_url, ASKED[what], asked_with="deliveries.subject_id IN")
    looks = [step for plan in plans for step in plan if " deliveries " in step]
    assert set(looks) == {BY_SUBJECT}
