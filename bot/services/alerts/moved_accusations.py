"""What is against an officer is read by none whom it names, in another village either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.domain.accusation import AGAINST, raised
from bot.models import Addendum, ConversationMessage, Report
from bot.services.staffing import accused_officers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Incident, Region
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
    text = "\n".join(await _said(session, incident.id))
    kind = accused_officers.listed(raised(incident.category, text, held[village.code]), config)
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
