"""Whoever made a code hears that it was used, and of whom is meant only what they said themself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot import outbox
from bot.models import (
    Delivery,
    DeliveryStatus,
    Invitation,
    InvitationUse,
    Lane,
    MemberGrant,
    promise_data,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

KIND, LIST, REDEEMED, ENDED = "code_used", "codes_used", "redeemed", "code_ended"
GATHERED = timedelta(minutes=5)  # so long uses are gathered before they are told together


async def notify_maker(session: AsyncSession, invitation: Invitation, *, now: datetime) -> None:
    """Owe its maker the news; the operator, who has none, is told nothing.

    1. A code for one person is told at once; more of the same maker within some minutes of it are
       told together, in one list.
    2. Of one for many the uses of some minutes are told together.
    3. What was told of it before is edited: it counts on, and nobody is rung for it again.
    """
    if invitation.created_by is None:
        return
    if invitation.reusable:
        await _count_on(session, invitation, now)
    else:
        await _tell_of_one(session, invitation.created_by, invitation.id, now)


async def _count_on(session: AsyncSession, invitation: Invitation, now: datetime) -> None:
    before = await _newest(session, invitation.id)
    if before is not None and before.status == DeliveryStatus.QUEUED:
        return
    outbox.promise(
        session,
        KIND,
        invitation.created_by,
        now=now,
        lane=Lane.NOTICE,
        subject=invitation.id,
        send_after=now + GATHERED,
        edits=before.sent_message_id if before is not None else None,
    )


async def _tell_of_one(session: AsyncSession, maker: int, code: int, now: datetime) -> None:
    """Tell of it at once, or put it to what is told at the end of some minutes."""
    before = await _told_last(session, maker)
    if before is None or before.send_after <= now - GATHERED:
        outbox.promise(session, KIND, maker, now=now, lane=Lane.NOTICE, subject=code)
    elif before.kind == LIST and before.status == DeliveryStatus.QUEUED:
        promise_data.mark(before, until=now.isoformat())
    else:
        outbox.promise(
            session,
            LIST,
            maker,
            now=now,
            lane=Lane.NOTICE,
            send_after=before.send_after + GATHERED,
            since=now.isoformat(),
            until=now.isoformat(),
        )


async def _told_last(session: AsyncSession, maker: int) -> Delivery | None:
    """Return what a maker was told last of codes for one person; its row is held until the commit.

    So the sender finds all that was put to it.
    """
    single = select(Invitation.id).where(
        Invitation.created_by == maker, Invitation.reusable.is_(False)
    )
    told = (
        select(Delivery)
        .where(
            Delivery.recipient_id == maker,
            Delivery.lane == Lane.NOTICE,
            (Delivery.kind == LIST) | ((Delivery.kind == KIND) & Delivery.subject_id.in_(single)),
        )
        .order_by(Delivery.id.desc())
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(told)).first()


async def used_between(
    session: AsyncSession, maker: int, since: datetime, until: datetime
) -> Sequence[Invitation]:
    """Return the codes for one person that a maker's people used then, the first use first."""
    used = (
        select(Invitation)
        .where(
            Invitation.created_by == maker,
            Invitation.reusable.is_(False),
            Invitation.used_at.between(since, until),
        )
        .order_by(Invitation.used_at, Invitation.id)
    )
    return (await session.scalars(used)).all()


async def record(
    session: AsyncSession, invitation: Invitation, member_id: int, *, now: datetime
) -> None:
    """Note that a code let somebody in."""
    if await session.get(InvitationUse, (invitation.id, member_id)) is None:
        session.add(InvitationUse(invitation_id=invitation.id, member_id=member_id, first_at=now))


async def uses(session: AsyncSession, invitation: Invitation) -> int:
    """Return how many people a code brought in; whoever used it twice counts once."""
    people = select(func.count()).select_from(InvitationUse)
    of = InvitationUse.invitation_id == invitation.id
    return await session.scalar(people.where(of)) or 0


async def given(session: AsyncSession, invitation: Invitation) -> Sequence[MemberGrant]:
    """Return the posts that a code for one person gave and that hold still."""
    theirs = select(MemberGrant).where(
        MemberGrant.member_id == invitation.used_by,
        MemberGrant.role == invitation.role,
        MemberGrant.granted_at == invitation.used_at,
        MemberGrant.ended_at.is_(None),
    )
    return (await session.scalars(theirs)).all()


async def _newest(session: AsyncSession, invitation_id: int) -> Delivery | None:
    told = select(Delivery).where(Delivery.kind == KIND, Delivery.subject_id == invitation_id)
    return (await session.scalars(told.order_by(Delivery.id.desc()).limit(1))).first()
