"""Counts villages, posts and silence for a summary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, func, or_, select, union_all

from bot.domain.access import RESPONDERS, Level, level_of
from bot.domain.escalation import UNDER_WAY
from bot.domain.figures import Change
from bot.models import Incident, Member, MemberGrant, Region, Report, Situation, TestPage
from bot.places.data import VILLAGE
from bot.places.region_filters import inside
from bot.services.staffing.village_staff import serves_in

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.figures import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A region by code and name. ``peopled``: somebody of it is enrolled."""

    code: str
    name: str
    peopled: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """Somebody's post as officer or deputy. ``reached``: Telegram brings messages to them."""

    member_id: int
    role: str
    place: Place
    reached: bool


async def villages(session: AsyncSession, regions: Collection[str]) -> Mapping[str, Place]:
    """Return the villages of these regions by code, in the order of their codes.

    One that a decree ended is among them as long as an alert is under way there.
    """
    lives_here = (Member.village_code == Region.code) & Member.erased_at.is_(None)
    peopled = select(Member.id).where(lives_here).correlate(Region).exists()
    here = (Incident.village_code == Region.code) & Incident.status.in_(UNDER_WAY)
    waits = select(Incident.id).where(here).correlate(Region).exists()
    found = (
        select(Region.code, Region.name, peopled)
        .where(
            inside(Region.code, regions),
            Region.level == VILLAGE,
            or_(Region.retired_at.is_(None), waits),
        )
        .order_by(Region.code)
    )
    return {code: Place(code, name, lived) for code, name, lived in await session.execute(found)}


async def parts(session: AsyncSession, regions: Collection[str]) -> Mapping[str, Place]:
    """Return what lies directly below a region, of several these themselves, in code order."""
    alone = len(regions) == 1
    if alone and all(level_of(code) is Level.VILLAGE for code in regions):
        return {}
    which: ColumnElement[bool] = Region.code.in_(regions)
    if alone:
        which = Region.parent_code.in_(regions) & inside(Region.code, regions)
    found = select(Region.code, Region.name).where(which, Region.retired_at.is_(None))
    rows = await session.execute(found.order_by(Region.code))
    return {code: Place(code, name) for code, name in rows}


async def parts_of(
    session: AsyncSession, above: Collection[str], themselves: Collection[str]
) -> Sequence[Place]:
    """Return what lies directly below some regions, and other regions themselves, in order."""
    which = Region.parent_code.in_(above) | Region.code.in_(themselves)
    found = select(Region.code, Region.name).where(which, Region.retired_at.is_(None))
    rows = await session.execute(found.order_by(Region.code))
    return [Place(code, name) for code, name in rows]


async def unlisted(
    session: AsyncSession, regions: Collection[str], beside: Collection[str]
) -> Mapping[str, Place]:
    """Return the places that a decree ended in some regions, and all in others ``beside`` them."""
    ended = inside(Region.code, regions) & Region.retired_at.is_not(None)
    found = select(Region.code, Region.name).where(ended | inside(Region.code, beside))
    return {code: Place(code, name) for code, name in await session.execute(found)}


async def former(session: AsyncSession, codes: Collection[str]) -> Mapping[str, Place]:
    """Return the places of codes that no village bears any more."""
    if not codes:
        return {}
    found = select(Region.code, Region.name).where(Region.code.in_(codes))
    return {code: Place(code, name) for code, name in await session.execute(found)}


async def posts(session: AsyncSession, regions: Collection[str]) -> Sequence[Post]:
    """Return the officers and deputies of these regions, those of a region above them too."""
    held = (
        select(
            MemberGrant.member_id,
            MemberGrant.role,
            Region.code,
            Region.name,
            Member.unreachable_at.is_(None),
        )
        .join(Member, Member.id == MemberGrant.member_id)
        .join(Region, Region.code == MemberGrant.region_code)
        .where(*serves_in(regions))
        .order_by(Region.code)
    )
    rows = await session.execute(held)
    return [Post(who, role, Place(code, name), reached) for who, role, code, name, reached in rows]


async def failed_tests(session: AsyncSession, regions: Collection[str], span: Span) -> int:
    """Count the test pages of a span that nobody heard in time."""
    tested = select(MemberGrant.member_id).where(
        inside(MemberGrant.region_code, regions),
        MemberGrant.role.in_(RESPONDERS),
        MemberGrant.ended_at.is_(None),
    )
    failed = select(func.count(TestPage.id)).where(
        TestPage.failed_at >= span.since,
        TestPage.failed_at < span.until,
        TestPage.member_id.in_(tested),
    )
    return await session.scalar(failed) or 0


async def unheard_tests(
    session: AsyncSession, regions: Collection[str], span: Span
) -> Sequence[tuple[str, int]]:
    """Return the test pages of a span that nobody heard in time, by the regions of the posts."""
    failed = (
        select(MemberGrant.region_code, TestPage.id)
        .join(MemberGrant, MemberGrant.member_id == TestPage.member_id)
        .where(
            TestPage.failed_at >= span.since,
            TestPage.failed_at < span.until,
            inside(MemberGrant.region_code, regions),
            MemberGrant.role.in_(RESPONDERS),
            MemberGrant.ended_at.is_(None),
        )
    )
    return [(code, test) for code, test in await session.execute(failed)]


async def silent(
    session: AsyncSession, regions: Collection[str], silence: Span, usual: Span
) -> Sequence[str]:
    """Return the villages of which something was heard in ``usual`` and nothing in ``silence``."""
    signs = union_all(
        *(
            select(table.village_code.label("village"), table.created_at.label("at")).where(
                inside(table.village_code, regions),
                table.created_at >= usual.since,
                table.created_at < silence.until,
            )
            for table in (Report, Situation)
        )
    ).subquery()
    fell_silent = (
        select(signs.c.village)
        .group_by(signs.c.village)
        .having(func.max(signs.c.at) < silence.since)
        .order_by(signs.c.village)
    )
    return (await session.scalars(fell_silent)).all()


async def situations(
    session: AsyncSession, regions: Collection[str], span: Span, before: Span
) -> Mapping[str, Change]:
    """Count the situation reports of two spans, by village."""
    at = Situation.created_at
    now, earlier = (
        func.sum(case(((at >= one.since) & (at < one.until), 1), else_=0)) for one in (span, before)
    )
    counted = (
        select(Situation.village_code, now, earlier)
        .where(inside(Situation.village_code, regions), at >= before.since, at < span.until)
        .group_by(Situation.village_code)
    )
    rows = await session.execute(counted)
    return {village: Change(n, m) for village, n, m in rows}
