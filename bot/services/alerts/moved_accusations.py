"""Keeps incidents against officers from those they name, also after a move or a new post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from bot.domain.access import LEADERS, covers
from bot.domain.accusation import AGAINST, Serving, raised
from bot.domain.escalation import AlertStatus
from bot.models import Addendum, ConversationMessage, Incident, Report
from bot.places.region_filters import inside
from bot.services.alerts import alert_access, lifecycle, paging, unclaimed_reports
from bot.services.staffing import accused_officers

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.models import Region
    from bot.settings import Config
    from bot.vault import Vault


async def bypass_accused(
    session: AsyncSession, incident: Incident, village: Region, config: Config, vault: Vault
) -> bool:
    """Change an incident's category to one that the officers it names, there or above, do not read.

    True: it was changed, and the caller must store its policy anew.
    """
    if incident.category not in AGAINST:
        return False
    held = await accused_officers.serving(session, [village], vault)
    return await _raise(session, incident, held[village.code], config)


async def bypassing_kind(
    session: AsyncSession, incident: Incident, kind: str, config: Config, vault: Vault
) -> str:
    """Return a kind; if it is against officers, the one that bypasses those whom the text names."""
    if kind not in AGAINST:
        return kind
    held = await accused_officers.serving(session, [incident.village], vault)
    text = "\n".join(await _texts(session, incident.id))
    return accused_officers.listed_kind(raised(kind, text, held[incident.village_code]), config)


async def bypass_new_holder(
    session: AsyncSession,
    member_id: int,
    posts: Collection[Grant],
    config: Config,
    vault: Vault,
    *,
    now: datetime,
) -> list[int]:
    """Reroute incidents that name a member, before new posts let them read these.

    When the incident was reported they held no post there. Its new readers are informed, or its
    reporter that there are none. Returns the incidents rerouted, so that the caller hides them. It
    costs nothing if none of the posts is a leader's.
    """
    leading = [post for post in posts if post.role in LEADERS]
    raised_ones: list[int] = []
    if not leading:
        return raised_ones
    regions = {post.region for post in leading}
    for incident in await _against(session, inside(Incident.village_code, regions)):
        names = await accused_officers.names_of(session, member_id, incident.village, vault)
        here = [post.region for post in leading if covers(post.region, incident.village_code)]
        serving = [Serving(own, region, leads=True) for own in names for region in here]
        if await _raise(session, incident, serving, config):
            await _notify_new_readers(session, incident, config, now)
            raised_ones.append(incident.id)
    return raised_ones


async def bypass_new_officers(
    session: AsyncSession,
    villages: Collection[str],
    config: Config,
    vault: Vault,
    *,
    now: datetime,
) -> None:
    """Reroute incidents that a decree moved to these villages past the officers there they name."""
    for incident in await _against(session, Incident.village_code.in_(villages)):
        if await bypass_accused(session, incident, incident.village, config, vault):
            await _notify_new_readers(session, incident, config, now)


async def _against(session: AsyncSession, where: ColumnElement[bool]) -> Sequence[Incident]:
    """Return the incidents against officers that match, with village and alert."""
    against = select(Incident).where(Incident.category.in_(AGAINST), where)
    loaded = against.options(joinedload(Incident.village), joinedload(Incident.alert))
    return (await session.scalars(loaded)).all()


async def _notify_new_readers(
    session: AsyncSession, incident: Incident, config: Config, now: datetime
) -> None:
    """Release a rerouted incident from a holder who may not read it, and inform its new readers."""
    alert = incident.alert
    if alert is not None:
        alert.policy = paging.policy_snapshot(incident, config)
    if alert is not None and alert.holder_id is not None:
        holder = alert.holder_id
        held = (await alert_access.held_by(session, {holder}))[holder]
        await lifecycle.release_unanswerable(session, holder, held, now=now)
    elif incident.status == AlertStatus.RECORDED:
        recipients = config.category(incident.category).recipients
        await unclaimed_reports.inform_next(session, incident, recipients, config=config, now=now)


async def _raise(
    session: AsyncSession, incident: Incident, serving: Sequence[Serving], config: Config
) -> bool:
    text = "\n".join(await _texts(session, incident.id))
    kind = accused_officers.listed_kind(raised(incident.category, text, serving), config)
    if kind == incident.category:
        return False
    incident.category = kind
    await session.execute(
        update(Report).where(Report.incident_id == incident.id).values(category=kind)
    )
    return True


async def _texts(session: AsyncSession, incident: int) -> Sequence[str]:
    """Return all texts that the reporters of an incident wrote about it."""
    await session.flush()
    reports = select(Report.id).where(Report.incident_id == incident)
    told = (
        select(Report.text).where(Report.incident_id == incident),
        select(Addendum.text).where(Addendum.report_id.in_(reports)),
        select(ConversationMessage.text).where(ConversationMessage.report_id.in_(reports)),
    )
    return [text for each in told for text in await session.scalars(each) if text]
