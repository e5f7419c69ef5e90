"""Successions of regions after a decree: which region follows which, and what moves to it.

Of a village that was replaced by one other, homes, drafts, codes, posts and cases move there. Of
one that was split, posts hold in every part, cases stay under the old code, and people are asked
again where they live. Decision 22 says why.
"""

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
    Successors = Mapping[str, Sequence[str]]
    Posts = Mapping[int, Sequence[Grant]]  # by the member


async def record_successions(
    session: AsyncSession, code_changes: Iterable[CodeChange], unlock: Unlock
) -> int:
    """Store the code changes that are new, and move what belongs to them; return how many.

    Each code change moves things once, so that later corrections by people stay. ``unlock`` is
    called where cases, or the posts of supervisors, have moved.
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
    await moved_cases.follow(session, await _apply(session, new, max(new.values())), unlock)
    return len(new)


def transitive_successions(
    known: Iterable[Pair], code_changes: Iterable[CodeChange]
) -> dict[Pair, datetime]:
    """Return the pairs of old and new code, and since when, over several decrees too.

    A region that keeps its code after a split inherits nothing of the part that it gave away.
    """
    found: dict[Pair, datetime] = {}
    for change in sorted(code_changes):
        before = [old for old, new in (*known, *found) if new == change.old]
        for old in (change.old, *before):
            if old != change.new:
                found.setdefault((old, change.new), change.since)
    return found


async def _apply(session: AsyncSession, pairs: Collection[Pair], since: datetime) -> Moves:
    codes = {code for pair in pairs for code in pair}
    retired = await _retired_codes(session, codes)
    successors: defaultdict[str, list[str]] = defaultdict(list)
    for old, new in sorted(pairs):
        if new not in retired:
            successors[old].append(new)
    ended = successors.keys() & retired
    moving = await _villages_with_cases(
        session, [old for old in ended if len(successors[old]) == 1]
    )
    for old in ended:
        await _move_to_successor(session, old, successors[old])
    kept = {
        above for code in await _villages_with_cases(session, ended) for above in ancestors(code)
    }
    gained, ended_posts = await _transfer_posts(session, successors, retired - kept, since)
    await _transfer_waiting_posts(session, successors, retired)
    return Moves({old: successors[old][0] for old in moving}, gained, ended_posts)


async def _villages_with_cases(session: AsyncSession, regions: Collection[str]) -> set[str]:
    """Return the villages in these regions that have cases."""
    found = set[str]()
    for codes in chunks(regions):
        there = inside(Incident.village_code, codes), Incident.category != ALL_IS_WELL
        found |= set(await session.scalars(select(Incident.village_code).where(*there).distinct()))
    return found


async def _retired_codes(session: AsyncSession, codes: Collection[str]) -> set[str]:
    """Return which of these codes belong to no present region."""
    still = set[str]()
    for chunk in chunks(codes):
        today = Region.code.in_(chunk), Region.retired_at.is_(None)
        still |= set(await session.scalars(select(Region.code).where(*today)))
    return set(codes) - still


async def _transfer_posts(
    session: AsyncSession, successors: Successors, empty: Collection[str], since: datetime
) -> tuple[Posts, Posts]:
    """Give whoever holds a role in an old region the same role in its successors.

    If there is one successor and the old region is ``empty`` (of cases), the old post ends. Else
    alerts there may still be open, so it continues beside the new ones. Return the new posts and
    those that ended.
    """
    gained: defaultdict[int, list[Grant]] = defaultdict(list)
    ended: defaultdict[int, list[Grant]] = defaultdict(list)
    held = await _held(
        session, [*successors, *(new for several in successors.values() for new in several)]
    )
    has = {(grant.member_id, grant.role, grant.region_code) for grant in held}
    for grant in held:
        new = successors.get(grant.region_code, ())
        for code in new:
            if (grant.member_id, grant.role, code) not in has:
                has.add((grant.member_id, grant.role, code))
                session.add(_copy_grant(grant, code, since))
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


def _copy_grant(grant: MemberGrant, code: str, since: datetime) -> MemberGrant:
    return MemberGrant(
        id=new_id(),
        member_id=grant.member_id,
        role=grant.role,
        region_code=code,
        granted_at=since,
        granted_by=grant.granted_by,
    )


async def _transfer_waiting_posts(
    session: AsyncSession, successors: Successors, retired: Collection[str]
) -> None:
    """Transfer posts that wait, on the operator's roster, for people who have not enrolled yet.

    In a retired region they are deleted: nobody holds an alert by them.
    """
    here = set[tuple[int, str, str]]()
    for codes in chunks(successors):
        posts = select(RosterPost).where(RosterPost.region_code.in_(codes))
        for post in (await session.scalars(posts)).all():
            here |= {(post.entry_id, post.role, code) for code in successors[post.region_code]}
            if post.region_code in retired:
                await session.delete(post)
    for entry_id, role, code in here:
        await session.merge(RosterPost(entry_id=entry_id, role=role, region_code=code))
    await session.flush()


async def _move_to_successor(session: AsyncSession, old: str, new: Sequence[str]) -> None:
    """Move homes, drafts, codes and cases to the one successor; of a split village, clear homes.

    Without a home people are asked for their village again. Closed cases move too, since officers
    there list and reopen them; reports keep the code of the village in which they were made.
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
