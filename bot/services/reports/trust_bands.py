"""In which band a reporter's earlier reports are, and whether it may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, func, select, update

from bot.domain.outcomes import FALSE_REPORT
from bot.domain.trust import band
from bot.models import Incident, Member, Report, ReportAuthor
from bot.services.reports import report_authors

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Draft
    from bot.settings import Config

REAL = ("handled", "forwarded")
_SHOWN_TO = "trust_bands.shown"


async def refresh(session: AsyncSession, incident_id: int, config: Config) -> None:
    """Work out anew the bands of whoever reported an incident that was closed or opened again.

    Neither confidential reports count nor anonymous ones: nothing is to be seen of them elsewhere.
    """
    members = await report_authors.members_of(session, incident_id)
    hidden = config.confidential_kinds
    ended = {
        name: func.sum(case((Incident.outcome.in_(outcomes), 1), else_=0))
        for name, outcomes in (("real", REAL), ("false", (FALSE_REPORT,)))
    }
    counted = (
        select(ReportAuthor.member_id, ended["real"], ended["false"])
        .join(Report, Report.id == ReportAuthor.report_id)
        .join(Incident, Incident.id == Report.incident_id)
        .where(ReportAuthor.member_id.in_(members), Report.anonymous.is_(False))
        .where(Report.category.not_in(hidden))
        .group_by(ReportAuthor.member_id)
    )
    found = {member: band(real, false) for member, real, false in await session.execute(counted)}
    for member in members:
        trust = found.get(member)
        await session.execute(update(Member).where(Member.id == member).values(trust=trust))


async def shown_band(
    session: AsyncSession, writer: Member | None, draft: Draft, config: Config
) -> str | None:
    """Return the band that is shown with a report of a draft; None: there is none, or too few.

    Where so few people of the village are in it that it would tell who reported, nothing is shown.
    For whoever is in none, as most are, it costs no statement.
    """
    if writer is None or writer.trust is None or writer.village_code != draft.village_code:
        return None
    known: dict[tuple[str, str | None], int] = session.info.setdefault(_SHOWN_TO, {})
    key = writer.trust, writer.village_code
    if key not in known:
        there = Member.village_code == writer.village_code, Member.trust == writer.trust
        living = select(func.count()).select_from(Member).where(Member.erased_at.is_(None), *there)
        known[key] = await session.scalar(living) or 0
    return writer.trust if known[key] >= config.limits.reporter.role_shown_from else None
