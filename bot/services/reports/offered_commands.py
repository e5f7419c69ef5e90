"""The offer of the command that a misspelt one means ends once its message is mended or sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot import outbox
from bot.domain.command import nearest
from bot.domain.promises.reports import CommandPromise
from bot.models import Delivery, DeliveryStatus, promise_data

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Draft, Member

OFFER = "meant"


async def mended(
    session: AsyncSession, member: Member, message: int, command: str, *, now: datetime
) -> None:
    """End what was offered for a member's message that begins with another command now, or none.

    What it was offered for stays on offer where ``command`` is misspelt in another way.
    """
    answers = Delivery.recipient_id == member.id, Delivery.reply_to == message
    for offer in await _offers(session, *answers):
        meant = _command(offer)
        near = nearest(command, (meant,)) if command else None
        if command == meant or near is None or near[0] != meant:
            _end(session, offer, meant, now=now)


async def sent(
    session: AsyncSession, draft: Draft, *, now: datetime, but: int | None = None
) -> None:
    """End what was offered for a draft that was sent; ``but``: the message that was pressed."""
    for offer in await _offers(session, Delivery.subject_id == draft.id):
        if but is None or offer.sent_message_id != but:
            _end(session, offer, _command(offer), now=now)


def _command(offer: Delivery) -> str:
    return promise_data.decode(offer, CommandPromise).command


async def _offers(session: AsyncSession, *which: ColumnElement[bool]) -> Sequence[Delivery]:
    """Return the offers that stand in a chat, or will; what was pressed may have replaced one."""
    await session.flush()
    wanted = select(Delivery).where(
        Delivery.kind == OFFER,
        Delivery.edits.is_(None),
        Delivery.status.in_(outbox.OWED_OR_SENT),
        *which,
    )
    offers = (await session.scalars(wanted.order_by(Delivery.id))).all()
    if not offers:
        return offers
    edited = select(Delivery.edits).where(
        Delivery.recipient_id == offers[0].recipient_id,
        Delivery.edits.in_([one.sent_message_id for one in offers]),
    )
    replaced = set(await session.scalars(edited))
    return [one for one in offers if one.sent_message_id not in replaced]


def _end(session: AsyncSession, delivery: Delivery, command: str, *, now: datetime) -> None:
    """Take the button from an offer; one that has not left yet need not come at all."""
    if delivery.status == DeliveryStatus.QUEUED:
        delivery.status = DeliveryStatus.DROPPED
        return
    message = delivery.sent_message_id
    more: dict[str, Any] = {"command": command, "closed": True}
    if message is None:
        more["follows"] = delivery.id
    to, of = delivery.recipient_id, delivery.subject_id
    outbox.promise(session, OFFER, to, now=now, subject=of, edits=message, **more)
