"""Passes an alert on to a village's watch and forum: only its holder may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot import outbox
from bot.domain.access import Role
from bot.domain.escalation import HELD
from bot.models import Delivery, Lane
from bot.services.reports import report_authors
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.oncall import Holder
    from bot.models import Alert
    from bot.settings import Config

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
        Delivery.kind == "relayed", Delivery.subject_id == alert.id
    )
    before = set(await session.scalars(sent))
    keys = {
        holder.member_id: f"relayed:{alert.id}:{alert.run}:{holder.member_id}"
        for holder in await helpers(session, alert)
    }
    owed = {member: key for member, key in keys.items() if key not in before}
    for member, key in owed.items():
        outbox.promise(
            session, "relayed", member, now=now, lane=Lane.NOTICE, subject=alert.id, key=key
        )
    return len(owed)
