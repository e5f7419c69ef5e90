"""Passes an alert on to a village's watch and forum: only its holder may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import literal, select

from bot import outbox
from bot.domain.access import Role
from bot.domain.escalation import HELD
from bot.models import Alert, Delivery, DeliveryStatus, Lane, Merge
from bot.services.reports import report_authors
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.oncall import Holder
    from bot.settings import Config

RELAYED, ENDED = "relayed", "relay_ended"
GOT = (DeliveryStatus.SENT, DeliveryStatus.LEASED)
HELPERS = (Role.WATCH, Role.FORUM, Role.VILLAGE_HEAD, Role.BABINSA)


def may(alert: Alert, member_id: int, config: Config) -> bool:
    """Tell whether a member may pass an alert on: its holder, while it goes on.

    Nothing that is hidden. What was put to another incident is over, too: its words stand there.
    """
    category, goes_on = config.category(alert.incident.category), alert.status in HELD
    return alert.holder_id == member_id and goes_on and not category.is_hidden


async def helpers(session: AsyncSession, alert: Alert) -> list[Holder]:
    """Return who would hear of it: each once, but neither its holder nor its reporters."""
    people = await role_holders.holders(session, alert.incident.village_code)
    reporters = await report_authors.of_incident(session, alert.incident_id)
    know = {alert.holder_id, *(one.member_id for one in reporters)}
    found = {
        holder.member_id: holder
        for holder in people
        if holder.role in HELPERS and not holder.unreachable and holder.member_id not in know
    }
    return list(found.values())


async def send(session: AsyncSession, alert: Alert, *, now: datetime) -> int:
    """Owe each of them the words, once a run; return how many people it was now."""
    sent = select(Delivery.promise_key).where(
        Delivery.kind == RELAYED, Delivery.subject_id == alert.id
    )
    before = set(await session.scalars(sent))
    keys = {
        holder.member_id: f"{RELAYED}:{alert.id}:{alert.run}:{holder.member_id}"
        for holder in await helpers(session, alert)
    }
    owed = {member: key for member, key in keys.items() if key not in before}
    for member, key in owed.items():
        outbox.promise(
            session, RELAYED, member, now=now, lane=Lane.NOTICE, subject=alert.id, key=key
        )
    return len(owed)


async def tell_end(session: AsyncSession, alert: Alert, *, now: datetime) -> None:
    """Owe whoever it was passed on to, once, that it was closed (``alert`` knows its incident).

    So does who got what was put to it. Its reporters have news of their own. Where nothing was
    passed on it costs one statement.
    """
    await session.flush()
    newest = await _passed_on(session, alert)
    if not newest:
        return
    reporters = await report_authors.members_of(session, alert.incident_id)
    owed = {f"{ENDED}:{of}": member for member, of in newest.items() if member not in reporters}
    told = set(
        await session.scalars(select(Delivery.promise_key).where(Delivery.promise_key.in_(owed)))
    )
    for key, member in owed.items():
        if key not in told:
            lane = Lane.NOTICE
            outbox.promise(session, ENDED, member, now=now, lane=lane, subject=alert.id, key=key)


async def _passed_on(session: AsyncSession, alert: Alert) -> Mapping[int, str | None]:
    """Return who got an alert, or those whose reports stand in it now, with the newest's key."""
    put = select(literal(alert.incident_id, Merge.into_id.type).label("incident")).cte(
        "put", recursive=True
    )
    before = select(Merge.from_id).join(put, Merge.into_id == put.c.incident)
    put = put.union(before.where(Merge.undone_at.is_(None), Merge.from_id.is_not(None)))
    got = (
        select(Delivery.recipient_id, Delivery.promise_key)
        .join(Alert, Alert.id == Delivery.subject_id)
        .join(put, put.c.incident == Alert.incident_id)
        .where(Delivery.kind == RELAYED, Delivery.status.in_(GOT))
        .order_by(Delivery.id)
    )
    return dict((await session.execute(got)).all())
