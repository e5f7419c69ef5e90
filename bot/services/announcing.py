"""Whoever is concerned hears of each change: cards are edited, people get news."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from bot import outbox
from bot.models import Delivery, DeliveryStatus, Lane
from bot.services import authors

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Alert

CARDS = ("page", "lease", "alert")  # the kinds of message that show an alert
OUT = (DeliveryStatus.SENT, DeliveryStatus.LEASED)
# An alert that nobody answered for a night has many pages in one chat, which takes one edit a
# second: the newest are edited, a press on an older one is answered with the current card.
CARDS_PER_CHAT = 5


class Shown(NamedTuple):
    """A message that shows an alert. ``message_id`` is None while it is under way."""

    id: int
    kind: str
    member: int
    message_id: int | None
    run: int | None


async def edit_cards(
    session: AsyncSession,
    alert: Alert,
    *,
    now: datetime,
    but: tuple[int, int] | None = None,
) -> None:
    """Owe every chat that shows the alert its newest state, in place.

    A card that is still queued will be rendered as it stands then; one that is under way is edited
    once it has arrived (``page`` names it). ``but``: a member's message that is being edited.
    """
    alert.version += 1
    for card in _newest(await _shown(session, alert)):
        if but == (card.member, card.message_id):
            continue
        more: dict[str, Any] = {} if card.run is None else {"run": card.run}
        if card.message_id is None:
            more["page"] = card.id
        outbox.promise(
            session,
            "alert",
            card.member,
            now=now,
            lane=Lane.REPLY,
            subject=alert.id,
            edits=card.message_id,
            version=alert.version,
            **more,
        )


async def to_reporters(
    session: AsyncSession,
    alert: Alert,
    event: str,
    *,
    now: datetime,
    but: int | None = None,
    **payload: str | Sequence[str] | None,
) -> None:
    """Tell whoever reported the incident, each once about the own first report, by a new message.

    ``but``: a report whose writer knows, since it was they who did it.
    """
    found = await authors.of_incident(session, alert.incident_id)
    more: dict[str, Any] = {key: value for key, value in payload.items() if value is not None}
    if alert.quiet:
        more["quiet"] = True
    told = {one.member_id for one in found if one.report_id == but}
    for one in found:
        if one.member_id not in told:
            told.add(one.member_id)
            outbox.promise(
                session, "report_news", one.member_id, now=now, subject=one.id, event=event, **more
            )


async def to_paged(
    session: AsyncSession,
    alert: Alert,
    event: str,
    *,
    now: datetime,
    but: Collection[int] = (),
    holder: int | None = None,
) -> None:
    """Tell who was paged, and who holds it, by a new message; ``but``: who hear of it anyway.

    ``holder``: who held it until now.
    """
    paged = (card.member for card in await _shown(session, alert) if card.kind == "page")
    for member in dict.fromkeys([*paged, alert.holder_id, holder]):
        if member is not None and member not in but:
            outbox.promise(session, "alert_news", member, now=now, subject=alert.id, event=event)


async def added(session: AsyncSession, alert: Alert, *, again: timedelta, now: datetime) -> None:
    """Tell whoever was paged, in answer to their page, that its reporter said more.

    One message at most in ``again``: what is said meanwhile is told of at its end.
    """
    last = await _last_added(session, alert)
    if last is not None and last > now:
        return  # one is on its way, and speaks of this too
    at = now if last is None else max(now, last + again)
    newest = {card.member: card for card in await _shown(session, alert) if card.kind == "page"}
    for member, card in newest.items():
        outbox.promise(
            session,
            "alert_news",
            member,
            now=now,
            subject=alert.id,
            send_after=at,
            reply_to=card.message_id,
            event="added",
        )


async def _last_added(session: AsyncSession, alert: Alert) -> datetime | None:
    news = select(Delivery.send_after, Delivery.payload).where(
        Delivery.kind == "alert_news", Delivery.subject_id == alert.id
    )
    told = await session.execute(news.order_by(Delivery.send_after.desc()))
    return next((at for at, payload in told if payload["event"] == "added"), None)


async def _shown(session: AsyncSession, alert: Alert) -> Sequence[Shown]:
    """Return the messages that show the alert, the oldest first; those still queued are none."""
    rows = await session.execute(
        select(
            Delivery.id,
            Delivery.kind,
            Delivery.recipient_id,
            Delivery.sent_message_id,
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
        Shown(card, kind, member, message, payload.get("run"))
        for card, kind, member, message, payload in rows
        if "page" not in payload
    ]


def _newest(cards: Sequence[Shown]) -> list[Shown]:
    by_chat: dict[int, list[Shown]] = defaultdict(list)
    for card in cards:
        by_chat[card.member].append(card)
    return [card for chat in by_chat.values() for card in chat[-CARDS_PER_CHAT:]]
