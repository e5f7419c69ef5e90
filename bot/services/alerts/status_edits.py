"""Edits of receipts and notices, which show an incident's state, when that state changes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot import outbox
from bot.domain.promises.reports import ReceiptPromise
from bot.models import Delivery, DeliveryStatus, Lane, Report, ReportAuthor, promise_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

TOLD, RECEIPT = "told", "receipt"
SHOWN = (DeliveryStatus.SENT, DeliveryStatus.LEASED, DeliveryStatus.QUEUED)
PER_CHAT = 5  # of one report in one chat, the newest


async def owe(session: AsyncSession, incident_id: int, *, now: datetime) -> None:
    """Promise edits that bring an incident's receipts and notices up to date.

    A queued message will show the newest state anyway; one that is being sent is edited once it has
    arrived.
    """
    await session.flush()
    by_chat: dict[int, dict[int, Delivery]] = defaultdict(dict)
    for one in await _shown(session, incident_id):
        by_chat[one.recipient_id][one.shown_in or -one.id] = one
    for shown in by_chat.values():
        for one in _newest(shown):
            _owe(session, one, now=now)


async def _shown(session: AsyncSession, incident_id: int) -> Iterable[Delivery]:
    """Return the deliveries that show an incident's state, the oldest first.

    The authors are read by a query of their own: in an OR, PostgreSQL uses no index for a subquery.
    """
    own = (
        select(ReportAuthor.id)
        .join(Report, Report.id == ReportAuthor.report_id)
        .where(Report.incident_id == incident_id)
    )
    authors = (await session.scalars(own)).all()
    receipts = (Delivery.kind == RECEIPT) & Delivery.subject_id.in_(authors)
    told = (Delivery.kind == TOLD) & (Delivery.subject_id == incident_id)
    wanted = select(Delivery).where(receipts | told, Delivery.status.in_(SHOWN))
    return await session.scalars(wanted.order_by(Delivery.id))


def _newest(shown: Mapping[int, Delivery]) -> list[Delivery]:
    """Return the newest messages of a chat that need an edit.

    Left out are those still queued, and those that point to another message or were withdrawn.
    """
    newest = list(shown.values())[-PER_CHAT:]
    return [one for one in newest if one.status != DeliveryStatus.QUEUED and not _is_done(one)]


def _is_done(one: Delivery) -> bool:
    marks = promise_data.marks(one)
    return marks.below or marks.withdrawn


def _owe(session: AsyncSession, shown: Delivery, *, now: datetime) -> None:
    message = shown.shown_in
    receipt = promise_data.decode_column(RECEIPT, shown.payload, ReceiptPromise)
    asks = receipt is not None and receipt.asks
    more: dict[str, Any] = {"asks": True} if asks else {}
    if message is None:
        more["follows"] = shown.id
    outbox.promise(
        session,
        shown.kind,
        shown.recipient_id,
        now=now,
        lane=Lane.NOTICE,
        subject=shown.subject_id,
        edits=message,
        status=True,
        **more,
    )
