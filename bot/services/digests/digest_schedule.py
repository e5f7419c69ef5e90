"""Makes digests when they are due: each exactly once, and late rather than never."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from bot import outbox
from bot.domain import access, calendar
from bot.domain.access import PLANNERS, SUBSCRIBERS
from bot.domain.calendar import Week
from bot.models import Digest, Lane, Member, new_id
from bot.places import place_search
from bot.places.region_filters import outermost
from bot.services.digests import digest_hours, digest_pictures
from bot.services.digests.digest_hours import DUE, READERS, SPAN, DigestKind

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.settings import Config

_DAY = timedelta(days=1)


def subscribes(grants: Collection[Grant]) -> bool:
    """Tell whether somebody with these posts gets the week in the form of ``/ringkasan``."""
    return access.may(grants, SUBSCRIBERS, None)


def digest_regions(kind: DigestKind, grants: Collection[Grant]) -> list[str]:
    """Return the regions that a digest covers for somebody with these posts, largest first."""
    roles = READERS[kind]
    if kind is DigestKind.WEEKLY and subscribes(grants):
        roles = PLANNERS
    return outermost(grant.region for grant in grants if grant.role in roles)


async def make_daily(session: AsyncSession, member_id: int, now: datetime, config: Config) -> None:
    """Owe a member the daily digest."""
    await _make_digest(session, DigestKind.DAILY, member_id, now, config)


async def make_weekly(session: AsyncSession, member_id: int, now: datetime, config: Config) -> None:
    """Owe a member the weekly digest."""
    await _make_digest(session, DigestKind.WEEKLY, member_id, now, config)


async def _make_digest(
    session: AsyncSession, kind: DigestKind, member_id: int, now: datetime, config: Config
) -> None:
    """Make one digest, even if several were missed.

    1. A conditional UPDATE sets the next one, so that no other process finds this one due.
    2. Members without regions get none; unreachable ones get its content with their next.
    3. The digest and its promises are stored under unique keys.
    """
    member = await session.get(Member, member_id, options=[selectinload(Member.grants)])
    due = None if member is None else digest_hours.next_due(member, kind)
    if member is None or due is None or due > now:
        return
    regions = await place_search.by_codes(session, digest_regions(kind, member.held))
    zone = regions[0].zone if regions else None
    following = digest_hours.next_after(kind, member, now, zone, config) if zone else None
    if not await _claim(session, kind, member, due, following):
        return
    if zone is None or member.erased_at is not None or member.unreachable_at is not None:
        return
    newest = max(due, digest_hours.next_after(kind, member, now - SPAN[kind], zone, config))
    covered = covered_period(kind, newest, zone)
    last = await _last_digest(session, kind, member)
    if last is not None and last.period >= covered:
        return  # the hour was changed: this day (or week) has its digest already
    since = last.due_at if last is not None else due - SPAN[kind]
    digest = Digest(kind=kind, member_id=member.id, period=covered, due_at=newest)
    _owe(session, digest, since, now)
    if kind is DigestKind.WEEKLY and subscribes(member.held):
        digest_pictures.owe(session, digest, now)


async def _claim(
    session: AsyncSession,
    kind: DigestKind,
    member: Member,
    due: datetime,
    following: datetime | None,
) -> bool:
    column: ColumnElement[datetime] = DUE[kind]  # type: ignore[assignment]
    claimed = await session.scalar(
        update(Member)
        .where(Member.id == member.id, column == due)
        .values({column.key: following})
        .returning(Member.id)
    )
    return claimed is not None


def _owe(session: AsyncSession, digest: Digest, since: datetime, now: datetime) -> None:
    """Store a digest and its promise; it covers everything from ``since`` on."""
    digest.id, digest.created_at = new_id(), now
    session.add(digest)
    outbox.promise(
        session,
        "digest",
        digest.member_id,
        now=now,
        lane=Lane.DIGEST,
        subject=digest.id,
        key=f"digest:{digest.kind}:{digest.member_id}:{digest.period}",
        since=since.isoformat(),
    )


async def _last_digest(session: AsyncSession, kind: DigestKind, member: Member) -> Digest | None:
    query = select(Digest).where(Digest.member_id == member.id, Digest.kind == kind)
    return await session.scalar(query.order_by(Digest.period.desc()).limit(1))


def covered_period(kind: DigestKind, due: datetime, zone: str) -> date:
    """Return the day, or the Monday of the week, that a digest due at ``due`` covers.

    A digest due before noon covers the day before, one due after noon the same day. A weekly one
    due from Monday to Thursday covers the week before, a later one the current week.
    """
    if kind is DigestKind.DAILY:
        return calendar.local(due - _DAY / 2, zone).date()
    return Week.of(calendar.local(due - 4 * _DAY, zone).date()).monday
