"""Word that all is well, once for a watcher, village and night: what tells "nihil" from silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain import access, calendar
from bot.models import Region, Situation, new_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.models import Member

FEWEST, MOST = 1, 99  # on one watch
_ON_WATCH = re.compile(r"\b(\d{1,2}) ?(?:orang|org|personil|personel|anggota|warga|people)\b")


def watched(grants: Sequence[Grant], home: str | None) -> list[str]:
    """Return the codes of the villages a member watches, by a role of a watch post or forum.

    Whose role holds in something larger watches at home, where that lies in it.
    """
    held = [grant.region for grant in grants if access.matches(grant.role, access.WATCHERS)]
    villages = [code for code in held if access.level_of(code) is access.Level.VILLAGE]
    at_home = home is not None and any(access.covers(region, home) for region in held)
    return list(dict.fromkeys([*villages, *([home] if home is not None and at_home else [])]))


def read_count(text: str) -> int | None:
    """Return how many are on watch; None for what is no number from 1 to 99."""
    digits = text.strip()
    count = int(digits) if digits.isdecimal() and len(digits) <= len(str(MOST)) else 0
    return count if FEWEST <= count <= MOST else None


def count_in(text: str) -> int | None:
    """Return how many are on watch where a text says so: "5", "ronda 5 orang"."""
    told = _ON_WATCH.search(text.lower())
    return read_count(text if told is None else told[1])


async def record(
    session: AsyncSession, member: Member, village: Region, on_watch: int, *, now: datetime
) -> Situation:
    """Write down that all is well on this night's watch; a second word corrects the first.

    The night belongs to the date on which its watch began.
    """
    watch_date = calendar.watch_date(now, village.zone)
    await session.flush()
    known = await session.scalar(
        select(Situation).where(
            Situation.member_id == member.id,
            Situation.village_code == village.code,
            Situation.watch_date == watch_date,
        )
    )
    if known is None:
        known = Situation(
            id=new_id(),
            member_id=member.id,
            village_code=village.code,
            watch_date=watch_date,
            on_watch=on_watch,
            created_at=now,
        )
        session.add(known)
    known.on_watch, known.created_at = on_watch, now
    return known
