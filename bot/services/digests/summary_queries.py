"""The queries of the weekly figures: one statement a count, however large the region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, func, or_, select, union_all

from bot.domain.access import OFFICERS, RESPONDERS, ancestors
from bot.domain.category import ALL_IS_WELL
from bot.domain.escalation import UNDER_WAY, AlertStatus
from bot.domain.figures import Change
from bot.domain.outcomes import FALSE_ALARMS
from bot.models import Alert, Incident, Member, MemberGrant, Region, Report, Situation, TestPage
from bot.places.data import VILLAGE
from bot.places.region_filters import inside, lies_in

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.figures import Span


@dataclass(frozen=True, slots=True)
class IncidentCount:
    """How many incidents of one village, category and outcome there were."""

    village: str
    category: str
    outcome: str | None
    change: Change

    @property
    def is_false_alarm(self) -> bool:
        """Tell whether it turned out that nothing had happened."""
        return self.outcome in FALSE_ALARMS


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


async def incidents(
    session: AsyncSession, regions: Collection[str], span: Span, before: Span
) -> Sequence[IncidentCount]:
    """Count incidents of two spans by village, category and outcome."""
    now, earlier = (func.sum(case((_during(each), 1), else_=0)) for each in (span, before))
    groups = (Incident.village_code, Incident.category, Incident.outcome)
    counted = (
        select(*groups, now, earlier)
        .where(
            lies_in(Incident.village_code, regions),
            or_(_during(span), _during(before)),
            Incident.category != ALL_IS_WELL,
        )
        .group_by(*groups)
    )
    rows = await session.execute(counted)
    return [
        IncidentCount(village, category, outcome, Change(n, m))
        for village, category, outcome, n, m in rows
    ]


async def answers(
    session: AsyncSession, regions: Collection[str], span: Span
) -> Sequence[tuple[str, str, timedelta]]:
    """Return how long each answered incident of a span waited for its first human answer.

    With its village and category. What called nobody is read in the morning: that is no answer to
    a call, and is not counted as one.
    """
    answered = select(
        Incident.village_code, Incident.category, Incident.opened_at, Incident.answered_at
    ).where(
        lies_in(Incident.village_code, regions),
        _during(span),
        Incident.answered_at.is_not(None),
        ~Incident.alert.has(Alert.quiet),
    )
    rows = await session.execute(answered)
    return [(village, kind, at - since) for village, kind, since, at in rows if at is not None]


async def alerts(
    session: AsyncSession, regions: Collection[str]
) -> Sequence[tuple[str, str, str, int]]:
    """Count the alerts that are under way now, by village, category and status."""
    groups = (Incident.village_code, Incident.category, Incident.status)
    counted = (
        select(*groups, func.count())
        .where(lies_in(Incident.village_code, regions), Incident.status.in_(UNDER_WAY))
        .group_by(*groups)
    )
    rows = await session.execute(counted)
    return [(village, kind, status, n) for village, kind, status, n in rows]


async def waiting(
    session: AsyncSession, regions: Collection[str], since: datetime
) -> Sequence[tuple[str, str, int]]:
    """Count what called nobody since then and nobody has taken, by village and category."""
    groups = (Incident.village_code, Incident.category)
    counted = (
        select(*groups, func.count())
        .where(
            lies_in(Incident.village_code, regions),
            Incident.status == AlertStatus.RECORDED,
            Incident.category != ALL_IS_WELL,
            Incident.opened_at > since,
        )
        .group_by(*groups)
    )
    return [(village, kind, n) for village, kind, n in await session.execute(counted)]


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


async def former(session: AsyncSession, codes: Collection[str]) -> Mapping[str, Place]:
    """Return the places of codes that no village bears any more."""
    if not codes:
        return {}
    found = select(Region.code, Region.name).where(Region.code.in_(codes))
    return {code: Place(code, name) for code, name in await session.execute(found)}


async def posts(session: AsyncSession, regions: Collection[str]) -> Sequence[Post]:
    """Return the officers and deputies of these regions, those of a region above them too."""
    above = {code for region in regions for code in ancestors(region)}
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
        .where(
            or_(inside(MemberGrant.region_code, regions), MemberGrant.region_code.in_(above)),
            MemberGrant.role.in_(OFFICERS),
            MemberGrant.ended_at.is_(None),
            Member.erased_at.is_(None),
        )
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


async def silent(
    session: AsyncSession, regions: Collection[str], silence: Span, usual: Span
) -> Sequence[str]:
    """Return the villages of which something was heard in ``usual`` and nothing in ``silence``."""
    signs = union_all(
        *(
            select(table.village_code.label("village"), table.created_at.label("at")).where(
                lies_in(table.village_code, regions),
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


def _during(span: Span) -> ColumnElement[bool]:
    return (Incident.opened_at >= span.since) & (Incident.opened_at < span.until)
