"""The length and age of the send queue, in one consistent read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from bot.domain.escalation import UNDER_WAY, AlertStatus
from bot.models import Alert, DeadLetter, Delivery, Lane
from bot.outbox import OWED

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import InstrumentedAttribute


@dataclass(slots=True)
class Queue:
    """What an operator looks at; ages in seconds, 0 where there is nothing."""

    owed: dict[Lane, int] = field(default_factory=dict)
    oldest_promise_s: dict[Lane, float] = field(default_factory=dict)
    alerts: dict[AlertStatus, int] = field(default_factory=dict)
    oldest_due_alert_s: float = 0.0
    oldest_unanswered_s: float = 0.0
    dead_letters: int = 0


async def measure_queue(session: AsyncSession, now: datetime) -> Queue:
    """Read all of it on one state of the database."""
    queue = Queue(dict.fromkeys(Lane, 0), dict.fromkeys(Lane, 0.0), dict.fromkeys(UNDER_WAY, 0))
    await _promises(session, queue, now)
    await _alerts(session, queue, now)
    queue.dead_letters = await session.scalar(select(func.count(DeadLetter.id))) or 0
    return queue


async def _promises(session: AsyncSession, queue: Queue, now: datetime) -> None:
    """A promise is as old as its making; one for later counts only once it is due or was tried."""
    begun = or_(Delivery.send_after <= now, Delivery.attempts > 0)
    rows = await session.execute(
        select(Delivery.lane, func.count(), _oldest(Delivery.created_at, begun))
        .where(Delivery.status.in_(OWED))
        .group_by(Delivery.lane)
    )
    for number, count, oldest in rows:
        lane = Lane(number)
        queue.owed[lane] = count
        queue.oldest_promise_s[lane] = _age(oldest, now)


async def _alerts(session: AsyncSession, queue: Queue, now: datetime) -> None:
    rows = await session.execute(
        select(
            Alert.status,
            func.count(),
            func.min(Alert.started_at),
            _oldest(Alert.next_at, Alert.next_at <= now),
        )
        .where(Alert.status.in_(UNDER_WAY), Alert.quiet.is_(False))
        .group_by(Alert.status)
    )
    for status, count, started, due in rows:
        queue.alerts[AlertStatus(status)] = count
        queue.oldest_due_alert_s = max(queue.oldest_due_alert_s, _age(due, now))
        if status == AlertStatus.OPEN:
            queue.oldest_unanswered_s = _age(started, now)


def _oldest(
    moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
    where: ColumnElement[bool],
) -> ColumnElement[datetime | None]:
    return func.min(moment).filter(where)


def _age(moment: datetime | None, now: datetime) -> float:
    return 0.0 if moment is None else max((now - moment).total_seconds(), 0.0)
