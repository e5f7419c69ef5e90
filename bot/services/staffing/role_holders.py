"""Who holds which role where: one read for each village, remembered for the transaction."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from bot.domain.access import ancestors
from bot.domain.oncall import Holder
from bot.models import Member, MemberGrant

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

__all__ = ["Holder", "forget", "holders", "holders_of", "remembered"]

_KNOWN, _STALE = "role_holders.known", "role_holders.stale"
_SERVING = (  # written once, not for every batch
    select(
        MemberGrant.member_id,
        MemberGrant.role,
        MemberGrant.region_code,
        Member.unreachable_at.is_not(None),
        Member.off_duty_at.is_not(None),
    )
    .join(Member, Member.id == MemberGrant.member_id)
    .where(
        MemberGrant.region_code.in_(bindparam("regions", expanding=True)),
        MemberGrant.ended_at.is_(None),
        Member.erased_at.is_(None),
    )
    .order_by(MemberGrant.granted_at, MemberGrant.id)
)


async def holders(session: AsyncSession, code: str) -> list[Holder]:
    """Return everybody whose role covers the region ``code``, whatever the role."""
    return (await holders_of(session, [code]))[code]


async def holders_of(session: AsyncSession, codes: Collection[str]) -> dict[str, list[Holder]]:
    """Return who covers each of these regions, in one statement for those not asked for yet."""
    known: dict[str, list[Holder]] = session.info.setdefault(_KNOWN, {})
    missing = [code for code in dict.fromkeys(codes) if code not in known]
    if missing:
        everybody = await _read(session, {above for code in missing for above in ancestors(code)})
        by_region: dict[str, list[int]] = defaultdict(list)
        for number, holder in enumerate(everybody):
            by_region[holder.region].append(number)
        for code in missing:
            covering = sorted(one for above in ancestors(code) for one in by_region.get(above, ()))
            known[code] = [everybody[number] for number in covering]
    return {code: known[code] for code in codes}


def remembered(session: AsyncSession, code: str | None) -> Sequence[Holder] | None:
    """Return who covers a region where this transaction has asked; None: it has not."""
    known: dict[str, list[Holder]] = session.info.get(_KNOWN, {})
    return known.get(code) if code is not None else None


def forget(session: AsyncSession) -> None:
    """Ask the database again next time: a grant, a duty or somebody's reach has changed."""
    session.info.pop(_KNOWN, None)
    session.info[_STALE] = True


async def _read(session: AsyncSession, regions: Collection[str]) -> list[Holder]:
    if session.info.pop(_STALE, False):
        await session.flush()  # what was changed in this transaction must be seen
    rows = await session.execute(_SERVING, {"regions": list(regions)})
    return [Holder(*row) for row in rows]
