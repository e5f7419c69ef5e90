"""Whom a batch of cards is for: the members, and which of the duties named they lead now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from bot.domain.promises.alerts import DutiesPromise
from bot.models import Member, promise_data
from bot.services.alerts import alert_access
from bot.services.alerts.alert_events import read_office, read_offices
from bot.views.office import regions_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.models import Delivery, Region
    from bot.views.render_context import RenderContext


async def members(context: RenderContext, deliveries: Sequence[Delivery]) -> dict[int, Member]:
    """Return the recipients by id, with their grants and village; nobody who was erased."""
    wanted = (
        select(Member)
        .where(Member.id.in_({one.recipient_id for one in deliveries}), Member.erased_at.is_(None))
        .options(selectinload(Member.grants), joinedload(Member.village))
    )
    return {member.id: member for member in await context.session.scalars(wanted)}


async def led_duties(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> list[tuple[Delivery, Sequence[str]]]:
    """Return the deliveries, with their duties, whose readers lead one of these duties now."""
    held = await alert_access.held_by(context.session, {one.recipient_id for one in deliveries})
    named = [(one, promise_data.decode(one, DutiesPromise).duties) for one in deliveries]
    return [
        (one, duties)
        for one, duties in named
        if alert_access.leads(held[one.recipient_id], read_offices(duties))
    ]


async def regions_of_duties(context: RenderContext, offices: Sequence[str]) -> dict[str, Region]:
    """Return the regions of ``role@region`` offices, by code."""
    held = [read_office(office) for office in offices]
    return await regions_of(context.session, {one.region for one in held if one is not None})
