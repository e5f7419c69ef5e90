"""Test pages: sends one, notes that it was heard, and tells supervisors of those that were not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from bot import outbox
from bot.models import Lane, Member, TestPage, new_id
from bot.services.people.duty import duties_of, supervisors_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Config


async def test(session: AsyncSession, member: Member, *, now: datetime, config: Config) -> TestPage:
    """Send a page to oneself; an older one that is still unanswered does not count any more."""
    await session.execute(
        update(TestPage)
        .where(TestPage.member_id == member.id, TestPage.due_at.is_not(None))
        .values(due_at=None)
    )
    patience = config.limits.test_page.patience
    page = TestPage(id=new_id(), member_id=member.id, created_at=now, due_at=now + patience)
    session.add(page)
    outbox.promise(session, "test_page", member.id, now=now, lane=Lane.URGENT, subject=page.id)
    return page


async def hear(session: AsyncSession, test_id: int, member: Member, *, now: datetime) -> bool:
    """Count a test page as heard. False: it is not this member's, or was heard before."""
    page = await session.get(TestPage, test_id)
    if page is None or page.member_id != member.id or page.answered_at is not None:
        return False
    page.answered_at, page.due_at = now, None
    return True


async def heard_since(session: AsyncSession, member_id: int, since: datetime) -> int:
    """Return how many test pages a member has heard since then."""
    counted = (
        select(func.count())
        .select_from(TestPage)
        .where(TestPage.member_id == member_id, TestPage.answered_at >= since)
    )
    return (await session.scalar(counted)) or 0


async def fail_test(
    session: AsyncSession, test_id: int, now: datetime, config: Config, *, at_once: bool = False
) -> None:
    """Write down that a test page was not heard, and show it to the supervisor.

    ``at_once``: it came back, there is nothing to wait for.
    """
    del config
    late = TestPage.due_at.is_not(None) if at_once else TestPage.due_at <= now
    member_id = await session.scalar(
        update(TestPage)
        .where(TestPage.id == test_id, late, TestPage.answered_at.is_(None))
        .values(due_at=None, failed_at=now)
        .returning(TestPage.member_id)
    )
    if member_id is None:
        return
    duties = await duties_of(session, member_id)
    for supervisor in await supervisors_of(session, member_id, duties):
        outbox.promise(
            session,
            "test_failed",
            supervisor,
            now=now,
            lane=Lane.NOTICE,
            subject=test_id,
            duties=[f"{duty.role}@{duty.region}" for duty in duties],
        )
