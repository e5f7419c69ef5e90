"""A draft's card is drawn again where it lies, when its draft has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from bot import outbox
from bot.models import Delivery, DeliveryStatus

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Draft

OUT = (DeliveryStatus.SENT, DeliveryStatus.LEASED)
CARDS = ("draft", "draft_categories", "draft_reminder")


async def redraw(session: AsyncSession, draft: Draft, *, now: datetime) -> None:
    """Owe its writer the card as it stands now, in place of the one they have.

    A card that is still queued will be rendered as it stands then; one that is under way is edited
    once it has arrived (``follows`` names it).
    """
    await session.flush()
    cards = (
        select(
            Delivery.id,
            Delivery.status,
            func.coalesce(Delivery.sent_message_id, Delivery.edits),
        )
        .where(Delivery.kind.in_(CARDS), Delivery.subject_id == draft.id)
        .order_by(Delivery.id.desc())
        .limit(1)
    )
    newest = (await session.execute(cards)).first()
    if newest is not None and newest[1] == DeliveryStatus.QUEUED:
        return
    shown = newest[2] if newest is not None else None
    under_way = newest is not None and newest[1] == DeliveryStatus.LEASED and shown is None
    follows: dict[str, Any] = {"follows": newest[0]} if newest is not None and under_way else {}
    to = draft.member_id
    outbox.promise(session, "draft", to, now=now, subject=draft.id, edits=shown, **follows)


async def put_away(
    session: AsyncSession, draft: Draft, *, now: datetime, but: int | None = None
) -> None:
    """Let every card of a draft that was sent say so, without a button; ``but``: one message.

    A card that has not left yet need not come at all.
    """
    await session.flush()
    waiting = (
        update(Delivery)
        .where(
            Delivery.kind.in_(CARDS),
            Delivery.subject_id == draft.id,
            Delivery.status == DeliveryStatus.QUEUED,
        )
        .values(status=DeliveryStatus.DROPPED)
    )
    await session.execute(waiting.execution_options(synchronize_session="fetch"))
    shown = select(Delivery.id, Delivery.sent_message_id, Delivery.edits, Delivery.status).where(
        Delivery.kind.in_(CARDS), Delivery.subject_id == draft.id, Delivery.status.in_(OUT)
    )
    put = {but} - {None}
    for card, sent, edited, status in (await session.execute(shown.order_by(Delivery.id))).all():
        message = sent if sent is not None else edited
        if message in put:
            continue
        put.add(message)
        under_way = message is None and status == DeliveryStatus.LEASED
        follows: dict[str, Any] = {"follows": card} if under_way else {}
        to = draft.member_id
        outbox.promise(
            session, "draft", to, now=now, subject=draft.id, edits=message, closed=True, **follows
        )
