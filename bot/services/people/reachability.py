"""Reachability: failed deliveries, members who blocked the bot, members who are back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.domain.escalation import AlertStatus
from bot.models import Alert, Delivery, Member
from bot.services.alerts import (
    conversation,
    handover,
    lifecycle,
    reporter_notifications,
    return_notice,
    unclaimed_reports,
    unreachable_contacts,
)
from bot.services.digests import digest_pictures
from bot.services.people import command_menus, page_tests
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Config


async def undelivered(
    session: AsyncSession, delivery: Delivery, *, gone: bool, config: Config, now: datetime
) -> None:
    """Handle a delivery that failed for good, in the transaction that settles it.

    1. ``gone`` (blocked, deleted): the member is unreachable until they come back, and what paged
       nobody is theirs no more.
    2. A page: the alert goes on to its next contact at once, unless the step reached another.
    3. The question to a holder who is gone: the lease lapses at once.
    4. A question to a reporter: whoever asked is told.
    5. A test page has failed.
    6. A picture or document of a summary that Telegram did not take: its reader is told.
    """
    if gone:
        await _lose(session, delivery.recipient_id, config=config, now=now)
    if delivery.kind == "page":
        await unreachable_contacts.page_failed(session, delivery, gone=gone, now=now)
    elif delivery.kind == "lease" and delivery.subject_id is not None:
        await unreachable_contacts.release_unreachable_holder(
            session, delivery.subject_id, delivery.recipient_id, now=now
        )
    elif delivery.kind == conversation.QUESTION:
        await conversation.undelivered(session, delivery, now=now)
    elif delivery.kind in digest_pictures.FILES and not gone:
        digest_pictures.refused(session, delivery, now)
    elif delivery.kind == "test_page" and delivery.subject_id is not None:
        await page_tests.fail_test(session, delivery.subject_id, now, config, at_once=True)


async def gone(session: AsyncSession, member: Member, *, now: datetime) -> None:
    """Mark a member who blocked the bot; what they were paged for goes on to the next contact."""
    await _mark(session, member.id, now)
    pages = await session.scalars(
        select(Delivery)
        .join(Alert, Alert.id == Delivery.subject_id)
        .where(
            Delivery.kind == "page",
            Delivery.recipient_id == member.id,
            Delivery.run == Alert.run,
            Delivery.position == Alert.position - 1,
            Alert.status == AlertStatus.OPEN,
        )
    )
    for page in pages.all():
        await unreachable_contacts.page_failed(session, page, gone=True, now=now)


async def blocked(session: AsyncSession, member: Member, *, config: Config, now: datetime) -> None:
    """Notice that a member blocked the bot; what they had in hand or were told of goes on."""
    await _lose(session, member.id, config=config, now=now)
    await gone(session, member, now=now)


async def back(session: AsyncSession, member: Member, *, now: datetime) -> None:
    """Reach a member again (``grants`` are loaded), who wrote or unblocked the bot.

    Alerts that nobody could be paged for look again at once; they are shown what is open, and what
    became of their own reports.
    """
    if member.unreachable_at is None:
        return
    since, member.unreachable_at = member.unreachable_at, None
    role_holders.forget(session)
    await lifecycle.retry_unreached(session, member.id, member.held, now=now)
    return_notice.promise(session, member.id, member.held, since=since, now=now)
    await reporter_notifications.owe_missed(session, member.id, since=since, now=now)
    command_menus.owe(session, member.id, now=now)


async def _lose(session: AsyncSession, member_id: int, *, config: Config, now: datetime) -> None:
    """Mark a member, and once let go on what paged nobody: nothing else would ask them for it."""
    if await _mark(session, member_id, now):
        await handover.release_unreachable(session, member_id, now=now)
        await unclaimed_reports.inform_successors(session, member_id, (), config=config, now=now)


async def _mark(session: AsyncSession, member_id: int, now: datetime) -> bool:
    """Note that a member cannot be reached; False: it was known."""
    await session.flush()
    marked = await session.scalar(
        update(Member)
        .where(Member.id == member_id, Member.unreachable_at.is_(None))
        .values(unreachable_at=now)
        .returning(Member.id)
    )
    role_holders.forget(session)
    return marked is not None
