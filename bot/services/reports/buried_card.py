"""Whether something came below a card: then its next change is a message of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import false, select

from bot import outbox
from bot.models import Delivery, promise_data

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession


async def is_buried(session: AsyncSession, card: Delivery, *, now: datetime) -> bool:
    """Tell whether a message of ours came, or is about to come, below a card.

    What a person writes is answered; what joins something, its handler knows of. A picture that is
    looked at is a message only where it was refused; what was said of it before a card that is
    under way yet stands above that.
    """
    await session.flush()
    comes = (
        (Delivery.id > card.id)
        & (Delivery.send_after <= now)
        & Delivery.kind.not_in(outbox.KINDS_WITHOUT_MESSAGE)
    )
    lies_at = await _lies_at(session, card)
    refused = (
        false()
        if lies_at is None
        else Delivery.kind.in_(outbox.PHOTO_KINDS) & (Delivery.sent_message_id > lies_at)
    )
    later = select(Delivery.id).where(
        Delivery.recipient_id == card.recipient_id,
        Delivery.edits.is_(None),
        Delivery.status.in_(outbox.OWED_OR_SENT),
        comes | refused,
    )
    return await session.scalar(later.limit(1)) is not None


async def _lies_at(session: AsyncSession, card: Delivery) -> int | None:
    """Return the message that a card is, or that its edit waits to change; None: under way yet."""
    shown: Delivery | None = card
    while shown is not None and shown.sent_message_id is None:
        follows = promise_data.marks(shown).follows
        if follows is None:
            break
        shown = await session.get(Delivery, follows)
    return None if shown is None else shown.sent_message_id
