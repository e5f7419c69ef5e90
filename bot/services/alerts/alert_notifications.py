"""Notifications of an alert's changes: cards are edited, the people concerned get news."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from bot import outbox
from bot.domain.promises.alerts import AlertPromise
from bot.models import Delivery, DeliveryStatus, Lane, promise_data
from bot.services.alerts import status_edits

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Alert

CARDS = ("page", "lease", "alert")  # the kinds of message that show an alert
OUT = (DeliveryStatus.SENT, DeliveryStatus.LEASED)
# Of several pages in one chat only the newest is a card, the older ones point to it. Chats that
# still have several get the newest edited: Telegram allows about one edit a second in a chat.
CARDS_PER_CHAT = 5
# Pictures of one report arrive within this time; one card follows them all.
GATHERS = timedelta(seconds=2)
SAID_MORE = frozenset({"added", "joined"})
ENDS = frozenset({"mistaken", "moved"})  # after these there is nothing to press


class ShownMessage(NamedTuple):
    """A message that shows an alert. ``message_id`` is None while it is being sent."""

    id: int
    kind: str
    member: int
    message_id: int | None
    run: int | None
    below: bool  # a newer message below has replaced it


async def edit_cards(
    session: AsyncSession,
    alert: Alert,
    *,
    now: datetime,
    but: tuple[int, int] | None = None,
    receipts: bool = True,
) -> None:
    """Promise an edit of every card of the alert, to show its newest state.

    A queued card is rendered with the newest state anyway; one that is being sent is edited once it
    has arrived (``page`` names it); one that a newer card has replaced is left. ``but``: a member's
    message that is being edited already. Receipts and notices are edited too, unless the change
    does not concern the alert's state (``receipts`` False).
    """
    alert.version += 1
    for card in _newest([one for one in await _shown(session, alert) if not one.below]):
        if but == (card.member, card.message_id):
            continue
        more: dict[str, Any] = {"edits": card.message_id} if card.message_id else {"page": card.id}
        more |= {"subject": alert.id, "run": card.run, "version": alert.version}
        outbox.promise(session, "alert", card.member, now=now, lane=Lane.REPLY, **more)
    if receipts:
        await status_edits.owe(session, alert.incident_id, now=now)


async def notify_paged(
    session: AsyncSession,
    alert: Alert,
    event: str,
    *,
    now: datetime,
    but: Collection[int] = (),
    holder: int | None = None,
) -> None:
    """Notify those who were paged, and the holder, by a new message; ``but``: not these members.

    If the alert goes on, that message is its card, so that the buttons are below the news.
    ``holder``: who held it until now.
    """
    paged = (card.member for card in await _shown(session, alert) if card.kind == "page")
    for member in dict.fromkeys([*paged, alert.holder_id, holder]):
        if member is None or member in but:
            continue
        if event in ENDS:
            outbox.promise(session, "alert_news", member, now=now, subject=alert.id, event=event)
        else:
            _show_anew(session, alert, member, now=now, event=event)


async def notify_added(  # noqa: PLR0913 - all but two are named
    session: AsyncSession,
    alert: Alert,
    *,
    event: str = "added",
    again: timedelta,
    photos: bool,
    lane: Lane = Lane.REPLY,
    now: datetime,
) -> None:
    """Send those who were paged the card again, because more was reported.

    Of a quiet alert, those who have opened it. ``event``: "added" by its reporter, or "joined" by
    somebody else. ``again``: the shortest time between two such messages; what comes meanwhile is
    shown at its end. ``photos``: pictures came with it, and the card is to be below them. In the
    urgent lane it is sent at once, like a page.
    """
    last, cards = await _last_added(session, alert), await _shown(session, alert)
    paged = dict.fromkeys(one.member for one in cards if one.kind == "page" or alert.quiet)
    if lane is Lane.URGENT:
        _show_all_anew(session, alert, paged, now=now, event=event, lane=lane)
        return
    on_its_way = last is not None and last > now  # it will show this too
    at = now if last is None else max(now, last + again)
    if photos and (on_its_way or at > now):
        await show_below_photos(session, alert, paged, now=now)
    if on_its_way:
        return
    more: dict[str, Any] = {"lane": Lane.NOTICE, "waits": True} if photos else {"lane": lane}
    _show_all_anew(session, alert, paged, now=now, send_after=at, event=event, **more)


def notify_urgently(
    session: AsyncSession, alert: Alert, members: Collection[int], event: str, *, now: datetime
) -> None:
    """Send members the card of an alert that somebody holds already, as urgently as a page."""
    _show_all_anew(session, alert, members, now=now, event=event, lane=Lane.URGENT)


async def show_below_photos(
    session: AsyncSession, alert: Alert, members: Collection[int], *, now: datetime
) -> None:
    """Send members their card again, once, below all the pictures that they are owed."""
    coming = select(Delivery.recipient_id, Delivery.payload).where(
        Delivery.kind == "alert",
        Delivery.subject_id == alert.id,
        Delivery.recipient_id.in_(members),
        Delivery.status == DeliveryStatus.QUEUED,
    )
    await session.flush()
    owed = await session.execute(coming)
    has_one = {member for member, payload in owed if _promise(payload).waits}
    quietly: dict[str, Any] = {"lane": Lane.NOTICE, "waits": True, "silent": True}
    for member in members:
        if member not in has_one:
            _show_anew(session, alert, member, now=now, send_after=now + GATHERS, **quietly)


async def members_shown(session: AsyncSession, alert: Alert) -> set[int]:
    """Return the members who have a message that shows the alert."""
    return {card.member for card in await _shown(session, alert)}


def _show_all_anew(
    session: AsyncSession,
    alert: Alert,
    members: Collection[int],
    *,
    now: datetime,
    **more: Any,  # noqa: ANN401 - what a promise takes
) -> None:
    for member in members:
        _show_anew(session, alert, member, now=now, **more)


def _show_anew(
    session: AsyncSession,
    alert: Alert,
    member: int,
    *,
    now: datetime,
    **more: Any,  # noqa: ANN401 - what a promise takes
) -> None:
    """Send a member the card as a new message; older cards will point to it."""
    more |= {"run": alert.run, "newest": True}
    outbox.promise(session, "alert", member, now=now, subject=alert.id, **more)


async def _last_added(session: AsyncSession, alert: Alert) -> datetime | None:
    news = select(Delivery.send_after, Delivery.payload).where(
        Delivery.kind == "alert", Delivery.subject_id == alert.id, Delivery.edits.is_(None)
    )
    told = await session.execute(news.order_by(Delivery.send_after.desc()))
    return next((at for at, payload in told if _promise(payload).event in SAID_MORE), None)


async def _shown(session: AsyncSession, alert: Alert) -> Sequence[ShownMessage]:
    """Return the messages that show the alert, oldest first, without those still queued."""
    rows = await session.execute(
        select(
            Delivery.id,
            Delivery.kind,
            Delivery.recipient_id,
            Delivery.sent_message_id,
            Delivery.run,
            Delivery.payload,
        )
        .where(
            Delivery.kind.in_(CARDS),
            Delivery.subject_id == alert.id,
            Delivery.edits.is_(None),
            Delivery.status.in_(OUT),
        )
        .order_by(Delivery.id)
    )
    return [
        ShownMessage(card, kind, member, message, run, promise.below)
        for card, kind, member, message, run, payload in rows
        if (promise := _promise(payload)).page is None
    ]


def _promise(payload: Mapping[str, Any]) -> AlertPromise:
    return promise_data.decode_column("alert", payload, AlertPromise) or AlertPromise()


def _newest(cards: Sequence[ShownMessage]) -> list[ShownMessage]:
    by_chat: dict[int, list[ShownMessage]] = defaultdict(list)
    for card in cards:
        by_chat[card.member].append(card)
    return [card for chat in by_chat.values() for card in chat[-CARDS_PER_CHAT:]]
