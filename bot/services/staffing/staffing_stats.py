"""Who would hear of it if it happened now: figures for the operator, without a name in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.domain.access import (
    LEADERS,
    OFFICERS,
    ON_CALL,
    Level,
    Role,
    is_at_least,
    lies_within,
    matches,
)
from bot.domain.escalation import AlertStatus
from bot.models import Alert, Incident, Member, MemberGrant

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class Readiness:
    """How many there are. A village counts where a member of it may report."""

    members: int
    coordinators: int
    officers: int  # and their deputies, reachable or not
    unreachable: int  # of those who answer alerts
    villages: int
    unwatched: int  # of these villages, those without an officer or deputy who can be reached
    unled: int  # of these villages, those over which no supervisor above the district serves
    unranked: list[str]  # regions in which several officers hold the same post
    unanswerable: int  # open alerts that nobody who can be reached may answer


@dataclass(frozen=True, slots=True)
class _Post:
    """A role that somebody holds somewhere, and whether a message would reach them."""

    member_id: int
    role: str
    region: str
    reachable: bool


async def count_staffing(session: AsyncSession) -> Readiness:
    """Count."""
    posts = await _posts(session)
    villages = await _villages(session)
    watched = _regions(posts, OFFICERS)
    answered, led = _regions(posts, ON_CALL), _above_district(posts)
    open_alerts = await _open_alerts(session)
    return Readiness(
        members=await _members(session),
        coordinators=_people(posts, frozenset({Role.COORDINATOR})),
        officers=_people(posts, OFFICERS),
        unreachable=_people([post for post in posts if not post.reachable], ON_CALL),
        villages=len(villages),
        unwatched=sum(not lies_within(code, watched) for code in villages),
        unled=sum(not lies_within(code, led) for code in villages),
        unranked=_unranked(posts),
        unanswerable=sum(not lies_within(code, answered) for code in open_alerts),
    )


def _regions(posts: Iterable[_Post], roles: frozenset[str]) -> set[str]:
    """Return the regions in which somebody who can be reached holds one of the roles."""
    return {post.region for post in posts if post.reachable and matches(post.role, roles)}


def _above_district(posts: Iterable[_Post]) -> set[str]:
    """Return where supervisors serve who read what is against whoever serves in a village."""
    leading = {post.region for post in posts if post.role in LEADERS}
    return {region for region in leading if is_at_least(region, Level.REGENCY)}


def _unranked(posts: Iterable[_Post]) -> list[str]:
    """Return the regions with several officers, in no order among them; deputies do not count."""
    held = {(post.region, post.member_id) for post in posts if post.role == Role.OFFICER}
    officers = Counter(region for region, _ in held)
    return sorted(region for region, number in officers.items() if number > 1)


def _people(posts: Iterable[_Post], roles: frozenset[str]) -> int:
    return len({post.member_id for post in posts if matches(post.role, roles)})


async def _posts(session: AsyncSession) -> list[_Post]:
    """Read everybody who is more than a resident."""
    rows = await session.execute(
        select(
            MemberGrant.member_id,
            MemberGrant.role,
            MemberGrant.region_code,
            Member.unreachable_at.is_(None) & Member.off_duty_at.is_(None),
        )
        .join(Member, Member.id == MemberGrant.member_id)
        .where(
            MemberGrant.role != Role.RESIDENT,
            MemberGrant.ended_at.is_(None),
            Member.erased_at.is_(None),
        )
    )
    return [_Post(*row) for row in rows]


async def _villages(session: AsyncSession) -> Sequence[str]:
    found = await session.scalars(
        select(Member.village_code)
        .where(Member.village_code.is_not(None), Member.erased_at.is_(None))
        .distinct()
    )
    return [code for code in found if code is not None]


async def _open_alerts(session: AsyncSession) -> Sequence[str]:
    """Return the village of each alert that is not closed."""
    found = await session.scalars(
        select(Incident.village_code)
        .join(Alert, Alert.incident_id == Incident.id)
        .where(Alert.status != AlertStatus.CLOSED, Alert.quiet.is_(False))
    )
    return found.all()


async def _members(session: AsyncSession) -> int:
    members = select(func.count(Member.id)).where(Member.erased_at.is_(None))
    return await session.scalar(members) or 0
