"""What follows from the results of promises, written in the same transaction as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot import outbox
from bot.models import Delivery, DeliveryStatus
from bot.outbox import Settlement
from bot.services.people import reachability
from bot.services.reports import draft_card, newest_card
from bot.transport.card_sender import Outcome, SendResult

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Config

log = structlog.get_logger()

# A delivery, how it is written down, and what went wrong with it.
Result = tuple[Delivery, Settlement, Outcome | None]


def decides(result: Result) -> bool:
    """Tell whether a result has consequences: a next contact, a card that replaces others."""
    return result[2] is not None or bool(_newest([result]) or _refused([result]))


async def write(
    session: AsyncSession, results: Sequence[Result], *, config: Config, now: datetime
) -> None:
    """Page who comes next, point older cards to new ones, and forget whose a photo was."""
    for delivery, _, outcome in results:
        if outcome is not None:
            await _undelivered(session, delivery, outcome, config, now)
    if newest := _newest(results):
        await newest_card.point(session, newest, now=now)
    if refused := _refused(results):
        await draft_card.show_below_refusals(session, refused, now=now)
    if of_photos := [one.id for one, _, _ in results if one.kind in outbox.PHOTO_KINDS]:
        await outbox.forget_photos(session, Delivery.id.in_(of_photos))


async def _undelivered(
    session: AsyncSession, delivery: Delivery, outcome: Outcome, config: Config, now: datetime
) -> None:
    """A page that reaches nobody goes on to the next contact in the same transaction."""
    log.warning("undelivered", kind=delivery.kind, error=outcome.error)
    gone = outcome.result is SendResult.UNREACHABLE
    await reachability.undelivered(session, delivery, gone=gone, config=config, now=now)


def _newest(results: Iterable[Result]) -> list[int]:
    """Return the cards among these that have arrived and replace older ones."""
    return [
        one.id
        for one, settlement, _ in results
        if settlement.status is DeliveryStatus.SENT and newest_card.takes_over(one)
    ]


def _refused(results: Iterable[Result]) -> list[int | None]:
    """Return the pictures among these whose sender was told that they were refused."""
    return [
        one.subject_id
        for one, settlement, _ in results
        if one.kind in outbox.PHOTO_KINDS and settlement.message_id is not None
    ]
