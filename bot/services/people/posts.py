"""Ends and moves posts; an ended one stays, with its moment, for the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload, selectinload

from bot import outbox
from bot.domain.access import OFFICERS, Grant, Role
from bot.models import Invitation, Lane, Member, RosterEntry, RosterPost
from bot.services import audit
from bot.services.alerts import lifecycle, unclaimed_reports
from bot.services.digests import digest_zones
from bot.services.people import (
    appointments,
    command_menus,
    grants,
    pending_posts,
    revocation,
)
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Region
    from bot.settings import Config

KIND = "posts"
GIVEN, ENDED = "given", "ended"
MOVED = "moved"  # by a decree


def tell(
    session: AsyncSession, member_id: int, event: str, posts: Sequence[Grant], *, now: datetime
) -> None:
    """Owe a member the news that posts were given to them, or have ended."""
    if posts:
        told: dict[str, Any] = {"event": event, "duties": _named(posts)}
        outbox.promise(session, KIND, member_id, now=now, lane=Lane.NOTICE, **told)


def tell_moved(
    session: AsyncSession,
    member_id: int,
    held: Sequence[Grant],
    over: Sequence[Grant],
    *,
    now: datetime,
) -> None:
    """Owe a member the news of what they hold now that a decree moved posts; some are ``over``."""
    told: dict[str, Any] = {"event": MOVED, "duties": _named(held), "over": _named(over)}
    outbox.promise(session, KIND, member_id, now=now, lane=Lane.NOTICE, **told)


def _named(posts: Sequence[Grant]) -> list[str]:
    return [f"{post.role}@{post.region}" for post in posts]


async def end(
    session: AsyncSession,
    person: int,
    posts: Collection[Grant],
    *,
    config: Config,
    now: datetime,
    by: int | None = None,
) -> None:
    """End some posts of a person: a member, or somebody of the list who has not come in.

    ``by``: the member who ends what they gave; None: the operator.

    1. What they were called for or hold, and cover no more, goes on to the next contact at once;
       their cards of it are emptied, and what is owed to them of it is not sent.
    2. They are told, and their menu follows; whom nothing waits for needs no code.
    3. Whose last post it was the list does not find any more.
    """
    member = await _member(session, person)
    if member is None:
        await _withdraw(session, person, posts)
        return
    _leave(member, posts, now)
    await revocation.follow(session, member, config=config, now=now)
    await digest_zones.follow(session, member, config=config, now=now)
    tell(session, member.id, ENDED, list(posts), now=now)
    command_menus.owe(session, member.id, now=now)
    _note(session, member.id, posts, now=now, by=by)
    if all(post.role == Role.RESIDENT for post in member.held):
        await pending_posts.release(session, member.id)


async def move(
    session: AsyncSession, person: int, post: Grant, to: Region, *, config: Config, now: datetime
) -> None:
    """Let a post go on in another region; where it was, it has ended."""
    moved = Grant(post.role, to.code)
    member = await _member(session, person)
    if member is None:
        await session.merge(RosterPost(entry_id=person, role=moved.role, region_code=moved.region))
        await session.flush()
        await _withdraw(session, person, [post])
        return
    _leave(member, [post], now)
    grants.give(session, member, [(post.role, to)], now=now, by=None, config=config)
    await revocation.follow(session, member, config=config, now=now)
    await unclaimed_reports.inform_new_holder(session, [moved], config=config, now=now)
    await digest_zones.follow(session, member, config=config, now=now)
    await lifecycle.retry_unreached(session, member.id, member.held, now=now)
    tell(session, member.id, ENDED, [post], now=now)
    tell(session, member.id, GIVEN, [moved], now=now)
    await appointments.announce(session, member, [moved], by=None, now=now)
    command_menus.owe(session, member.id, now=now)
    _note(session, member.id, [post], now=now)


async def is_left(session: AsyncSession, post: Grant) -> bool:
    """Tell whether a region has neither officer nor deputy any more, now that a post ended."""
    if post.role not in OFFICERS:
        return False
    people = await role_holders.holders(session, post.region)
    return not any(holder.role in OFFICERS for holder in people)


def _note(
    session: AsyncSession,
    member_id: int,
    ended: Collection[Grant],
    *,
    now: datetime,
    by: int | None = None,
) -> None:
    """Write down which posts of whom ended, and who did it (None: the operator)."""
    who = "operator" if by is None else f"member:{by}"
    for post in ended:
        detail = f"{post.role}@{post.region}"
        audit.write(session, who, ENDED, f"member:{member_id}", now, detail)


async def _member(session: AsyncSession, person: int) -> Member | None:
    loaded = selectinload(Member.grants), joinedload(Member.village)
    return await session.get(Member, person, options=loaded)


def _leave(member: Member, posts: Collection[Grant], now: datetime) -> None:
    for grant in member.grants:
        if Grant(grant.role, grant.region_code) in posts:
            grant.ended_at = now


async def _withdraw(session: AsyncSession, entry_id: int, posts: Collection[Grant]) -> None:
    """Let posts wait no more; where nothing is left, the code and the name go too."""
    waiting = await session.scalars(select(RosterPost).where(RosterPost.entry_id == entry_id))
    here = waiting.all()
    gone = [post for post in here if Grant(post.role, post.region_code) in posts]
    for post in gone:
        await session.delete(post)
    if len(gone) == len(here):
        await session.flush()
        await session.execute(delete(Invitation).where(Invitation.entry_id == entry_id))
        await session.execute(delete(RosterEntry).where(RosterEntry.id == entry_id))
    await session.flush()
