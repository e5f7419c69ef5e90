"""Asks a reporter, a day after their report was closed, whether it is solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot import outbox
from bot.domain.contact import may_write
from bot.domain.escalation import AlertStatus
from bot.domain.outcomes import OUTCOMES
from bot.models import Incident, Lane, Report, ReportAuthor
from bot.services.reports import report_authors

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Config

KIND = "solved_question"


async def schedule(session: AsyncSession, incident_id: int, *, at: datetime) -> None:
    """Note when each reporter of an incident will be asked, each about the own first report."""
    found = await report_authors.of_incident(session, incident_id, not_withdrawn=True)
    for one in report_authors.first_of_each(found):
        one.ask_solved_at = at


async def ask(session: AsyncSession, author_id: int, now: datetime, config: Config) -> None:
    """Ask whether it is solved, where it is closed so still and its writer may be written to.

    What was opened again and ended as nothing, or by its reporter, is not asked about.
    """
    claim = await session.execute(
        update(ReportAuthor)
        .where(ReportAuthor.id == author_id, ReportAuthor.ask_solved_at <= now)
        .values(ask_solved_at=None)
        .returning(ReportAuthor.member_id, ReportAuthor.allows_contact)
    )
    asked = claim.first()
    if asked is None:
        return
    of_report = (
        select(Report.category)
        .join(Incident, Incident.id == Report.incident_id)
        .join(ReportAuthor, ReportAuthor.report_id == Report.id)
        .where(ReportAuthor.id == author_id, Incident.status == AlertStatus.CLOSED)
        .where(Incident.outcome.in_(OUTCOMES))
    )
    code = await session.scalar(of_report)
    if code is None:
        return
    confidential = config.category(code).is_confidential
    if may_write(asked.allows_contact, confidential=confidential, asks=True):
        outbox.promise(session, KIND, asked.member_id, now=now, lane=Lane.NOTICE, subject=author_id)
