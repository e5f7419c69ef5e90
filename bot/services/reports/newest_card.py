"""A card that is sent anew below takes the place of those above it, which then point to it.

What may be pressed is to be the last message of a chat: a card that is edited far above is not
seen. So whatever comes between makes the next change a new message, and the older ones lose their
buttons once it has arrived.

A delivery whose payload says ``newest`` takes the place of others; one that says ``below`` has lost
its place, and so does the edit that says so in the chat.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot import outbox
from bot.models import Delivery, DeliveryStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

DRAFT, ALERT = "draft", "alert"
# The kinds of message that show the same thing, by what the edit of one of them is.
SHOWN_BY: Mapping[str, tuple[str, ...]] = {
    DRAFT: ("draft", "draft_categories", "draft_reminder"),
    ALERT: ("page", "alert"),
}


def takes_over(delivery: Delivery) -> bool:
    """Tell whether older cards point to this one once it has arrived."""
    return delivery.edits is None and bool(delivery.payload.get("newest"))


async def point(session: AsyncSession, arrived: Sequence[int], *, now: datetime) -> None:
    """Owe the cards above these, which have just arrived, that they point to them.

    ``arrived``: ids of deliveries for which :func:`takes_over` holds.
    """
    for newer in await session.scalars(select(Delivery).where(Delivery.id.in_(arrived))):
        kind = next(kind for kind, kinds in SHOWN_BY.items() if newer.kind in kinds)
        for older in await _messages(session, kind, newer.subject_id, newer.recipient_id):
            message = older.sent_message_id
            if older.id < newer.id and message is not None and "below" not in older.payload:
                older.payload = {**older.payload, "below": True}
                to = newer.recipient_id
                outbox.promise(
                    session, kind, to, now=now, subject=newer.subject_id, edits=message, below=True
                )


async def newest(
    session: AsyncSession, kind: str, subject: int, member: int, message: int | None
) -> int | None:
    """Return the message that took the place of ``message``; None: it is in its place still."""
    shown = await _messages(session, kind, subject, member)
    if not any(one.sent_message_id == message and "below" in one.payload for one in shown):
        return None
    return shown[-1].sent_message_id


async def is_buried(session: AsyncSession, card: Delivery, *, now: datetime) -> bool:
    """Tell whether a message of ours came, or is about to come, below a card.

    What a person writes is answered; what joins something, its handler knows of.
    """
    await session.flush()
    later = select(Delivery.id).where(
        Delivery.recipient_id == card.recipient_id,
        Delivery.id > card.id,
        Delivery.edits.is_(None),
        Delivery.status.in_(outbox.ALIVE),
        Delivery.send_after <= now,
        Delivery.kind.not_in(outbox.NO_MESSAGES),
    )
    return await session.scalar(later.limit(1)) is not None


async def _messages(
    session: AsyncSession, kind: str, subject: int | None, member: int
) -> Sequence[Delivery]:
    """Return the messages that show one thing to a member and have arrived, the oldest first."""
    wanted = select(Delivery).where(
        Delivery.kind.in_(SHOWN_BY[kind]),
        Delivery.subject_id == subject,
        Delivery.recipient_id == member,
        Delivery.edits.is_(None),
        Delivery.status == DeliveryStatus.SENT,
    )
    return (await session.scalars(wanted.order_by(Delivery.id))).all()
