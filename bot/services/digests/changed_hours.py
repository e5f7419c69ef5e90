"""What waits follows the operator's hours, which may be others than when the bot went down."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select, update

from bot.domain.access import Grant
from bot.models import Member, MemberGrant, Region
from bot.models.chunks import chunks
from bot.services.digests import digest_hours, digest_schedule
from bot.services.digests.digest_hours import DigestKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Config


class _Waiting(NamedTuple):
    """For whom a digest waits: when it comes, by which clocks, at which chosen minute."""

    due: datetime | None
    zone: str
    minute: int | None


async def follow_config(session: AsyncSession, now: datetime, config: Config) -> int:
    """Let what waits come at the hours of ``config``, which may be others; return how many moved.

    A changed hour counts from the next one on. Where it has passed already on the day (in the
    week) for which one waits, that one comes at the old hour: it is not put off. What is due stays,
    and so does an hour that somebody chose. For whom nothing waits, though a post brings digests,
    the first is scheduled.
    """
    return sum([await _follow(session, kind, now, config) for kind in DigestKind])


async def _follow(session: AsyncSession, kind: DigestKind, now: datetime, config: Config) -> int:
    moves: defaultdict[tuple[datetime | None, datetime], list[int]] = defaultdict(list)
    for member_id, (waits, zone, minute) in (await _waiting(session, kind, now)).items():
        new = digest_hours.first_after(kind, minute, now, zone, config)
        if waits is None or (new != waits and digest_hours.is_not_later(kind, new, waits, zone)):
            moves[waits, new].append(member_id)
    for (waits, new), members in moves.items():
        for some in chunks(members):
            await _move(session, kind, some, waits, new)
    return sum(len(members) for members in moves.values())


async def _move(
    session: AsyncSession,
    kind: DigestKind,
    members: Collection[int],
    waits: datetime | None,
    new: datetime,
) -> None:
    column: ColumnElement[datetime | None] = digest_hours.DUE[kind]  # type: ignore[assignment]
    still = update(Member).where(Member.id.in_(members), column.is_not_distinct_from(waits))
    await session.execute(still.values({digest_hours.DUE[kind].key: new}))


async def _waiting(
    session: AsyncSession, kind: DigestKind, now: datetime
) -> Mapping[int, _Waiting]:
    """Return by member who gets digests of a kind; the zone of the first of its regions counts."""
    column = digest_hours.DUE[kind]
    rows = await session.execute(
        select(
            *(Member.id, column, digest_hours.MINUTE[kind]),
            *(MemberGrant.role, Region.code, Region.zone),
        )
        .join(MemberGrant, MemberGrant.member_id == Member.id)
        .join(Region, Region.code == MemberGrant.region_code)
        .where(
            (column > now) | column.is_(None),
            digest_hours.STOPPED[kind].is_(False),
            Member.erased_at.is_(None),
            MemberGrant.role.in_(digest_hours.READERS[kind]),
            MemberGrant.ended_at.is_(None),
        )
    )
    found: dict[int, _Waiting] = {}
    held: defaultdict[int, dict[Grant, str]] = defaultdict(dict)
    for member, waits, minute, role, code, zone in rows:
        held[member][Grant(role, code)] = zone
        found[member] = _Waiting(waits, zone, minute)
    several = ((member, zones) for member, zones in held.items() if len(zones) > 1)
    return found | {
        member: found[member]._replace(zone=_first_zone(kind, zones)) for member, zones in several
    }


def _first_zone(kind: DigestKind, held: Mapping[Grant, str]) -> str:
    """Return the zone by which digests of a kind come to somebody with these posts."""
    first = digest_schedule.digest_regions(kind, held)[0]
    return next(zone for grant, zone in held.items() if grant.region == first)
