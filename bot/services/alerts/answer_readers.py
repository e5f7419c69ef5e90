"""Who gets what a reporter answers: an answer stands on no card, so that it must reach somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.models import Member
from bot.services.alerts import alert_access, handover, paging

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Alert


async def find_readers(session: AsyncSession, alert: Alert, asked: Collection[int]) -> set[int]:
    """Return the members who get an answer about an alert (``alert.incident`` is loaded).

    Whoever ``asked`` or holds it; where none of them reads it now and can be reached, whoever was
    called for it or has opened it; where nobody has, who would be called first.
    """
    if known := await _reached(session, alert, asked):
        return known
    if known := await _reached(session, alert, await paging.members_with_card(session, alert)):
        return known
    return {one.member_id for one in await handover.followers(session, alert, 0)}


async def _reached(session: AsyncSession, alert: Alert, members: Collection[int]) -> set[int]:
    may = await alert_access.readers(session, [(alert, member) for member in members])
    reads = {member for _, member in may}
    reached = select(Member.id).where(Member.id.in_(reads), Member.unreachable_at.is_(None))
    return set(await session.scalars(reached)) if reads else reads
