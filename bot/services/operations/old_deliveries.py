"""Which old deliveries are forgotten, and which say where a message stands that is needed still.

That is a message of a post, and the receipt of a report whose case is open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from bot.domain.access import Role
from bot.domain.escalation import AlertStatus
from bot.models import (
    Delivery,
    DeliveryStatus,
    Incident,
    MemberGrant,
    Report,
    ReportAuthor,
    promise_data,
)
from bot.models.chunks import chunks
from bot.outbox import OWED
from bot.services.alerts import status_edits
from bot.services.people import shown_reports

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

_OF_POSTS = MemberGrant.role != Role.RESIDENT


async def forget(session: AsyncSession, before: datetime, limit: int) -> int:
    """Forget deliveries that were promised ``before``; return how many were looked at.

    What a post opened is kept while its reader holds one: without it the message could not be
    emptied when the post ends. The receipt of what is open still is kept as long as its report: it
    says how that stands. Ids grow with time, and the newest that is kept says how far this has
    come: each is looked at once, and not millions.
    """
    looked_at = await session.scalar(
        select(func.max(Delivery.id)).where(Delivery.kept.is_not(None))
    )
    oldest = (
        select(Delivery)
        .where(Delivery.id > (looked_at or 0), ~Delivery.status.in_(OWED))
        .order_by(Delivery.id)
        .limit(limit)
    )
    old = [one for one in await session.scalars(oldest) if one.created_at < before]
    kept = await _kept(session, old) | await _receipts(session, old)
    if kept:
        await session.execute(update(Delivery).where(Delivery.id.in_(kept)).values(kept=True))
    if gone := [one.id for one in old if one.id not in kept]:
        await session.execute(delete(Delivery).where(Delivery.id.in_(gone)))
    return len(old)


async def release(
    session: AsyncSession, since: datetime | None, before: datetime, limit: int
) -> int:
    """Forget what was kept for those whose last post has ended; return how many it was.

    ``since``: whose posts ended after it; None: whenever.
    """
    ended = select(MemberGrant.member_id).where(_OF_POSTS, MemberGrant.ended_at.is_not(None))
    if since is not None:
        ended = ended.where(MemberGrant.ended_at >= since)
    gone: list[int] = []
    for some in chunks(set(await session.scalars(ended.distinct()))):
        people = set(some) - await _holders(session, some)
        theirs = (
            Delivery.recipient_id.in_(people),
            Delivery.kept.is_not(None),
            Delivery.kind != status_edits.RECEIPT,  # theirs by no post
        )
        old = select(Delivery.id).where(*theirs, Delivery.created_at < before)
        gone += (await session.scalars(old.limit(limit - len(gone)))).all() if people else ()
        if len(gone) == limit:
            break
    if gone:
        await session.execute(delete(Delivery).where(Delivery.id.in_(gone)))
    return len(gone)


async def _kept(session: AsyncSession, old: Sequence[Delivery]) -> set[int]:
    """Return those of these that say where a message stands which a post of now opens."""
    shown = [one for one in old if _shows(one)]
    holders = await _holders(session, {one.recipient_id for one in shown})
    theirs = [one for one in shown if one.recipient_id in holders]
    changed = await _known_by_first(session, [one for one in theirs if one.edits is not None])
    return {one.id for one in theirs} - changed


async def _receipts(session: AsyncSession, old: Sequence[Delivery]) -> set[int]:
    """Return those of these that say, as the newest, where the receipt of an open case stands."""
    newest = {
        (one.recipient_id, one.shown_in): one
        for one in old
        if one.kind == status_edits.RECEIPT and one.status == DeliveryStatus.SENT
    }
    shown = [one for one in newest.values() if not promise_data.marks(one).below]
    if not shown:
        return set()
    about = (
        select(ReportAuthor.id)
        .join(Report, Report.id == ReportAuthor.report_id)
        .join(Incident, Incident.id == Report.incident_id)
        .where(
            ReportAuthor.id.in_({one.subject_id for one in shown}),
            Incident.status != AlertStatus.CLOSED,
        )
    )
    is_open = set(await session.scalars(about))
    return {one.id for one in shown if one.subject_id in is_open}


def _shows(one: Delivery) -> bool:
    stands = one.status == DeliveryStatus.SENT and one.shown_in is not None
    return stands and one.kind in shown_reports.KINDS and not promise_data.marks(one).withdrawn


async def _holders(session: AsyncSession, members: Collection[int]) -> set[int]:
    """Return those of these members who hold a post now."""
    if not members:
        return set()
    held = _OF_POSTS, MemberGrant.ended_at.is_(None), MemberGrant.member_id.in_(members)
    return set(await session.scalars(select(MemberGrant.member_id).where(*held)))


async def _known_by_first(session: AsyncSession, edits: Sequence[Delivery]) -> set[int]:
    """Return the edits whose message is known by its first delivery too, of the same subject."""
    if not edits:
        return set()
    first = select(Delivery.recipient_id, Delivery.subject_id, Delivery.sent_message_id).where(
        Delivery.kind.in_(shown_reports.KINDS),
        Delivery.subject_id.in_({one.subject_id for one in edits}),
        Delivery.edits.is_(None),
    )
    known = {tuple(row) for row in await session.execute(first)}
    return {one.id for one in edits if (one.recipient_id, one.subject_id, one.shown_in) in known}
