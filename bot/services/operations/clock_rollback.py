"""Handles a clock that was put back: moments that were set by the old time are moved.

Moments are kept by the clock that the machine had. Where that is put back by an hour, what was to
be done in a minute would have to wait for an hour and a minute. Forward needs no care: what is due
is done at once, and an alert climbs one step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import joinedload

from bot import outbox
from bot.domain import escalation
from bot.models import (
    Alert,
    AlertEvent,
    Delivery,
    DeliveryStatus,
    Digest,
    Draft,
    HandledUpdate,
    Report,
    ReportAuthor,
    TestPage,
)
from bot.services.alerts import alert_state
from bot.services.digests import digest_pictures
from bot.services.digests.digest_hours import SPAN, DigestKind

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime, timedelta

    from sqlalchemy.ext.asyncio import AsyncSession


async def ahead(session: AsyncSession, *, now: datetime) -> timedelta:
    """Return how far in the future an update was handled: at least so far the clock went back."""
    newest = await session.scalar(select(func.max(HandledUpdate.handled_at)))
    return (newest or now) - now


async def set_back(session: AsyncSession, *, by: timedelta, now: datetime) -> None:
    """Move what was to be done by the old time, ``by`` which the clock was put back to ``now``.

    1. Messages are owed at once: a retry that comes early does no harm, a page that is late does.
    2. Alerts, drafts and test pages that something was done about in what is now the future keep
       their pace.
    3. So do the moments that say so: nothing is moved twice, by this process or another.
    4. Digests of days that have not come are forgotten: each day, when it comes, has its own.
    """
    await _messages(session, now)
    await _alerts(session, by, now)
    await _drafts(session, by, now)
    await _test_pages(session, by, now)
    for kind in DigestKind:
        await _digests(session, kind, now)
    future = HandledUpdate.handled_at > now
    await session.execute(update(HandledUpdate).where(future).values(handled_at=now))


async def _messages(session: AsyncSession, now: datetime) -> None:
    waits = (Delivery.status == DeliveryStatus.QUEUED) & (Delivery.send_after > now)
    await session.execute(update(Delivery).where(waits).values(send_after=now))
    longest = now + outbox.LEASE
    held = (Delivery.status == DeliveryStatus.LEASED) & (Delivery.lease_until > longest)
    await session.execute(update(Delivery).where(held).values(lease_until=longest))


async def _alerts(session: AsyncSession, by: timedelta, now: datetime) -> None:
    """An alert's own history tells when its next moment was set."""
    lines = (await session.scalars(select(AlertEvent).where(AlertEvent.at > now))).all()
    touched = {line.incident_id for line in lines}
    due = (Alert.incident_id.in_(touched), Alert.next_at > now)
    waiting = select(Alert).where(*due).options(joinedload(Alert.incident))
    for alert in await session.scalars(waiting):
        alert_state.write(alert, escalation.shift_back(alert_state.read(alert), now, by=by).state)
    await _solved_questions(session, touched, by, now)
    for line in lines:
        line.at = _done(line.at, by, now)


async def _solved_questions(
    session: AsyncSession, incidents: Collection[int], by: timedelta, now: datetime
) -> None:
    """Let whoever reported what was closed in the future be asked in their time."""
    asked = (
        select(ReportAuthor)
        .join(Report, Report.id == ReportAuthor.report_id)
        .where(Report.incident_id.in_(incidents), ReportAuthor.ask_solved_at > now)
    )
    for author in await session.scalars(asked):
        author.ask_solved_at = _due(author.ask_solved_at, by, now)


async def _drafts(session: AsyncSession, by: timedelta, now: datetime) -> None:
    for draft in await session.scalars(select(Draft).where(Draft.received_at > now)):
        draft.remind_at = _due(draft.remind_at, by, now)
        draft.expires_at = _due(draft.expires_at, by, now)
        draft.received_at = _done(draft.received_at, by, now)


async def _test_pages(session: AsyncSession, by: timedelta, now: datetime) -> None:
    for page in await session.scalars(select(TestPage).where(TestPage.created_at > now)):
        page.due_at = _due(page.due_at, by, now)
        page.created_at = _done(page.created_at, by, now)


async def _digests(session: AsyncSession, kind: DigestKind, now: datetime) -> None:
    """Forget those before which another would be due; the next one stays: none comes twice."""
    ahead = (Digest.kind == kind, Digest.due_at > now + SPAN[kind])
    theirs = Delivery.subject_id.in_(select(Digest.id).where(*ahead))
    of_digests = Delivery.kind.in_(("digest", digest_pictures.KIND))
    kept = update(Delivery).where(of_digests, theirs, Delivery.promise_key.is_not(None))
    await session.execute(kept.values(promise_key=None))
    await session.execute(delete(Digest).where(*ahead))


def _due(moment: datetime | None, by: timedelta, now: datetime) -> datetime | None:
    """Return what lies ahead, as far ahead as before."""
    return None if moment is None else max(moment - by, now)


def _done(moment: datetime, by: timedelta, now: datetime) -> datetime:
    """Return what was done, as long ago as it is."""
    return min(moment - by, now)
