"""A case that others read from now on is hidden from whoever had read it until then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bot.models import DeliveryStatus, Member
from bot.services.alerts import case_lookup, moved_accusations
from bot.services.alerts.case_lookup import CaseReader
from bot.services.people import revocation, shown_reports
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.models import Incident
    from bot.settings import Config
    from bot.vault import Vault


async def hide(session: AsyncSession, incident_id: int, *, config: Config, now: datetime) -> None:
    """Withdraw what shows an incident to those who read it no more.

    1. What is owed to them is not sent; cards, words and pictures are emptied.
    2. Of what is confidential now, lists that were made since it was reported are emptied too.
    """
    await session.flush()
    incident = await case_lookup.load(session, incident_id)
    if incident is None:
        return
    holders = await role_holders.holders(session, incident.village_code)
    people = await shown_reports.readers_of(session, incident.id)
    people |= {holder.member_id for holder in holders}
    wanted = select(Member).where(Member.id.in_(people)).options(selectinload(Member.grants))
    for member in (await session.scalars(wanted)).all():
        await _hide_from(session, member, incident, config=config, now=now)


async def hide_from_new_holder(
    session: AsyncSession,
    member_id: int,
    posts: Collection[Grant],
    config: Config,
    vault: Vault,
    *,
    now: datetime,
) -> None:
    """Let what names a member go past them, and hide it from whoever reads it no more."""
    hidden = await moved_accusations.bypass_new_holder(
        session, member_id, posts, config, vault, now=now
    )
    for incident in hidden:
        await hide(session, incident, config=config, now=now)


async def _hide_from(
    session: AsyncSession, member: Member, incident: Incident, *, config: Config, now: datetime
) -> None:
    lost = await shown_reports.lost(session, member, config, incident.id)
    for one in lost:
        if one.is_owed:
            one.delivery.status = DeliveryStatus.DROPPED
    shown = [one for one in lost if not one.is_owed]
    await revocation.withdraw(session, shown, others=True, now=now)
    reader = CaseReader(member.id, member.held, config, now)
    is_secret = config.category(incident.category).is_confidential
    if is_secret and not await case_lookup.may_work(session, incident, reader):
        for listed in await shown_reports.lists(session, member):
            if listed.created_at >= incident.opened_at:
                revocation.blank(session, listed, others=True, now=now)
