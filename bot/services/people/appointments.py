"""Tells supervisors of new officers and deputies in their villages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import outbox
from bot.domain import access
from bot.domain.oncall import supervisors_above
from bot.models import Lane
from bot.services.alerts import alert_access
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.models import Member

KIND = "appointed"


async def announce(
    session: AsyncSession,
    member: Member,
    gained: Sequence[Grant],
    *,
    by: int | None,
    now: datetime,
) -> None:
    """Owe the nearest supervisors one notice of what a member has become, and who gave it.

    ``by``: the member who made the code; None: the operator.
    """
    posts = [post for post in gained if post.role in access.OFFICERS]
    if not posts:
        return
    people = await role_holders.holders_of(session, [post.region for post in posts])
    told: dict[int, list[str]] = {}
    for post in posts:
        for holder in supervisors_above(people[post.region], member.id):
            told.setdefault(holder.member_id, []).append(f"{post.role}@{post.region}")
    giver = await _office(session, by, posts[0]) if told else None
    for supervisor, duties in told.items():
        told_of: dict[str, Any] = {"duties": duties, "by": giver}
        outbox.promise(
            session, KIND, supervisor, now=now, lane=Lane.NOTICE, subject=member.id, **told_of
        )


async def _office(session: AsyncSession, giver: int | None, post: Grant) -> str | None:
    """Return the office in which somebody gave a post; None: the operator did."""
    if giver is None:
        return None
    held = (await alert_access.held_by(session, {giver}))[giver]
    gives = [one for one in held if access.may_give([one], post.role, post.region)]
    return f"{gives[0].role}@{gives[0].region}" if gives else None
