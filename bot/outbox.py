"""The outbox: promises are written in the transaction that makes them true, leased, and settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import selectinload

from bot.models import (
    Delivery,
    DeliveryStatus,
    Lane,
    Member,
    new_id,
    promise_data,
    unit_of_work,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

# Longer than a call to Telegram may take. If a process is killed, another one waits so long before
# it leases the same deliveries; the process itself frees them when it starts again.
LEASE = timedelta(seconds=30)


OWED = (DeliveryStatus.QUEUED, DeliveryStatus.LEASED)
OWED_OR_SENT = (*OWED, DeliveryStatus.SENT)  # it did not fail
# The sender's statements are built once: building one costs as much as running it.
_SETTLE = (
    update(Delivery.__table__)  # type: ignore[arg-type]
    .where(Delivery.__table__.c.id == bindparam("of"))
    .values(
        status=bindparam("status"),
        sent_message_id=func.coalesce(bindparam("message"), Delivery.sent_message_id),
        sent_at=bindparam("at"),
        error=bindparam("why"),
        attempts=Delivery.attempts + bindparam("tried"),
        send_after=func.coalesce(
            bindparam("again", type_=Delivery.send_after.type), Delivery.send_after
        ),
        leased_by=None,
        lease_until=None,
    )
)
_FREE = or_(
    Delivery.status == DeliveryStatus.QUEUED,
    (Delivery.status == DeliveryStatus.LEASED)
    & (Delivery.lease_until < bindparam("now", type_=Delivery.send_after.type)),
)
_DUE = (
    select(Delivery.id)
    .where(
        _FREE,
        Delivery.lane.in_(bindparam("lanes", expanding=True)),
        Delivery.send_after <= bindparam("now", type_=Delivery.send_after.type),
    )
    .order_by(Delivery.lane, Delivery.priority, Delivery.send_after, Delivery.id)
    .limit(bindparam("most", type_=Integer))
)
# The condition that something is due, for :func:`due_parameters`.
ANYTHING_DUE = exists(_DUE)
_FIRST_FREE = _DUE.with_for_update(skip_locked=True).cte("free")
_LEASE = (
    update(Delivery)
    .where(Delivery.id.in_(select(_FIRST_FREE.c.id)), _FREE)
    .values(
        status=DeliveryStatus.LEASED,
        leased_by=bindparam("owner"),
        lease_until=bindparam("until", type_=Delivery.send_after.type),
    )
    .returning(Delivery)
    .options(
        selectinload(Delivery.recipient).load_only(  # what a card, its sound and its chat need
            *(Member.language, Member.sealed_id, Member.sealed_name),
            *(Member.silent_from, Member.silent_until, Member.silent_zone),
            raiseload=True,
        )
    )
)
# Jobs on a photo. Once settled they forget its id, which would link its sender to the report.
PHOTO_KINDS = ("photo_check", "photo_erase")
KINDS_WITHOUT_MESSAGE = (
    *PHOTO_KINDS,
    "menu",
)  # these show no message in a chat, or another one


@dataclass(frozen=True, slots=True)
class Settlement:
    """The result of a leased promise. ``retry_at`` set: it is still owed, from then on."""

    delivery_id: int
    status: DeliveryStatus
    message_id: int | None = None
    error: str | None = None
    retry_at: datetime | None = None
    attempted: bool = True


# ``key`` is unique for ever: a second promise with it fails the transaction. ``payload`` holds
# codes, numbers and our own sentences, never what a person wrote.
def promise(  # noqa: PLR0913 - the columns of a promise; all but the first three are named
    session: AsyncSession,
    kind: str,
    to: int | None,
    *,
    now: datetime,
    lane: Lane = Lane.REPLY,
    priority: int = 0,
    subject: int | None = None,
    key: str | None = None,
    send_after: datetime | None = None,
    edits: int | None = None,
    reply_to: int | None = None,
    run: int | None = None,
    position: int | None = None,
    **payload: Any,  # noqa: ANN401 - JSON
) -> None:
    """Queue a message of this ``kind`` for member ``to``; it is rendered when it is sent.

    ``to`` None: a job of the bot itself, such as the erasure of a file. ``payload``: the fields of
    the kind's class in ``bot.domain.promises.kinds``. Raises PromiseError for an unknown field. The
    row is visible to queries after the next flush.
    """
    promise_data.check(kind, payload)
    row: dict[str, object] = {"id": new_id(), "kind": kind, "subject_id": subject, "lane": lane}
    row |= {"recipient_id": to, "priority": priority, "run": run, "position": position}
    row |= {"payload": payload, "promise_key": key, "edits": edits, "reply_to": reply_to}
    row |= {"created_at": now, "send_after": send_after or now}
    unit_of_work.add_row(session, Delivery, row)


def due_parameters(now: datetime) -> dict[str, Any]:
    """Return the parameters of :data:`ANYTHING_DUE`: whether a lease would find something."""
    return {"now": now, "lanes": list(Lane), "most": 1}


async def lease(
    session: AsyncSession, owner: str, *, now: datetime, limit: int, lanes: Sequence[Lane]
) -> list[Delivery]:
    """Take up to ``limit`` due promises of these lanes, urgent first, for :data:`LEASE`.

    Within a lane a person's first goes before another's second: the lower ``priority`` is first.

    One conditional UPDATE finds, by the index, what is due and free or whose lease ran out, and
    claims it: whoever else looks finds it taken, and passes over what is just being claimed.
    """
    claim = {"now": now, "lanes": list(lanes), "most": limit, "owner": owner, "until": now + LEASE}
    taken = await session.scalars(_LEASE, claim, execution_options={"synchronize_session": False})
    return sorted(taken, key=lambda one: (one.lane, one.priority, one.send_after, one.id))


async def settle(
    session: AsyncSession, settlements: Sequence[Settlement], *, now: datetime
) -> None:
    """Store the results of leased promises, all in one statement."""
    connection = await session.connection()
    await connection.execute(_SETTLE, [_row(item, now) for item in settlements])


async def forget_photos(session: AsyncSession, *which: ColumnElement[bool]) -> None:
    """Clear the photo's id in settled deliveries of :data:`PHOTO_KINDS`."""
    done = Delivery.kind.in_(PHOTO_KINDS), ~Delivery.status.in_(OWED)
    await session.execute(
        update(Delivery).where(*which, *done).values(subject_id=None),
        execution_options={"synchronize_session": False},
    )


async def reclaim(session: AsyncSession, owner: str) -> None:
    """Release what this owner had leased when it was killed: it may not have been sent."""
    await session.execute(
        update(Delivery)
        .where(Delivery.status == DeliveryStatus.LEASED, Delivery.leased_by == owner)
        .values(status=DeliveryStatus.QUEUED, leased_by=None, lease_until=None)
    )


def _row(item: Settlement, now: datetime) -> dict[str, Any]:
    return {
        "of": item.delivery_id,
        "status": item.status,
        "message": item.message_id,
        "at": now if item.status is DeliveryStatus.SENT else None,
        "why": item.error[:200] if item.error else None,
        "tried": int(item.attempted),
        "again": item.retry_at,
    }
