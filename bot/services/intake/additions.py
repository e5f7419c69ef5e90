"""Additions to a person's own report, by a new message that names its ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.domain.accusation import AGAINST
from bot.domain.alias import NOBODY
from bot.domain.category import OTHER
from bot.domain.escalation import AlertStatus
from bot.domain.ticket import read_ticket
from bot.models import Alert, Incident, Report, ReportAuthor
from bot.services.intake import repeat_callers
from bot.services.intake.repeat_callers import Raised

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Config


async def named(
    session: AsyncSession, report: Report, *, pages: bool, config: Config
) -> Raised | None:
    """Return the alert that a report adds to; None: it names none, or is one of its own.

    1. It is its writer's own, and pages: a report that paged nobody stands in the next digest, and
       what is added to it afterwards would not.
    2. Whoever was paged for it may read the new words too, and is who must hear of them.
    3. The report then is of the same place, and tells no more of its writer than the first did.
    """
    ticket = read_ticket(report.text)
    if ticket is None:
        return None
    await session.flush()  # the one before may be of this very batch
    row = (await session.execute(_own(report.writer, ticket))).first()
    if row is None or not _belongs(report, row.Alert, pages=pages, config=config):
        return None
    village = row.Alert.incident.village
    report.village, report.village_code = village, village.code
    report.anonymous = report.anonymous or row.anonymous
    return Raised(row.Alert, 0, hidden=row.alias.startswith(NOBODY))


def _own(writer: int | None, ticket: str) -> Select[Alert, bool, str]:
    return (
        select(Alert, Report.anonymous, Report.alias)
        .join(Incident, Incident.id == Alert.incident_id)
        .join(Report, Report.incident_id == Incident.id)
        .join(ReportAuthor, ReportAuthor.report_id == Report.id)
        .where(
            ReportAuthor.member_id == writer,
            Report.ticket == ticket,
            Alert.status != AlertStatus.CLOSED,
            Alert.quiet.is_(False),
        )
        .options(joinedload(Alert.incident).joinedload(Incident.village))
    )


def _belongs(report: Report, alert: Alert, *, pages: bool, config: Config) -> bool:
    category = config.categories.get(report.category, config.categories[OTHER])
    if category.code in AGAINST and category.code != alert.incident.category:
        return False  # it goes past whoever reads the first
    quiet = not pages and not category.is_confidential
    return quiet or repeat_callers.joins(report, alert, config)
