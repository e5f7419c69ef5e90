"""What a split restores of two incidents beside how their alerts stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain.category import Severity
from bot.domain.merging import raised_severity
from bot.models import Addendum, Incident, Merge, Report
from bot.services.alerts import joined_reports, paging
from bot.services.alerts.alert_events import EventKind, load_events
from bot.services.alerts.joined_reports import CHANGED, REPORT, STAYING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Alert
    from bot.settings import Config


async def restore(
    session: AsyncSession, alert: Alert, merges: Sequence[Merge], *, config: Config
) -> None:
    """Restore reports, and the incident they leave, to what they were before a merge.

    ``merges``: those of the reports that were split off; ``alert``: of the incident they leave.

    1. A kind that officers set meanwhile meant both: each report has its earlier kind again.
    2. The incident is as severe as its remaining reports say, unless an officer set its severity.
    """
    first = min(one.id for one in merges)
    changes = await load_events(session, [alert.incident_id], CHANGED)
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
    """Lower an incident to its severity before the merge, unless worse was reported since."""
    incident = alert.incident
    if before is None:
        return
    left = await joined_reports.earlier_reports(session, incident, None)
    least = raised_severity(
        left.severities, left.people, raised_from=config.limits.merging.raised_from
    )
    severities = [Severity(before), least, *await _severities_since(session, incident.id)]
    worst = max(severities, key=lambda one: one.rank)
    if worst.rank < Severity(incident.severity).rank:
        incident.severity = worst
        alert.policy = paging.policy_snapshot(incident, config)


async def _severities_since(session: AsyncSession, incident_id: int) -> list[Severity]:
    """Return the severities of an incident's addenda, and of other incidents merged into it."""
    of_it = select(Report.id).where(Report.incident_id == incident_id)
    added = select(Addendum.severity).where(Addendum.report_id.in_(of_it))
    put = Merge.into_id == incident_id, Merge.undone_at.is_(None)  # by its index
    put_to_it = select(Incident.severity).join(Merge, Merge.from_id == Incident.id).where(*put)
    severities = [*await session.scalars(added), *await session.scalars(put_to_it)]
    return [Severity(one) for one in severities]
