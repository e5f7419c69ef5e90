"""Who serves where, since when and until when, for the operator. Residents are nobody's business.

A name is told of whoever holds an office, or stands on the operator's own list; who watches over
their street reports as a neighbour, and stays without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain.access import ANY_UNIT, Grant, Role, matches
from bot.models import Invitation, Member, MemberGrant, Region, RosterEntry, RosterPost
from bot.places.region_filters import lies_in
from bot.services import audit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, SQLColumnExpression
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.vault import Vault

LISTED = "staff_listed"
NATION = "nation"
OFFICES = frozenset(
    {
        *(Role.OFFICER, Role.DEPUTY, Role.SUPERVISOR, Role.COORDINATOR),
        *(Role.VILLAGE_HEAD, Role.BABINSA, ANY_UNIT),
    }
)


class StaffState(StrEnum):
    """Whether the holder of a post is on duty, is reached, or has yet to come in."""

    ON_DUTY = "on duty"
    OFF_DUTY = "off duty"
    UNREACHABLE = "unreachable"
    WAITING = "has a code"  # and has not come in
    EXPIRED = "code expired"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class StaffPost:
    """A post and whose it is. ``person`` is a number that names them to the other commands."""

    person: int
    name: str | None
    post: Grant
    region: Region
    since: datetime
    until: datetime | None
    state: StaffState


async def served(
    session: AsyncSession,
    region: str | None,
    *,
    vault: Vault,
    now: datetime,
    ended: bool = False,
) -> list[StaffPost]:
    """Return the posts in a region (None: the nation), by region and role; who looked is noted.

    ``ended``: with those that are over, the newest of them last.
    """
    found = await _held(session, region, vault, ended=ended)
    found += await _waiting(session, region, vault, now)
    audit.write(session, "operator", LISTED, f"region:{region or NATION}", now)
    return sorted(found, key=lambda one: (one.post.region, one.post.role, one.since, one.person))


async def _held(
    session: AsyncSession, region: str | None, vault: Vault, *, ended: bool
) -> list[StaffPost]:
    grants = (
        select(MemberGrant, Member, Region)
        .join(Member, Member.id == MemberGrant.member_id)
        .join(Region, Region.code == MemberGrant.region_code)
        .where(MemberGrant.role != Role.RESIDENT, *_in(MemberGrant.region_code, region))
    )
    if not ended:
        grants = grants.where(MemberGrant.ended_at.is_(None))
    rows = (await session.execute(grants)).all()
    names = await _names(session, vault)
    return [
        StaffPost(
            member.id,
            _name(member, grant.role, names, vault),
            Grant(grant.role, grant.region_code),
            place,
            grant.granted_at,
            grant.ended_at,
            _state(member, grant),
        )
        for grant, member, place in rows
    ]


async def _waiting(
    session: AsyncSession, region: str | None, vault: Vault, now: datetime
) -> list[StaffPost]:
    posts = (
        select(RosterPost, RosterEntry, Region, Invitation.expires_at)
        .join(RosterEntry, RosterEntry.id == RosterPost.entry_id)
        .join(Region, Region.code == RosterPost.region_code)
        .join(Invitation, Invitation.entry_id == RosterEntry.id)
        .where(*_in(RosterPost.region_code, region))
    )
    return [
        StaffPost(
            entry.id,
            vault.open(entry.sealed_name),
            Grant(post.role, post.region_code),
            place,
            entry.listed_at,
            None,
            StaffState.WAITING if expires_at > now else StaffState.EXPIRED,
        )
        for post, entry, place, expires_at in await session.execute(posts)
    ]


async def _names(session: AsyncSession, vault: Vault) -> dict[int, str]:
    """Return the names under which the operator's list knows members; the newest counts."""
    listed = select(RosterEntry).where(RosterEntry.member_id.is_not(None))
    entries = await session.scalars(listed.order_by(RosterEntry.listed_at))
    return {one.member_id: vault.open(one.sealed_name) for one in entries if one.member_id}


def _name(member: Member, role: str, names: Mapping[int, str], vault: Vault) -> str | None:
    if member.id in names:
        return names[member.id]
    if member.sealed_name is None or not matches(role, OFFICES):
        return None
    return vault.open(member.sealed_name)


def _state(member: Member, grant: MemberGrant) -> StaffState:
    if grant.ended_at is not None:
        return StaffState.ENDED
    if member.unreachable_at is not None:
        return StaffState.UNREACHABLE
    return StaffState.OFF_DUTY if member.off_duty_at is not None else StaffState.ON_DUTY


def _in(column: SQLColumnExpression[str], region: str | None) -> Collection[ColumnElement[bool]]:
    return () if region is None else (lies_in(column, [region]),)
