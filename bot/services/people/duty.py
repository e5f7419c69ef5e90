"""Duty: who is on it, who stands in, and who forgot to come back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot import outbox
from bot.domain import access, calendar
from bot.domain.access import OFFICERS, ON_CALL, Role
from bot.domain.oncall import on_call
from bot.models import Lane, Member, MemberGrant
from bot.places import place_search
from bot.services import audit
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.domain.oncall import Holder
    from bot.settings import Config


@dataclass(frozen=True, slots=True)
class Cover:
    """One of a person's duties, and who is on duty there beside them.

    ``led``: a supervisor can be reached, to whom alerts go where nobody stands in.
    """

    duty: Grant
    stand_ins: tuple[Holder, ...]
    led: bool


async def cover(session: AsyncSession, member_id: int, grants: Sequence[Grant]) -> list[Cover]:
    """Return a person's duties, each with those who stand in while they are off duty."""
    duties = [grant for grant in grants if access.matches(grant.role, ON_CALL)]
    people = await role_holders.holders_of(session, [duty.region for duty in duties])
    return [_cover(duty, member_id, people[duty.region]) for duty in duties]


async def begin(
    session: AsyncSession, member: Member, grants: Sequence[Grant], *, now: datetime, config: Config
) -> bool:
    """Go on duty; who forgets to go off is reminded once. False: one was."""
    if member.off_duty_at is None:
        return False
    member.off_duty_at = None
    member.remind_duty_at = await _remind_at(session, grants, now, config)
    _audit(session, member, "duty_on", now)
    role_holders.forget(session)
    return True


async def end(
    session: AsyncSession, member: Member, grants: Sequence[Grant], *, now: datetime
) -> bool:
    """Go off duty. False: one was. Where nobody stands in, the nearest supervisor is told."""
    if member.off_duty_at is not None:
        return False
    member.off_duty_at, member.remind_duty_at = now, None
    _audit(session, member, "duty_off", now)
    role_holders.forget(session)
    alone = [one.duty for one in await cover(session, member.id, grants) if not one.stand_ins]
    gaps: dict[int, list[str]] = {}
    for duty in alone:
        for supervisor in await supervisors_of(session, member.id, [duty]):
            gaps.setdefault(supervisor, []).append(f"{duty.role}@{duty.region}")
    for supervisor, duties in gaps.items():
        outbox.promise(session, "duty_gap", supervisor, now=now, lane=Lane.NOTICE, duties=duties)
    return True


async def remind(session: AsyncSession, member_id: int, now: datetime, config: Config) -> None:
    """Ask, once, somebody who may have forgotten to go off duty; who serves nowhere is not."""
    del config
    claimed = await session.scalar(
        update(Member)
        .where(Member.id == member_id, Member.remind_duty_at <= now)
        .values(remind_duty_at=None)
        .returning(Member.id)
    )
    if claimed is not None and await duties_of(session, member_id):
        outbox.promise(session, "duty_reminder", member_id, now=now, lane=Lane.NOTICE)


async def supervisors_of(
    session: AsyncSession, member_id: int, duties: Iterable[Grant]
) -> list[int]:
    """Return the nearest available supervisors over a person's duties, each once."""
    regions = [duty.region for duty in duties if access.matches(duty.role, ON_CALL)]
    found: dict[int, None] = {}
    for people in (await role_holders.holders_of(session, regions)).values():
        others = [holder for holder in people if holder.member_id != member_id]
        nearest = on_call([Role.SUPERVISOR], others)
        found.update(dict.fromkeys(holder.member_id for holder in nearest))
    return list(found)


def _cover(duty: Grant, member_id: int, people: Iterable[Holder]) -> Cover:
    others = [holder for holder in people if holder.member_id != member_id]
    led = bool(on_call([Role.SUPERVISOR], others))
    return Cover(duty, _stand_ins(duty, others), led)


def _stand_ins(duty: Grant, others: Iterable[Holder]) -> tuple[Holder, ...]:
    roles = OFFICERS if duty.role in OFFICERS else {duty.role}
    return tuple(holder for holder in others if holder.role in roles and holder.is_available)


async def _remind_at(
    session: AsyncSession, grants: Sequence[Grant], now: datetime, config: Config
) -> datetime | None:
    """Return the first ``remind_at`` after ``remind_after`` on duty; None: they serve nowhere."""
    regions = await place_search.by_codes(
        session, [one.region for one in grants if access.matches(one.role, ON_CALL)]
    )
    if not regions:
        return None
    settings = config.limits.duty
    return calendar.next_daily(now + settings.remind_after, settings.remind_at, regions[0].zone)


async def duties_of(session: AsyncSession, member_id: int) -> list[Grant]:
    """Return the posts by which a member is on call."""
    held = select(MemberGrant.role, MemberGrant.region_code).where(
        MemberGrant.member_id == member_id, MemberGrant.ended_at.is_(None)
    )
    grants = [access.Grant(*row) for row in await session.execute(held)]
    return [grant for grant in grants if access.matches(grant.role, ON_CALL)]


def _audit(session: AsyncSession, member: Member, action: str, now: datetime) -> None:
    who = f"member:{member.id}"
    audit.write(session, who, action, who, now)
