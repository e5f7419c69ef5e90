"""Whoever made a code hears that it was used, and of whom is meant only what they said themself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot import outbox
from bot.models import Delivery, DeliveryStatus, Invitation, InvitationUse, Lane, MemberGrant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

KIND, REDEEMED, ENDED = "code_used", "redeemed", "code_ended"
GATHERED = timedelta(minutes=5)  # so long uses of a code for many are counted before they are told


async def notify_maker(session: AsyncSession, invitation: Invitation, *, now: datetime) -> None:
    """Owe its maker the news; the operator, who has none, is told nothing.

    1. A code for one person is told at once.
    2. Of one for many the uses of some minutes are told together.
    3. What was told of it before is edited: it counts on, and nobody is rung for it again.
    """
    maker = invitation.created_by
    if maker is None:
        return
    before = await _newest(session, invitation.id) if invitation.reusable else None
    if before is not None and before.status == DeliveryStatus.QUEUED:
        return
    outbox.promise(
        session,
        KIND,
        maker,
        now=now,
        lane=Lane.NOTICE,
        subject=invitation.id,
        send_after=now + GATHERED if invitation.reusable else None,
        edits=before.sent_message_id if before is not None else None,
    )


async def note(
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
