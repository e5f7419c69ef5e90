"""After a restore: what is recent goes on, what is stale pages nobody.

Between the backup and now the bot has worked, and nobody knows what it did: what was owed then may
have been sent, what was open may have been closed. What fell due within :data:`FRESH` of now is
taken up all the same (a page twice is harmless, a page lost is not); what fell due before is put
to rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload

from bot.domain import escalation
from bot.domain.escalation import AlertStatus
from bot.models import Alert, Delivery, DeliveryStatus, Draft, ReportAuthor, TestPage
from bot.outbox import OWED
from bot.services import audit
from bot.services.alerts import alert_state
from bot.services.alerts.alert_events import EventKind, record
from bot.services.reports import draft_changes

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement, CursorResult
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Base

    Where = tuple[ColumnElement[bool], ...]

FRESH = timedelta(hours=6)
RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Resumed:
    """How many were put to rest, and how many go on."""

    alerts_at_rest: int
    alerts_going_on: int
    messages_dropped: int
    messages_owed: int
    drafts_ended: int


async def resume(session: AsyncSession, *, works: Collection[str], now: datetime) -> Resumed:
    """Put to rest what fell due long before ``now``; the caller commits.

    1. An alert rests: it pages nobody, and stands among the open ones until somebody takes it up.
       Nobody knows how it ended, so it is not closed; nor who has it, so nobody is said to. No card
       is edited: it may say already how it ended.
    2. A message is not sent any more; ``works`` (what the bot owes to itself) stays owed.
    3. Drafts that nobody could send any more end without a word, test pages without a verdict.
    """
    stale = now - FRESH
    under_way = (Alert.status != AlertStatus.CLOSED, Alert.next_at.is_not(None))
    owed = (Delivery.status.in_(OWED),)
    late = (*owed, Delivery.send_after < stale, Delivery.kind.not_in(works))
    over = (Draft.status == draft_changes.OPEN, Draft.expires_at < now)
    ended = {"status": draft_changes.EXPIRED, **draft_changes.NOTHING_LEFT}
    dropped = {"status": DeliveryStatus.DROPPED, "error": RESTORED}
    alerts = await _rest(session, (*under_way, Alert.next_at < stale), now)
    messages = await _put(session, Delivery, late, **dropped)
    drafts = await _put(session, Draft, over, **ended)
    await _put(session, Draft, (Draft.remind_at < stale,), remind_at=None)
    await _put(session, ReportAuthor, (ReportAuthor.ask_solved_at < stale,), ask_solved_at=None)
    await _put(session, TestPage, (TestPage.due_at < stale,), due_at=None)
    audit.write(session, "operator", RESTORED, "database", now)
    return Resumed(
        alerts_at_rest=alerts,
        alerts_going_on=await _count(session, Alert, under_way),
        messages_dropped=messages,
        messages_owed=await _count(session, Delivery, owed),
        drafts_ended=drafts,
    )


async def _rest(session: AsyncSession, where: Where, now: datetime) -> int:
    """Let the alerts that are meant rest, and return how many they were."""
    meant = select(Alert).where(*where).options(joinedload(Alert.incident))
    alerts = (await session.scalars(meant)).all()
    for alert in alerts:
        if alert.holder_id is not None:
            record(session, alert, EventKind.RESTED, now=now, by=alert.holder_id)
        alert_state.write(alert, escalation.suspend(alert_state.read(alert)).state)
    await session.flush()
    return len(alerts)


async def _put(session: AsyncSession, table: type[Base], where: Where, **values: object) -> int:
    """Change the rows that are meant, and return how many they were."""
    changed = await session.execute(
        update(table).where(*where).values(values),
        execution_options={"synchronize_session": False},
    )
    return cast("CursorResult[Any]", changed).rowcount


async def _count(session: AsyncSession, table: type[Base], where: Where) -> int:
    counted = select(func.count()).select_from(table).where(*where)
    return await session.scalar(counted) or 0
