"""The schedule of digests: each is made exactly once, and late rather than never."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from bot import outbox
from bot.domain import access, calendar
from bot.domain.calendar import Week
from bot.models import Digest, Lane, Member, MemberGrant, Region, new_id
from bot.places import place_search

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Config

_DAY = timedelta(days=1)
MOST_AT_ONCE = 500  # members in one statement


class DigestKind(StrEnum):
    """How often a digest comes."""

    DAILY = "daily"
    WEEKLY = "weekly"


_DUE_COLUMN = {DigestKind.DAILY: Member.next_daily_at, DigestKind.WEEKLY: Member.next_weekly_at}
SPAN = {
    DigestKind.DAILY: _DAY,
    DigestKind.WEEKLY: 7 * _DAY,
}  # that a member's first digest tells of


def schedule(member: Member, zone: str, config: Config, now: datetime) -> None:
    """Let a member who has become an officer or a deputy get digests; what is set stays."""
    member.next_daily_at = member.next_daily_at or _next(DigestKind.DAILY, now, zone, config)
    member.next_weekly_at = member.next_weekly_at or _next(DigestKind.WEEKLY, now, zone, config)


def read_by(grants: Collection[MemberGrant]) -> list[str]:
    """Return the regions over which somebody with these roles gets digests, largest first."""
    return sorted({grant.region_code for grant in grants if grant.role in access.OFFICERS})


async def find_daily(session: AsyncSession, now: datetime, taken: Collection[int]) -> int | None:
    """Return a member whose daily digest is due."""
    return await _find(session, DigestKind.DAILY, now, taken)


async def find_weekly(session: AsyncSession, now: datetime, taken: Collection[int]) -> int | None:
    """Return a member whose weekly digest is due."""
    return await _find(session, DigestKind.WEEKLY, now, taken)


async def make_daily(session: AsyncSession, member_id: int, now: datetime, config: Config) -> None:
    """Owe a member the daily digest."""
    await _make(session, DigestKind.DAILY, member_id, now, config)


async def make_weekly(session: AsyncSession, member_id: int, now: datetime, config: Config) -> None:
    """Owe a member the weekly digest."""
    await _make(session, DigestKind.WEEKLY, member_id, now, config)


async def keep_hours(session: AsyncSession, now: datetime, config: Config) -> int:
    """Let what waits come at the hours of ``config``, which may be others; return how many moved.

    A changed hour counts from the next one on. Where it has passed already on the day (in the
    week) for which one waits, that one comes at the old hour: it is not put off. What is due stays.
    """
    return sum([await _keep_hour(session, kind, now, config) for kind in DigestKind])


async def _keep_hour(session: AsyncSession, kind: DigestKind, now: datetime, config: Config) -> int:
    column = _DUE_COLUMN[kind]
    moves: defaultdict[tuple[datetime, datetime], list[int]] = defaultdict(list)
    for member_id, (due, zone) in (await _waiting(session, kind, now)).items():
        following = _next(kind, now, zone, config)
        if following != due and _span(kind, following, zone) <= _span(kind, due, zone):
            moves[due, following].append(member_id)
    for (due, following), members in moves.items():
        for start in range(0, len(members), MOST_AT_ONCE):
            some = members[start : start + MOST_AT_ONCE]
            still = update(Member).where(Member.id.in_(some), column == due)
            await session.execute(still.values({column.key: following}))
    return sum(len(members) for members in moves.values())


async def _waiting(
    session: AsyncSession, kind: DigestKind, now: datetime
) -> dict[int, tuple[datetime, str]]:
    """Return for whom a digest waits: when it comes, and by the clocks of which zone."""
    column = _DUE_COLUMN[kind]
    rows = await session.execute(
        select(Member.id, column, Region.code, Region.zone)
        .join(MemberGrant, MemberGrant.member_id == Member.id)
        .join(Region, Region.code == MemberGrant.region_code)
        .where(column > now, MemberGrant.role.in_(access.OFFICERS), MemberGrant.ended_at.is_(None))
    )
    ordered = sorted(rows, key=lambda row: str(row.code), reverse=True)
    # the largest region's zone counts
    return {member: (due, zone) for member, due, _, zone in ordered if due is not None}


def _span(kind: DigestKind, due: datetime, zone: str) -> date:
    """Return the day, or the Monday of the week, in which a digest is due."""
    day = calendar.local(due, zone).date()
    return day if kind is DigestKind.DAILY else Week.of(day).monday


async def _find(
    session: AsyncSession, kind: DigestKind, now: datetime, taken: Collection[int]
) -> int | None:
    column = _DUE_COLUMN[kind]
    due = select(Member.id).where(column <= now, Member.id.not_in(taken)).order_by(column)
    return await session.scalar(due.limit(1))


async def _make(
    session: AsyncSession, kind: DigestKind, member_id: int, now: datetime, config: Config
) -> None:
    """Make one digest, also where several were missed.

    1. The next one is set by a conditional UPDATE: whoever else looks finds nothing due.
    2. Who reads none any more gets none; whom nothing reaches gets it with the next.
    3. The digest and its promise are written; both keys are unique.
    """
    member = await session.get(Member, member_id, options=[selectinload(Member.grants)])
    due = None if member is None else getattr(member, _DUE_COLUMN[kind].key)
    if member is None or due is None or due > now:
        return
    regions = await place_search.by_codes(session, read_by(member.grants))
    zone = regions[0].zone if regions else None
    following = _next(kind, now, zone, config) if zone else None
    if not await _claim(session, kind, member, due, following):
        return
    if zone is None or member.erased_at is not None or member.unreachable_at is not None:
        return
    newest = max(due, _next(kind, now - SPAN[kind], zone, config))
    told = period(kind, newest, zone)
    last = await _last(session, kind, member)
    if last is not None and last.period >= told:
        return  # the operator has changed the hour
    since = last.due_at if last is not None else due - SPAN[kind]
    _owe(session, Digest(kind=kind, member_id=member.id, period=told, due_at=newest), since, now)


async def _claim(
    session: AsyncSession,
    kind: DigestKind,
    member: Member,
    due: datetime,
    following: datetime | None,
) -> bool:
    column: ColumnElement[datetime] = _DUE_COLUMN[kind]  # type: ignore[assignment]
    claimed = await session.scalar(
        update(Member)
        .where(Member.id == member.id, column == due)
        .values({column.key: following})
        .returning(Member.id)
    )
    return claimed is not None


def _owe(session: AsyncSession, digest: Digest, since: datetime, now: datetime) -> None:
    """Write a digest and its promise; it tells of everything from ``since`` on."""
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


async def _last(session: AsyncSession, kind: DigestKind, member: Member) -> Digest | None:
    told = select(Digest).where(Digest.member_id == member.id, Digest.kind == kind)
    return await session.scalar(told.order_by(Digest.period.desc()).limit(1))


def period(kind: DigestKind, due: datetime, zone: str) -> date:
    """Return the day, or the Monday of the week, that a digest due at ``due`` tells of.

    One due in the morning tells of the day before, one due at night of the day that ends. So with
    weeks: due from Monday to Thursday it tells of the week before, later of the one that ends.
    """
    if kind is DigestKind.DAILY:
        return calendar.local(due - _DAY / 2, zone).date()
    return Week.of(calendar.local(due - 4 * _DAY, zone).date()).monday


def _next(kind: DigestKind, after: datetime, zone: str, config: Config) -> datetime:
    if kind is DigestKind.DAILY:
        return calendar.next_daily(after, config.digests.daily.at, zone)
    weekday, hour = config.digests.weekly.at
    return calendar.next_weekly(after, weekday, hour, zone)
