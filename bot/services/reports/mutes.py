"""Lets a reporter's plain reports wait for a while, by an incident that was called false."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from bot import outbox
from bot.locales import mark
from bot.models import Member, Mute, loaded_rows, new_id
from bot.services import audit
from bot.services.reports import report_authors

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Incident

MUTED, UNMUTED = "muted", "unmuted"
LIFTED = mark("Jeda dicabut: laporan Anda dapat dikirim lagi. Terima kasih sudah menunggu.")
_UNTIL = "mutes.until"


async def mute(
    session: AsyncSession, incident: Incident, *, by: int, until: datetime, now: datetime
) -> Member | None:
    """Mute whoever reported an incident until then; None: several did, or nobody is known.

    Once muted by it they stay so; a second press changes nothing.
    """
    if await of_incidents(session, {incident.id}, now):
        return None
    reporters = await report_authors.members_of(session, incident.id)
    member = await session.get(Member, next(iter(reporters))) if len(reporters) == 1 else None
    if member is None or member.id == by:
        return None
    row = Mute(id=new_id(), member_id=member.id, incident_id=incident.id, at=now, until=until)
    session.add(row)
    audit.write(session, f"member:{by}", MUTED, f"incident:{incident.id}", now, until.isoformat())
    return member


async def lift(session: AsyncSession, incident: Incident, *, by: int, now: datetime) -> bool:
    """Take it back, and tell whoever was muted; False: nobody is by this incident."""
    await session.flush()
    theirs = Mute.incident_id == incident.id, Mute.until > now
    member = await session.scalar(select(Mute.member_id).where(*theirs))
    if member is None:
        return False
    await session.execute(delete(Mute).where(*theirs))
    audit.write(session, f"member:{by}", UNMUTED, f"incident:{incident.id}", now)
    outbox.promise(session, "sentence", member, now=now, text=LIFTED, values={})
    return True


async def of_incidents(
    session: AsyncSession, incidents: Collection[int], now: datetime
) -> dict[int, datetime]:
    """Return by its number each of these incidents whose reporter is muted for it, and until when.

    Not by another one: it would tell that one person reported both.
    """
    await session.flush()
    found = await session.execute(
        select(Mute.incident_id, Mute.until).where(
            Mute.incident_id.in_(incidents), Mute.until > now
        )
    )
    return dict(found.all())


async def until(session: AsyncSession, member_id: int, now: datetime) -> datetime | None:
    """Return until when a member is muted; read at once for everybody of a batch."""
    known: dict[int, datetime | None] = session.info.setdefault(_UNTIL, {})
    if member_id not in known:
        loaded = (one.id for one in loaded_rows.all_of(session, Member))
        unread = {member_id, *loaded} - known.keys()
        known |= dict.fromkeys(unread)
        last = select(Mute.member_id, func.max(Mute.until)).group_by(Mute.member_id)
        found = await session.execute(last.where(Mute.member_id.in_(unread), Mute.until > now))
        known |= dict(found.all())
    return known[member_id]
