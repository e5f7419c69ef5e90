"""Notifications to reporters about what becomes of their incident."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot import outbox
from bot.domain.contact import may_write
from bot.domain.promises.reports import ReportNewsPromise
from bot.models import Delivery, DeliveryStatus, Lane, Member, promise_data
from bot.services.reports import report_authors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Alert, ReportAuthor

KIND, UNREAD = "report_news", "unread"
_NOTICED_WITHIN = timedelta(days=1)  # so long the first that comes back may have been tried before


async def notify_reporters(
    session: AsyncSession,
    alert: Alert,
    event: str,
    *,
    now: datetime,
    but: int | None = None,
    **told: str | Sequence[str] | None,
) -> None:
    """Notify each reporter of the incident once, about their own first report, by a new message.

    ``but``: a report whose writer is left out, since they caused the event.
    """
    more: dict[str, Any] = {key: value for key, value in told.items() if value is not None}
    if alert.quiet:
        more["quiet"] = True
    for one in await _writers(session, alert.incident_id, but=but):
        outbox.promise(session, KIND, one.member_id, now=now, subject=one.id, event=event, **more)


async def notify_unread(session: AsyncSession, incident_id: int, *, now: datetime) -> None:
    """Tell the reporters of an unpaged incident that nobody is left who reads it.

    Those whose last news was the same are not told again.
    """
    for one in await _writers(session, incident_id):
        news = select(Delivery.payload).where(Delivery.kind == KIND, Delivery.subject_id == one.id)
        last = await session.scalar(news.order_by(Delivery.id.desc()).limit(1))
        if last is None or _event(last) != UNREAD:
            to, of = one.member_id, one.id
            outbox.promise(session, KIND, to, now=now, subject=of, event=UNREAD, quiet=True)


async def anybody_hears(session: AsyncSession, incident_id: int) -> bool:
    """Tell whether any reporter of an incident wants news of it, and can be reached."""
    writers = [one.member_id for one in await _writers(session, incident_id)]
    reached = select(Member.id).where(Member.id.in_(writers), Member.unreachable_at.is_(None))
    return bool(writers) and await session.scalar(reached.limit(1)) is not None


async def owe_missed(
    session: AsyncSession, member_id: int, *, since: datetime, now: datetime
) -> None:
    """Send a reporter who is reachable again the newest failed news of each of their reports.

    It covers the older ones. ``since``: when they were found unreachable.
    """
    missed = select(Delivery).where(
        Delivery.recipient_id == member_id,
        Delivery.kind == KIND,
        Delivery.status == DeliveryStatus.FAILED,
        Delivery.created_at >= since - _NOTICED_WITHIN,
    )
    newest: dict[int | None, Delivery] = {}
    for delivery in await session.scalars(missed.order_by(Delivery.id)):
        delivery.status = DeliveryStatus.DROPPED
        newest[delivery.subject_id] = delivery
    for delivery in newest.values():
        delivery.status = DeliveryStatus.QUEUED
        delivery.send_after, delivery.error = now, None


def _event(payload: Mapping[str, Any]) -> str | None:
    promise = promise_data.decode_column(KIND, payload, ReportNewsPromise)
    return None if promise is None else promise.event


async def picture_to_reporters(
    session: AsyncSession, alert: Alert, photo: int, *, now: datetime, sender: int
) -> None:
    """Send the incident's reporters, but ``sender``, a picture of a note.

    Like all news to reporters, its subject is their author row, with which it is erased.
    """
    for one in await _writers(session, alert.incident_id):
        if one.member_id != sender:
            to, lane = one.member_id, Lane.NOTICE
            outbox.promise(
                session, "note_photo", to, now=now, lane=lane, subject=one.id, photo=photo
            )


async def _writers(
    session: AsyncSession, incident_id: int, but: int | None = None
) -> list[ReportAuthor]:
    """Return the first report of each member who reported an incident.

    Members who withdrew their reports, or who do not want to be contacted, are left out.
    """
    every = await report_authors.of_incident(session, incident_id, not_withdrawn=True)
    silent = {one.member_id for one in every if not may_write(one.allows_contact)}
    found = [one for one in every if one.member_id not in silent]
    told = {one.member_id for one in found if one.report_id == but}
    return report_authors.first_of_each([one for one in found if one.member_id not in told])
