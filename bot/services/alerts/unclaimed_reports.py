"""Informs the next recipients of unclaimed reports when those informed may no longer read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot import outbox
from bot.domain.access import LEADERS
from bot.domain.accusation import AGAINST
from bot.domain.escalation import AlertStatus
from bot.models import Delivery, Incident
from bot.places.region_filters import inside
from bot.services.alerts import alert_access, paging, reporter_notifications
from bot.services.reports import report_authors
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.settings import Config


async def inform_successors(
    session: AsyncSession, member_id: int, held: Sequence[Grant], *, config: Config, now: datetime
) -> None:
    """Inform the next recipients of reports that a member was informed of and may no longer read.

    ``held``: the posts by which they may read it still; of who cannot be reached none. Where
    somebody who was told reads it still, nobody else need be; where nobody is left who could work
    it, its reporters are told so.
    """
    for incident in await _told(session, member_id, now - config.limits.unpaged.listed_for):
        kind = config.category(incident.category)
        if not alert_access.is_told(incident, kind.recipients, held):
            await inform_next(session, incident, kind.recipients, config=config, now=now)


async def inform_new_holder(
    session: AsyncSession, posts: Collection[Grant], *, config: Config, now: datetime
) -> None:
    """Inform the holder of new posts of reports against officers that no superior has read yet.

    It was kept while nobody was there to read it, however long ago that was.
    """
    leading = [post for post in posts if post.role in LEADERS]
    if not leading:
        return
    for incident in await _against(session, {post.region for post in leading}):
        recipients = config.category(incident.category).recipients
        if alert_access.is_told(incident, recipients, leading):
            await inform_next(session, incident, recipients, config=config, now=now)


async def inform_new_supervisors(
    session: AsyncSession, villages: Collection[str], *, config: Config, now: datetime
) -> None:
    """Inform those who lead these villages since a decree of unread reports against officers."""
    for incident in await _against(session, villages):
        recipients = config.category(incident.category).recipients
        await inform_next(session, incident, recipients, config=config, now=now)


async def inform_next(
    session: AsyncSession,
    incident: Incident,
    recipients: Sequence[str],
    *,
    config: Config,
    now: datetime,
) -> None:
    """Inform the recipients of an unclaimed report, unless one was informed who still reads it.

    Where nobody is left who could work it, its reporters are told so.
    """
    reporters = await report_authors.members_of(session, incident.id)
    named = await paging.informed_holders(session, incident, recipients, paged=False)
    people = [one for one in named if one.member_id not in reporters and not one.unreachable]
    had = await _had(session, incident.id)
    if any(had.get(one.member_id) for one in people):
        return
    new = [one for one in people if one.member_id not in had]
    paging.inform(session, incident, new, run=0, now=now)
    everybody = await role_holders.holders(session, incident.village_code)
    policy = paging.policy_snapshot(incident, config)
    if not new and not alert_access.anybody_works(policy, everybody, incident.village_code):
        await reporter_notifications.notify_unread(session, incident.id, now=now)


async def _against(session: AsyncSession, regions: Collection[str]) -> Sequence[Incident]:
    """Return the unclaimed incidents against officers in these regions."""
    waiting = select(Incident).where(
        Incident.category.in_(AGAINST),
        Incident.status == AlertStatus.RECORDED,
        inside(Incident.village_code, regions),
    )
    return (await session.scalars(waiting.order_by(Incident.id))).all()


async def _told(session: AsyncSession, member_id: int, since: datetime) -> Sequence[Incident]:
    """Return the unclaimed incidents of which a member was informed since then, oldest first."""
    wanted = select(Incident).where(
        Incident.id.in_(alert_access.told_to(member_id)),
        Incident.status == AlertStatus.RECORDED,
        Incident.opened_at > since,
    )
    return (await session.scalars(wanted.order_by(Incident.opened_at, Incident.id))).all()


async def _had(session: AsyncSession, incident_id: int) -> dict[int | None, bool]:
    """Return the members informed of an incident, and whether the message reached them."""
    told = select(Delivery.recipient_id, Delivery.status).where(
        Delivery.kind == "told",
        Delivery.subject_id == incident_id,
        Delivery.edits.is_(None),
    )
    rows = (await session.execute(told)).all()
    return {member: status in outbox.OWED_OR_SENT for member, status in rows}
