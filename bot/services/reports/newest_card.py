"""A card that is sent anew below takes the place of those above it, which then point to it.

What may be pressed is to be the last message of a chat: a card that is edited far above is not
seen. So whatever comes between makes the next change a new message, and the older ones lose their
buttons once it has arrived.

A delivery whose promise says ``newest`` takes the place of others; one that says ``below`` has lost
its place, and so does the edit that says so in the chat.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from bot import outbox
from bot.domain.promises.base import PromiseData
from bot.models import Delivery, DeliveryStatus, promise_data
from bot.models.unindexed import Unindexed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

DRAFT, ALERT, RECEIPT = "draft", "alert", "receipt"
# The kinds of message that show the same thing, by what the edit of one of them is.
SHOWN_BY: Mapping[str, tuple[str, ...]] = {
    DRAFT: ("draft", "draft_categories", "draft_reminder"),
    ALERT: ("page", "alert", "lease"),
    RECEIPT: ("receipt",),
}
EDITED = frozenset({RECEIPT})  # what may have begun as another message: a draft's card
# Of what others change too an edit may wait, which would make a card of it again.
CHANGED = frozenset({ALERT, RECEIPT})
_READ = "newest_card.preload"
# Written once: every batch with a press asks.
_ARRIVED = (
    select(Delivery)
    .where(
        Delivery.kind.in_(bindparam("kinds", expanding=True)),
        Delivery.subject_id.in_(bindparam("subjects", expanding=True)),
        Unindexed(Delivery.status) == DeliveryStatus.SENT,
    )
    .order_by(Delivery.id)
)
_PLACES = select(
    Delivery.recipient_id, Delivery.sent_message_id, Delivery.kind, Delivery.payload
).where(
    Delivery.kind.in_(bindparam("kinds", expanding=True)),
    Delivery.subject_id.in_(bindparam("subjects", expanding=True)),
    Delivery.sent_message_id.in_(bindparam("messages", expanding=True)),
)
_OF_ONE = _ARRIVED.where(Unindexed(Delivery.recipient_id) == bindparam("member"))


def takes_over(delivery: Delivery) -> bool:
    """Tell whether older cards point to this one once it has arrived."""
    return delivery.edits is None and promise_data.marks(delivery).newest


def is_below(delivery: Delivery) -> bool:
    """Tell whether a message has lost its place to another, or is the edit that says so."""
    return promise_data.marks(delivery).below


async def point(session: AsyncSession, arrived: Sequence[int], *, now: datetime) -> None:
    """Promise that the older cards above these new ones point down to them.

    ``arrived``: ids of deliveries for which :func:`takes_over` holds.
    """
    for newer in await session.scalars(select(Delivery).where(Delivery.id.in_(arrived))):
        kind = next(kind for kind, kinds in SHOWN_BY.items() if newer.kind in kinds)
        which = {"kinds": SHOWN_BY[kind], "subjects": [newer.subject_id]}
        arrived_before = await session.scalars(_OF_ONE, {**which, "member": newer.recipient_id})
        shown = _messages(kind, arrived_before.all())
        lowest = max([newer, *filter(takes_over, shown)], key=_lies)  # they may overtake each other
        for older in shown:
            message = older.sent_message_id
            if _lies(older) < _lies(lowest) and message is not None and not is_below(older):
                promise_data.mark(older, below=True)
                await _forget_edits(session, kind, newer.recipient_id, message)
                to = newer.recipient_id
                outbox.promise(
                    session, kind, to, now=now, subject=newer.subject_id, edits=message, below=True
                )


async def preload(session: AsyncSession, kind: str, subjects: Collection[int]) -> None:
    """Read at once what shows these to anybody, so that :func:`newest` asks for none of them.

    What arrives is written down in other transactions than this.
    """
    known: dict[tuple[str, int | None], list[Delivery]] = session.info.setdefault(_READ, {})
    unread = [one for one in subjects if (kind, one) not in known]
    if unread:
        known |= {(kind, one): [] for one in unread}
        which = {"kinds": SHOWN_BY[kind], "subjects": unread}
        for delivery in await session.scalars(_ARRIVED, which):
            known[kind, delivery.subject_id].append(delivery)


async def newest(
    session: AsyncSession, kind: str, subject: int, member: int, message: int | None
) -> int | None:
    """Return the message that took the place of ``message``; None: it is in its place still."""
    await preload(session, kind, [subject])
    arrived: Sequence[Delivery] = session.info[_READ][kind, subject]
    shown = _messages(kind, [one for one in arrived if one.recipient_id == member])
    if not any(one.sent_message_id == message and is_below(one) for one in shown):
        return None
    return shown[-1].sent_message_id


async def pointers(session: AsyncSession, kind: str, deliveries: Collection[Delivery]) -> set[int]:
    """Return those among these that point to a newer card: as promised, or by now.

    An edit that is tried again, or was promised in the moment in which the newer card arrived,
    comes after the one that points to that: rendered as it was meant it would be a second card.
    """
    said = {one.id for one in deliveries if is_below(one)}
    edits = {
        one.id: (one.recipient_id, one.edits)
        for one in deliveries
        if one.edits is not None and one.id not in said
    }
    if not edits:
        return said
    which = {
        "kinds": SHOWN_BY[kind],
        "subjects": list({one.subject_id for one in deliveries}),
        "messages": list({message for _, message in edits.values()}),
    }
    below = {
        (member, message)
        for member, message, of, payload in await session.execute(_PLACES, which)
        if (shown := promise_data.decode_column(of, payload, PromiseData)) and shown.below
    }
    return said | {one for one, place in edits.items() if place in below}


def _messages(kind: str, arrived: Sequence[Delivery]) -> Sequence[Delivery]:
    """Return the messages among what arrived of one thing at one member, the oldest first."""
    if kind not in EDITED:
        return sorted((one for one in arrived if one.edits is None), key=_lies)
    newest = {_lies(one): one for one in arrived}  # of each message
    return [newest[message] for message in sorted(newest)]


def _lies(shown: Delivery) -> int:
    """Return where a message lies in its chat: the later, the lower, whenever it was promised."""
    return shown.sent_message_id or 0


async def _forget_edits(session: AsyncSession, kind: str, member: int, message: int) -> None:
    """Drop queued edits of messages that point to a newer card now."""
    if kind in CHANGED:
        await session.execute(
            update(Delivery)
            .where(
                Delivery.kind.in_(SHOWN_BY[kind]),
                Delivery.recipient_id == member,
                Delivery.edits == message,
                Delivery.status == DeliveryStatus.QUEUED,
            )
            .values(status=DeliveryStatus.DROPPED)
        )
