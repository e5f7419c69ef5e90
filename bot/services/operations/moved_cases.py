"""What a decree changes for cases: who reads those that moved, who holds them, who is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bot.domain.access import LEADERS, ancestors, lies_within
from bot.models import Member, MemberGrant
from bot.models.chunks import chunks
from bot.services.alerts import moved_accusations, unclaimed_reports
from bot.services.operations import moved_posts
from bot.services.people import hidden_cases, revocation
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.settings import Config
    from bot.vault import Vault

    # A new database has nothing to read and may have no key yet: it is asked for where it is used.
    Unlock = Callable[[], "ReadingRules"]


class ReadingRules(NamedTuple):
    """By what it is decided who may read what, and when."""

    config: Config
    vault: Vault
    now: datetime


class Moves(NamedTuple):
    """What a decree moved: the villages whose cases went to another one, and who got which posts.

    ``villages``: the new code by the old one. ``gained``, ``ended``: posts by the member.
    """

    villages: Mapping[str, str]
    gained: Mapping[int, Sequence[Grant]]
    ended: Mapping[int, Sequence[Grant]]


async def follow(session: AsyncSession, moves: Moves, unlock: Unlock) -> None:
    """Do what follows where cases and posts have moved (both are written down).

    1. What is against officers goes past whoever it names and serves there now, before they read
       it; whoever leads there now is told of what nobody above has read.
    2. Whoever serves there no more loses what they were shown of it, and what they hold goes on.
    3. Whoever serves elsewhere now is told, and it is written down.
    """
    role_holders.forget(session)
    if not any(moves):
        return
    config, vault, now = unlock()
    leading = {
        member: [post for post in posts if post.role in LEADERS]
        for member, posts in moves.gained.items()
        if any(post.role in LEADERS for post in posts)
    }
    for villages in chunks(set(moves.villages.values())):
        await moved_accusations.bypass_new_officers(session, villages, config, vault, now=now)
        await unclaimed_reports.inform_new_supervisors(session, villages, config=config, now=now)
    for member, posts in leading.items():
        await hidden_cases.hide_from_new_holder(session, member, posts, config, vault, now=now)
        await unclaimed_reports.inform_new_holder(session, posts, config=config, now=now)
    for one in await _departed(session, moves.villages):
        await revocation.follow(session, one, config=config, now=now)
    moved_posts.write_down(session, moves.gained, moves.ended, now=now)
    concerned = await _members(session, moved_posts.serving(moves.gained, moves.ended))
    await moved_posts.follow(session, concerned, moves.gained, moves.ended, now=now)


async def _departed(session: AsyncSession, villages: Mapping[str, str]) -> Sequence[Member]:
    """Return the members whose posts covered a village that has moved, and cover it no more."""
    left: dict[str, set[str]] = {}  # by the region which of its villages have left it
    for old, new in villages.items():
        for region in set(ancestors(old)) - set(ancestors(new)):
            left.setdefault(region, set()).add(new)
    served: dict[int, set[str]] = {}
    for regions in chunks(left):
        of = select(MemberGrant.member_id, MemberGrant.region_code)
        for member, region in await session.execute(of.where(MemberGrant.region_code.in_(regions))):
            served.setdefault(member, set()).update(left[region])
    found = await _members(session, served)
    return [one for one in found if not _covers_all(one, served[one.id])]


async def _members(session: AsyncSession, ids: Collection[int]) -> list[Member]:
    """Return members with their grants, but those who are erased."""
    found: list[Member] = []
    for members in chunks(ids):
        wanted = select(Member).where(Member.id.in_(members), Member.erased_at.is_(None))
        found += await session.scalars(wanted.options(selectinload(Member.grants)))
    return found


def _covers_all(member: Member, villages: Collection[str]) -> bool:
    held = {post.region for post in member.held}
    return all(lies_within(village, held) for village in villages)
