"""Successions of regions: which came out of which, and what moves: homes, posts, cases."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from bot.domain.access import Grant, ancestors
from bot.domain.category import ALL_IS_WELL
from bot.models import (
    Draft,
    Incident,
    Invitation,
    Member,
    MemberGrant,
    Region,
    RosterPost,
    Succession,
    new_id,
)
from bot.models.chunks import chunks
from bot.places.region_filters import inside
from bot.services.operations import moved_cases
from bot.services.operations.moved_cases import Moves
from bot.services.reports import draft_changes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.places.data.decrees import CodeChange
    from bot.services.operations.moved_cases import Unlock

    Pair = tuple[str, str]  # the old code, the new one
    Heirs = Mapping[str, Sequence[str]]
    Posts = Mapping[int, Sequence[Grant]]  # by the member


async def record_successions(
    session: AsyncSession, code_changes: Iterable[CodeChange], unlock: Unlock
) -> int:
    """Write down the code changes that are not known yet, let what lives on move; return how many.

    Each moves things once: what somebody settles otherwise later on stays so. ``unlock`` is called
    where cases or the posts of whoever leads have moved.
    """
    held = await session.scalars(select(Succession).order_by(Succession.since))
    known = [(row.old_code, row.new_code) for row in held]
    new = {
        pair: at
        for pair, at in transitive_successions(known, code_changes).items()
        if pair not in set(known)
    }
    if not new:
        return 0
    rows = [{"old_code": old, "new_code": to, "since": at} for (old, to), at in new.items()]
    await session.execute(insert(Succession), rows)
    await moved_cases.follow(session, await _move(session, new, max(new.values())), unlock)
    return len(new)


def transitive_successions(
    known: Iterable[Pair], code_changes: Iterable[CodeChange]
) -> dict[Pair, datetime]:
    """Return who came out of whom, and since when: directly, and by one decree after another.

    A code that goes on after a split inherits nothing of what it gave away.
    """
    found: dict[Pair, datetime] = {}
    for change in sorted(code_changes):
        before = [old for old, new in (*known, *found) if new == change.old]
        for old in (change.old, *before):
            if old != change.new:
                found.setdefault((old, change.new), change.since)
    return found


async def _move(session: AsyncSession, pairs: Collection[Pair], since: datetime) -> Moves:
    codes = {code for pair in pairs for code in pair}
    over = await _over(session, codes)
    heirs: defaultdict[str, list[str]] = defaultdict(list)
    for old, new in sorted(pairs):
        if new not in over:
            heirs[old].append(new)
    ended = heirs.keys() & over
    moving = await _with_cases(session, [old for old in ended if len(heirs[old]) == 1])
    for old in ended:
        await _lives_on(session, old, heirs[old])
    kept = {above for code in await _with_cases(session, ended) for above in ancestors(code)}
    gained, ended_posts = await _posts(session, heirs, over - kept, since)
    await _waiting(session, heirs, over)
    return Moves({old: heirs[old][0] for old in moving}, gained, ended_posts)


async def _with_cases(session: AsyncSession, regions: Collection[str]) -> set[str]:
    """Return the villages in these regions in which anything was reported that is worked."""
    found = set[str]()
    for codes in chunks(regions):
        there = inside(Incident.village_code, codes), Incident.category != ALL_IS_WELL
        found |= set(await session.scalars(select(Incident.village_code).where(*there).distinct()))
    return found


async def _over(session: AsyncSession, codes: Collection[str]) -> set[str]:
    """Return which of these codes are of no region of today."""
    still = set[str]()
    for chunk in chunks(codes):
        today = Region.code.in_(chunk), Region.retired_at.is_(None)
        still |= set(await session.scalars(select(Region.code).where(*today)))
    return set(codes) - still


async def _posts(
    session: AsyncSession, heirs: Heirs, empty: Collection[str], since: datetime
) -> tuple[Posts, Posts]:
    """Let whoever held a role in the old region hold it in what came out of it.

    Where that is one region, and the old one is ``empty``, the old post ends; else alerts of the
    old one may be open still, and it goes on beside the new ones. Return the new posts and those
    that ended.
    """
    gained: defaultdict[int, list[Grant]] = defaultdict(list)
    ended: defaultdict[int, list[Grant]] = defaultdict(list)
    held = await _held(session, [*heirs, *(new for several in heirs.values() for new in several)])
    has = {(grant.member_id, grant.role, grant.region_code) for grant in held}
    for grant in held:
        new = heirs.get(grant.region_code, ())
        for code in new:
            if (grant.member_id, grant.role, code) not in has:
                has.add((grant.member_id, grant.role, code))
                session.add(_same(grant, code, since))
                gained[grant.member_id].append(Grant(grant.role, code))
        if len(new) == 1 and grant.region_code in empty:
            grant.ended_at = since
            ended[grant.member_id].append(Grant(grant.role, grant.region_code))
    await session.flush()
    return gained, ended


async def _held(session: AsyncSession, codes: Sequence[str]) -> list[MemberGrant]:
    held: list[MemberGrant] = []
    for chunk in chunks(set(codes)):
        here = MemberGrant.region_code.in_(chunk)
        grants = select(MemberGrant).where(here, MemberGrant.ended_at.is_(None))
        held += await session.scalars(grants.order_by(MemberGrant.id))
    return held


def _same(grant: MemberGrant, code: str, since: datetime) -> MemberGrant:
    return MemberGrant(
        id=new_id(),
        member_id=grant.member_id,
        role=grant.role,
        region_code=code,
        granted_at=since,
        granted_by=grant.granted_by,
    )


async def _waiting(session: AsyncSession, heirs: Heirs, over: Collection[str]) -> None:
    """Let what waits for people on the operator's list wait where it went.

    No alert is theirs yet: in a region that is over nothing waits any more.
    """
    here = set[tuple[int, str, str]]()
    for codes in chunks(heirs):
        posts = select(RosterPost).where(RosterPost.region_code.in_(codes))
        for post in (await session.scalars(posts)).all():
            here |= {(post.entry_id, post.role, code) for code in heirs[post.region_code]}
            if post.region_code in over:
                await session.delete(post)
    for entry_id, role, code in here:
        await session.merge(RosterPost(entry_id=entry_id, role=role, region_code=code))
    await session.flush()


async def _lives_on(session: AsyncSession, old: str, new: Sequence[str]) -> None:
    """Move what is worked to the one successor; of several, people are asked for theirs again.

    Closed cases too: whoever serves there lists, opens and reopens them. Where each was made, its
    reports say.
    """
    home = new[0] if len(new) == 1 else None
    await session.execute(
        update(Member).where(Member.village_code == old).values(village_code=home)
    )
    await session.execute(
        update(Draft)
        .where(Draft.village_code == old, Draft.status == draft_changes.OPEN)
        .values(village_code=home)
    )
    if home is None:
        return
    await session.execute(
        update(Invitation).where(Invitation.region_code == old).values(region_code=home)
    )
    worked = Incident.village_code == old, Incident.category != ALL_IS_WELL
    await session.execute(update(Incident).where(*worked).values(village_code=home))
