"""Shows a draft's card again when the draft has changed: edited in place, or sent below."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot import outbox
from bot.models import Attachment, Delivery, DeliveryStatus, Draft
from bot.services.reports import buried_card, draft_lookup, newest_card, offered_commands
from bot.services.reports.draft_changes import OPEN

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Member

OUT = (DeliveryStatus.SENT, DeliveryStatus.LEASED)
CARDS = newest_card.SHOWN_BY[newest_card.DRAFT]
# What is sent picture by picture gets a card at its beginning and one at its end, not one for each.
SPACING = timedelta(seconds=2)
# An album comes as one message for each picture; its card waits until they are together.
ALBUM_GATHERS = timedelta(seconds=1)


async def redraw(session: AsyncSession, draft: Draft, *, now: datetime, moves: bool = True) -> None:
    """Owe its writer the card as it stands now, in place of the one they have.

    Where something of ours came below that, as a new message, unless ``moves`` is False. A card
    that is still queued will be rendered as it stands then; one that is under way is edited once it
    has arrived (``follows`` names it).
    """
    cards = await _cards(session, draft)
    shown = _shown(cards)
    if shown is None:
        _owe(session, draft, now=now)
        return
    if shown.status == DeliveryStatus.QUEUED:
        return
    if moves and await buried_card.is_buried(session, shown, now=now):
        _owe(session, draft, now=now, newest=True)
        return
    message = shown.sent_message_id
    if not any(one.status == DeliveryStatus.QUEUED and one.edits == message for one in cards):
        follows: dict[str, Any] = {"follows": shown.id} if message is None else {}
        _owe(session, draft, now=now, edits=message, **follows)


async def show_below(
    session: AsyncSession,
    draft: Draft,
    message: int,
    *,
    album: bool = False,
    now: datetime,
) -> None:
    """Owe its writer the card as a new message below ``message``, which has just joined the draft.

    One that is on its way shows it too. ``album``: more of the same will follow.
    """
    shown = _shown(await _cards(session, draft))
    if shown is not None and shown.status == DeliveryStatus.QUEUED:
        return
    at = now + ALBUM_GATHERS if album else now
    if shown is not None and newest_card.takes_over(shown):
        at = max(at, shown.created_at + SPACING)
    more = {} if shown is None else {"newest": True}
    _owe(session, draft, now=now, send_after=at, reply_to=message, **more)


async def show_below_refusals(
    session: AsyncSession, photos: Collection[int | None], *, now: datetime
) -> None:
    """Owe the cards of open drafts below what was just said of pictures that were not kept."""
    of_photos = select(Attachment.draft_id).where(Attachment.id.in_(photos))
    drafts = select(Draft).where(Draft.id.in_(of_photos), Draft.status == OPEN)
    for draft in (await session.scalars(drafts)).all():
        await redraw(session, draft, now=now)


async def shown_in(session: AsyncSession, member: Member, message: int) -> Draft | None:
    """Return a member's open draft of which a message is part, or that a card of ours shows."""
    draft = await draft_lookup.by_message(session, member, message)
    if draft is None:
        card = select(Delivery.subject_id).where(
            Delivery.recipient_id == member.id,
            Delivery.kind.in_(CARDS),
            Delivery.sent_message_id == message,
        )
        number = await session.scalar(card.order_by(Delivery.id.desc()).limit(1))
        draft = None if number is None else await draft_lookup.load(session, number)
    return draft if draft is not None and draft.status == OPEN else None


async def put_away(
    session: AsyncSession, draft: Draft, *, now: datetime, but: int | None = None
) -> None:
    """Let every card of a draft that was sent say so, without a button; ``but``: one message.

    A card that has not left yet need not come at all; one that points to another does that still.
    What was offered for a misspelt command ends.
    """
    await offered_commands.sent(session, draft, now=now, but=but)
    put = {but} - {None}
    for card in await _cards(session, draft):
        message = card.shown_in
        if card.status == DeliveryStatus.QUEUED:
            card.status = DeliveryStatus.DROPPED
        elif newest_card.is_below(card):
            put.add(message)
        elif message not in put:
            put.add(message)
            under_way = message is None and card.status == DeliveryStatus.LEASED
            follows: dict[str, Any] = {"follows": card.id} if under_way else {}
            _owe(session, draft, now=now, edits=message, closed=True, **follows)


def _owe(session: AsyncSession, draft: Draft, *, now: datetime, **more: Any) -> None:  # noqa: ANN401
    outbox.promise(session, "draft", draft.member_id, now=now, subject=draft.id, **more)


async def _cards(session: AsyncSession, draft: Draft) -> Sequence[Delivery]:
    """Return what shows a draft or will, messages and edits of them, the oldest first.

    What points to another card counts as its message alone, which did.
    """
    await session.flush()
    alive = (DeliveryStatus.QUEUED, *OUT)
    cards = select(Delivery).where(
        Delivery.kind.in_(CARDS), Delivery.subject_id == draft.id, Delivery.status.in_(alive)
    )
    found = (await session.scalars(cards.order_by(Delivery.id))).all()
    return [one for one in found if one.edits is None or not newest_card.is_below(one)]


def _shown(cards: Sequence[Delivery]) -> Delivery | None:
    """Return the newest message that shows the draft's card."""
    return next((one for one in reversed(cards) if one.edits is None), None)
