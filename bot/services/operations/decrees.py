"""Applies a decree's changes of regions at once, without waiting for a release to ship them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.models import Edition, Region
from bot.places.data import RegionRow
from bot.places.data.decree import decreed
from bot.places.data.decrees import shipped_since
from bot.services.operations import region_loading

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.services.operations.moved_cases import Unlock
    from bot.services.operations.region_loading import Progress


class PastDecreeError(ValueError):
    """The decree is not newer than the regions in the database."""


async def apply_decree(
    session: AsyncSession, text: str, progress: Progress | None = None, *, unlock: Unlock
) -> tuple[date, int]:
    """Change the present regions as a decree says; return its day, and how many regions changed.

    Applying it again changes nothing. Raises BadDecreeError or PastDecreeError, and then changes
    nothing.
    """
    rows = await session.execute(select(*(getattr(Region, name) for name in RegionRow._fields)))
    held = [RegionRow(*row) for row in rows]
    over = set(await session.scalars(select(Region.code).where(Region.retired_at.is_not(None))))
    today = [row for row in held if row.code not in over]
    nation = decreed(text, today, {row.code for row in held})
    newest = await _newest(session)
    if nation.since < newest or nation.since <= shipped_since():
        raise PastDecreeError(
            f"the decree is of {nation.day}, and the regions here are those of {newest:%Y-%m-%d}:"
            " it is in them, or has to begin on a later day"
        )
    return nation.day, await region_loading.load_regions(session, progress, nation, unlock=unlock)


async def _newest(session: AsyncSession) -> datetime:
    newest = select(Edition.since).order_by(Edition.since.desc()).limit(1)
    return await session.scalar(newest) or shipped_since()
