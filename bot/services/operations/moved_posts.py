"""What follows where a decree moved posts: they are written down and told as any that is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.access import OFFICERS, RESPONDERS, Grant, Role, ancestors
from bot.services import audit
from bot.services.alerts import lifecycle
from bot.services.people import appointments, grants, posts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Member

    Posts = Mapping[int, Sequence[Grant]]  # by the member


def serving(gained: Posts, ended: Posts) -> set[int]:
    """Return the members among these who serve somewhere: a resident has no office to hear of."""
    return {
        member
        for of_each in (gained, ended)
        for member, held in of_each.items()
        if any(post.role != Role.RESIDENT for post in held)
    }


def write_down(session: AsyncSession, gained: Posts, ended: Posts, *, now: datetime) -> None:
    """Put into the audit which posts whom were given, and which ended; the operator did it."""
    for action, of_each in ((grants.GRANTED, gained), (posts.ENDED, ended)):
        for member, held in of_each.items():
            for post in held:
                subject, detail = f"member:{member}", f"{post.role}@{post.region}"
                audit.write(session, grants.actor(None), action, subject, now, detail)


async def follow(
    session: AsyncSession,
    members: Iterable[Member],
    gained: Posts,
    ended: Posts,
    *,
    now: datetime,
) -> None:
    """Let members (``grants`` are loaded) whose posts moved know it, and who leads there.

    1. They read once which posts they have now, and which have ended.
    2. What nobody could be called for looks again, where they are called.
    3. Who leads a district is told of new officers of it, but not of those who served there before.
    """
    for one in members:
        new, over = _offices(gained.get(one.id, ())), _offices(ended.get(one.id, ()))
        posts.tell_moved(session, one.id, _offices(one.held), over, now=now)
        if any(post.role in RESPONDERS for post in new):
            await lifecycle.retry_unreached(session, one.id, one.held, now=now)
        if strange := _strange(one, new, over):
            await appointments.announce(session, one, strange, by=None, now=now)


def _offices(held: Iterable[Grant]) -> list[Grant]:
    return [post for post in held if post.role != Role.RESIDENT]


def _strange(member: Member, new: Sequence[Grant], over: Iterable[Grant]) -> list[Grant]:
    """Return the new posts of an officer in districts where they did not serve before."""
    before = {_district(post) for post in (*member.held, *over) if post not in new}
    return [post for post in new if post.role in OFFICERS and _district(post) not in before]


def _district(post: Grant) -> str:
    return ancestors(post.region)[:2][-1]
