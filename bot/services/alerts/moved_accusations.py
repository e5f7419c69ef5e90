"""What is against an officer is read by none whom it names: where it goes, and who comes later."""

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


async def go_past(
    session: AsyncSession, incident: Incident, village: Region, config: Config, vault: Vault
) -> bool:
    """Let an incident go past everybody in a village, and above, whom its words name.

    True: its kind is another one now, by which the caller writes down a policy anew.
    """
    if incident.category not in AGAINST:
        return False
    held = await accused_officers.serving(session, [village], vault)
    return await _raise(session, incident, held[village.code], config)


async def kind_past(
    session: AsyncSession, incident: Incident, kind: str, config: Config, vault: Vault
) -> str:
    """Return a kind, or where that is against an officer the one past whoever the words name."""
    if kind not in AGAINST:
        return kind
    held = await accused_officers.serving(session, [incident.village], vault)
    text = "\n".join(await _said(session, incident.id))
    return accused_officers.listed(raised(kind, text, held[incident.village_code]), config)


async def newly_held(
    session: AsyncSession,
    member_id: int,
    posts: Collection[Grant],
    config: Config,
    vault: Vault,
    *,
    now: datetime,
) -> list[int]:
    """Let what names a member go past them, before they read it by posts that they just got.

    They were not on any list when it was sent, or served elsewhere. Whoever reads it now is told,
    or its reporter that nobody does. Returns the incidents that others read from now on, so that
    the caller hides them. It costs one statement where nobody leads by them.
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
            await _pass_on(session, incident, config, now)
            raised_ones.append(incident.id)
    return raised_ones


async def newly_lying(
    session: AsyncSession,
    villages: Collection[str],
    config: Config,
    vault: Vault,
    *,
    now: datetime,
) -> None:
    """Let what lies in these villages since a decree go past whoever it names and serves there."""
    for incident in await _against(session, Incident.village_code.in_(villages)):
        if await go_past(session, incident, incident.village, config, vault):
            await _pass_on(session, incident, config, now)


async def _against(session: AsyncSession, where: ColumnElement[bool]) -> Sequence[Incident]:
    """Return what is against officers somewhere, with village and alert."""
    against = select(Incident).where(Incident.category.in_(AGAINST), where)
    loaded = against.options(joinedload(Incident.village), joinedload(Incident.alert))
    return (await session.scalars(loaded)).all()


async def _pass_on(
    session: AsyncSession, incident: Incident, config: Config, now: datetime
) -> None:
    """Let a report that was raised reach who reads it now; whoever held it may read it no more."""
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
    text = "\n".join(await _said(session, incident.id))
    kind = accused_officers.listed(raised(incident.category, text, serving), config)
    if kind == incident.category:
        return False
    incident.category = kind
    await session.execute(
        update(Report).where(Report.incident_id == incident.id).values(category=kind)
    )
    return True


async def _said(session: AsyncSession, incident: int) -> Sequence[str]:
    """Return all that was written about an incident by whoever reported it."""
    await session.flush()
    reports = select(Report.id).where(Report.incident_id == incident)
    told = (
        select(Report.text).where(Report.incident_id == incident),
        select(Addendum.text).where(Addendum.report_id.in_(reports)),
        select(ConversationMessage.text).where(ConversationMessage.report_id.in_(reports)),
    )
    return [text for each in told for text in await session.scalars(each) if text]
