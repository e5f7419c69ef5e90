"""Posts on the operator's roster that wait for somebody to enrol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select, update

from bot.models import Invitation, RosterEntry, RosterPost
from bot.places import place_search

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Region

    Carried = list[tuple[str, Region]]  # roles, each with where it is to hold


async def carried(session: AsyncSession, invitation: Invitation) -> Carried:
    """Return what a code gives: its own role, or all that waits for whom it is for.

    What a decree ended meanwhile is given where it went.
    """
    if invitation.entry_id is not None:
        return await waiting(session, invitation.entry_id)
    return await _today(session, invitation.role, invitation.region_code)


async def waiting(session: AsyncSession, entry_id: int) -> Carried:
    """Return the roles that wait for somebody on the list."""
    posts = select(RosterPost).where(RosterPost.entry_id == entry_id)
    ready: Carried = []
    for post in await session.scalars(posts.order_by(RosterPost.region_code, RosterPost.role)):
        ready += await _today(session, post.role, post.region_code)
    return ready


async def settle(session: AsyncSession, here: Mapping[int, int], *, now: datetime) -> None:
    """Write down who has come in, by entry: nothing waits for them, their code is used up.

    The entries that are in the session keep what they were read with: a list has thousands.
    """
    entries = RosterEntry.__table__.c
    codes = Invitation.__table__.c
    came = update(RosterEntry.__table__).where(entries.id == bindparam("entry"))  # type: ignore[arg-type]
    used = update(Invitation.__table__).where(  # type: ignore[arg-type]
        codes.entry_id == bindparam("entry"), codes.used_at.is_(None)
    )
    rows = [{"entry": entry, "member": member} for entry, member in here.items()]
    gone = delete(RosterPost).where(RosterPost.entry_id.in_(here))
    await session.execute(gone, execution_options={"synchronize_session": False})
    connection = await session.connection()
    await connection.execute(came.values(member_id=bindparam("member")), rows)
    await connection.execute(used.values(used_at=now, used_by=bindparam("member")), rows)


async def release(session: AsyncSession, member_id: int) -> None:
    """Let nothing find somebody on the list any more; under which name they served stays."""
    await session.execute(
        update(RosterEntry).where(RosterEntry.member_id == member_id).values(mark=None)
    )


async def forget(session: AsyncSession, member_id: int) -> None:
    """Forget that somebody was on the list, with their name."""
    of_theirs = select(RosterEntry.id).where(RosterEntry.member_id == member_id)
    await session.execute(
        update(Invitation).where(Invitation.entry_id.in_(of_theirs)).values(entry_id=None)
    )
    await session.execute(delete(RosterEntry).where(RosterEntry.member_id == member_id))


async def _today(session: AsyncSession, role: str, code: str) -> Carried:
    """Return a role with where it holds: what came out of its region, else the region itself."""
    region = await place_search.by_code(session, code)
    heirs = await place_search.today(session, code) or ([region] if region is not None else [])
    return [(role, heir) for heir in heirs]
