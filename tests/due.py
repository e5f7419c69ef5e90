"""When time asks for something next: a clock that only we move stops at each such moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from bot.models import Alert, Delivery, DeliveryStatus, Draft, Member, ReportAuthor, TestPage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import InstrumentedAttribute

    from bot.models import Database

# Every column that time looks at.
DUE: Sequence[InstrumentedAttribute[Any]] = (
    Alert.next_at,
    Draft.remind_at,
    Draft.expires_at,
    TestPage.due_at,
    ReportAuthor.ask_solved_at,
    Member.next_daily_at,
    Member.next_weekly_at,
    Member.remind_duty_at,
)


QUEUED = select(func.min(Delivery.send_after)).where(Delivery.status == DeliveryStatus.QUEUED)
# One statement: a story asks it at each moment that it lets pass.
FIRST_OF_EACH = select(
    *(select(func.min(column)).scalar_subquery() for column in DUE), QUEUED.scalar_subquery()
)


async def next_due(database: Database) -> datetime | None:
    """Return the moment at which something is due next; None: nothing is."""
    async with database.reading() as session:
        moments = (await session.execute(FIRST_OF_EACH)).one()
    return min((moment for moment in moments if moment is not None), default=None)
