"""Counts villages, posts and silence for a summary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, func, or_, select

from bot.domain.access import RESPONDERS, Role, ancestors
from bot.domain.escalation import UNDER_WAY
from bot.domain.figures import Change
from bot.models import Incident, Member, MemberGrant, Region, Situation, TestPage
from bot.models.fixed_values import among
from bot.places import region_statements
from bot.places.data import VILLAGE
from bot.places.region_filters import inside
from bot.services.staffing.village_staff import serves

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select, SQLColumnExpression
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.figures import Span
    from bot.places.region_statements import Inside


@dataclass(frozen=True, slots=True)
class Place:
    """A region by code and name. ``peopled``: somebody of it is enrolled."""

    code: str
    name: str
    peopled: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """Somebody's post as officer or deputy."""

    member_id: int
    place: Place


def peopled(village: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Tell whether somebody of a village is enrolled."""
    lives = (Member.village_code == village) & Member.erased_at.is_(None)
    return select(Member.id).where(lives).correlate_except(Member).exists()


_DISTRICT, *_ABOVE = (8, 8, 5, 2)  # characters of the code of a village's district, and above


async def villages(session: AsyncSession, regions: Collection[str]) -> Mapping[str, Place]:
    """Return the villages of these regions by code, in the order of their codes.

    One that a decree ended is among them as long as an alert is under way there.
    """
    rows = await region_statements.execute(session, _named_villages, regions)
    return {code: Place(code, name, lived) for code, name, lived in rows}


def _named_villages(here: Inside) -> Select[str, str, bool]:
    found = select(Region.code, Region.name, peopled(Region.code)).where(*in_villages(here))
    return found.order_by(Region.code)


async def village_counts(
    session: AsyncSession, regions: Collection[str]
) -> Sequence[tuple[str, int]]:
    """Return how many villages there are, by district; those that a decree ended by themselves."""
    rows = await region_statements.execute(session, _counted_villages, regions)
    return [(code, n) for code, n in rows]


def _counted_villages(here: Inside) -> Select[str, int]:
    of_today = Region.retired_at.is_(None)
    where = case((of_today, func.substr(Region.code, 1, _DISTRICT)), else_=Region.code)
    return select(where, func.count()).where(*in_villages(here)).group_by(where)


async def unguarded(session: AsyncSession, regions: Collection[str]) -> Sequence[Place]:
    """Return the villages where no officer serves, nor above; those with people in them first."""
    rows = await region_statements.execute(session, _without_officer, regions)
    places = [Place(code, name, lived) for code, name, lived in rows]
    return sorted(places, key=lambda place: not place.peopled)


def _without_officer(here: Inside) -> Select[str, str, bool]:
    """Return the statement of :func:`unguarded`, in the order of the codes."""
    of = MemberGrant.region_code
    above = [func.substr(Region.code, 1, digits) for digits in _ABOVE]
    officers = _officers(of, here(of))  # read once: to seek each village's took twice as long
    alone = Region.code.not_in(officers), ~_officers(of, of.in_(above)).correlate(Region).exists()
    found = select(Region.code, Region.name, peopled(Region.code)).where(*in_villages(here), *alone)
    return found.order_by(Region.code)


def in_villages(inside_of: Inside) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of a village of today, or where an alert is still under way."""
    here = (Incident.village_code == Region.code) & among(Incident.status, UNDER_WAY)
    waits = select(Incident.id).where(here).correlate(Region).exists()
    of_today = or_(Region.retired_at.is_(None), waits)
    return inside_of(Region.code), Region.level == VILLAGE, of_today


def _officers(found: SQLColumnExpression[str], where: ColumnElement[bool]) -> Select[str]:
    serves = (where, MemberGrant.role == Role.OFFICER, MemberGrant.ended_at.is_(None))
    posts = select(found).join_from(MemberGrant, Member, Member.id == MemberGrant.member_id)
    return posts.where(*serves, Member.erased_at.is_(None))


async def parts(session: AsyncSession, region: str) -> Mapping[str, Place]:
    """Return what lies directly below a region, in code order."""
    rows = await region_statements.execute(session, below, [region], above=region)
    return {code: Place(code, name) for code, name in rows}


def below(here: Inside) -> Select[str, str]:
    """Return the statement of what lies directly below; ``above`` is bound when it runs."""
    above = Region.parent_code == bindparam("above")
    found = select(Region.code, Region.name).where(above, here(Region.code))
    return found.where(Region.retired_at.is_(None)).order_by(Region.code)


async def parts_of(
    session: AsyncSession, above: Collection[str], themselves: Collection[str]
) -> Sequence[Place]:
    """Return what lies directly below some regions, and other regions themselves, in order."""
    lies_below = inside(Region.code, above) & Region.parent_code.in_(above)  # parents have no index
    which = lies_below | Region.code.in_(themselves)
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


async def lost_posts(session: AsyncSession, regions: Collection[str]) -> Sequence[Post]:
    """Return the officers and deputies whom Telegram does not reach, those above these too."""
    above = sorted({code for region in regions for code in ancestors(region)})
    rows = await region_statements.execute(session, _unreached, regions, above=above)
    return [Post(who, Place(code, name)) for who, code, name in rows]


def _unreached(here: Inside) -> Select[int, str, str]:
    return (
        served(here, MemberGrant.member_id, Region.code, Region.name)
        .join(Region, Region.code == MemberGrant.region_code)
        .where(Member.unreachable_at.is_not(None))
        .order_by(Region.code)
    )


def served(here: Inside, *columns: SQLColumnExpression[Any]) -> Select[*tuple[Any, ...]]:
    """Return the posts of officers and deputies :func:`here_or_above`."""
    return (
        select(*columns)
        .select_from(MemberGrant)
        .join(Member, Member.id == MemberGrant.member_id)
        .where(*serves(here_or_above(here)))
    )


def here_or_above(here: Inside) -> ColumnElement[bool]:
    """Return the condition that a post is here, or in a region ``above``, bound when it runs."""
    above = MemberGrant.region_code.in_(bindparam("above", expanding=True))
    return here(MemberGrant.region_code) | above


async def unheard_tests(
    session: AsyncSession, regions: Collection[str], span: Span
) -> Sequence[tuple[str, int, datetime]]:
    """Return the test pages of a span that nobody heard in time, by the regions of the posts.

    Of each also when that was.
    """
    ends = {"since": span.since, "until": span.until}
    rows = await region_statements.execute(session, unheard, regions, **ends)
    return [(code, test, at) for code, test, at in rows if at is not None]


def unheard(here: Inside) -> Select[str, int, datetime | None]:
    """Return the statement of :func:`unheard_tests`; ``since`` and ``until`` are bound then."""
    return (
        select(MemberGrant.region_code, TestPage.id, TestPage.failed_at)
        .join(MemberGrant, MemberGrant.member_id == TestPage.member_id)
        .where(
            TestPage.failed_at >= bindparam("since"),
            TestPage.failed_at < bindparam("until"),
            here(MemberGrant.region_code),
            among(MemberGrant.role, RESPONDERS),
            MemberGrant.ended_at.is_(None),
        )
    )


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
