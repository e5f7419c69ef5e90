"""Tells reporters, once, that nobody has answered their alert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot import outbox
from bot.domain.promises.alerts import AlertPromise
from bot.models import Delivery, promise_data
from bot.services.alerts import reporter_notifications, status_edits
from bot.services.alerts.alert_events import ANEW, EventKind, load_events, record

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.oncall import Holder
    from bot.models import Alert


async def tell_unanswered(
    session: AsyncSession,
    alert: Alert,
    called: Collection[Holder],
    *,
    reporters: Collection[int],
    now: datetime,
) -> None:
    """Tell the reporters that the last resort is called now (``called``), since nobody answered.

    1. Once, until it pages anew: after a lapse, a reopening or a move it may come to it again.
    2. Only where a page went out before and did not come back: who has just been called for the
       first time has had no time to answer.
    """
    before = await load_events(session, [alert.incident_id], {*ANEW, EventKind.UNANSWERED})
    last = before[-1] if before else None
    if not called or (last is not None and last.kind == EventKind.UNANSWERED):
        return
    offices = await _offices(session, alert, last.at if last is not None else None, reporters)
    if offices:
        record(session, alert, EventKind.UNANSWERED, now=now, run=alert.run)
        following = [f"{one.role}@{one.region}" for one in called if one.member_id not in reporters]
        await reporter_notifications.notify_reporters(
            session, alert, EventKind.UNANSWERED, now=now, offices=offices, following=following
        )
        await status_edits.owe(session, alert.incident_id, now=now)


async def _offices(
    session: AsyncSession, alert: Alert, since: datetime | None, reporters: Collection[int]
) -> list[str]:
    """Return in which offices people were called since then, the first first, as role@region."""
    later = () if since is None else (Delivery.created_at >= since,)
    pages = (
        select(Delivery.payload)
        .where(
            *(Delivery.kind == "page", Delivery.subject_id == alert.id, *later),
            Delivery.run == alert.run,
            Delivery.status.in_(outbox.OWED_OR_SENT),
            Delivery.recipient_id.not_in(reporters),
        )
        .order_by(Delivery.created_at, Delivery.id)
    )
    decode = promise_data.decode_column
    found = [decode("page", payload, AlertPromise) for payload in await session.scalars(pages)]
    return list(dict.fromkeys(one.office for one in found if one is not None))
