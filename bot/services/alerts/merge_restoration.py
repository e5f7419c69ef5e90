"""What a split restores of two incidents beside how their alerts stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain.category import Severity
from bot.domain.merging import raised
from bot.models import Addendum, Incident, Merge, Report
from bot.services.alerts import joined_reports, paging
from bot.services.alerts.alert_events import EventKind, lines
from bot.services.alerts.joined_reports import CHANGED, REPORT, STAYING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Alert
    from bot.settings import Config


async def restore(
    session: AsyncSession, alert: Alert, merges: Sequence[Merge], *, config: Config
) -> None:
    """Let reports and the incident that stayed be what they were before they were put together.

    ``merges``: of the reports, which stand in their own incident again; ``alert``: of the other.

    1. What officers called them since meant both: each report is again what it was called before.
    2. The other one is as bad as what is left says, unless an officer has said how bad it is.
    """
    first = min(one.id for one in merges)
    changes = await lines(session, [alert.incident_id], CHANGED)
    newer = {EventKind(one.kind) for one in changes if one.id > first}  # ids follow the time
    for one in merges:
        await _restore_report(session, one, newer)
    if newer.isdisjoint({EventKind.RECLASSIFIED, EventKind.REGRADED}):
        await _restore_severity(session, alert, (merges[0].before or {}).get(STAYING), config)


async def _restore_report(session: AsyncSession, one: Merge, newer: Collection[EventKind]) -> None:
    before = (one.before or {}).get(REPORT)
    report = await session.get(Report, one.report_id)
    if before is None or report is None:  # it was merged by an earlier version
        return
    for column in {column for kind in newer for column in CHANGED[kind]}:
        if column != "ongoing" or report.ongoing is False:  # its writer may say that it goes on
            setattr(report, column, before[column])


async def _restore_severity(
    session: AsyncSession, alert: Alert, before: str | None, config: Config
) -> None:
    """Let an incident be no worse than it was, or than what was said of it since."""
    incident = alert.incident
    if before is None:
        return
    left = await joined_reports.earlier_reports(session, incident, None)
    least = raised(left.severities, left.people, raised_from=config.limits.merging.raised_from)
    said = [Severity(before), least, *await _said_since(session, incident.id)]
    worst = max(said, key=lambda one: one.rank)
    if worst.rank < Severity(incident.severity).rank:
        incident.severity = worst
        alert.policy = paging.policy_snapshot(incident, config)


async def _said_since(session: AsyncSession, incident_id: int) -> list[Severity]:
    """Return how bad what was added to an incident's reports is, and what else was put to it."""
    of_it = select(Report.id).where(Report.incident_id == incident_id)
    added = select(Addendum.severity).where(Addendum.report_id.in_(of_it))
    put = Merge.into_id == incident_id, Merge.undone_at.is_(None)  # by its index
    put_to_it = select(Incident.severity).join(Merge, Merge.from_id == Incident.id).where(*put)
    said = [*await session.scalars(added), *await session.scalars(put_to_it)]
    return [Severity(one) for one in said]
