"""Puts a report to the open incident of which it is: nobody is called twice, and all read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.domain import alert_transfer
from bot.domain.category import Severity
from bot.domain.merging import raised
from bot.models import Merge, Report, ReportAuthor, new_id
from bot.services.alerts import alert_notifications, alert_state, lifecycle, paging
from bot.services.alerts.alert_events import EventKind, record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Incident
    from bot.settings import Config

JOINED = "joined"
STAYING, REPORT = "staying", "report"
# What an officer changes of all reports of an incident, by the line that says so.
CHANGED: Mapping[EventKind, Sequence[str]] = {
    EventKind.RECLASSIFIED: ("category", "severity"),
    EventKind.REGRADED: ("severity",),
    EventKind.RETIMED: ("ongoing",),
}


@dataclass(frozen=True, slots=True)
class Reported:
    """Who reported an incident up to now, and how bad they found it.

    ``anonymous``: whether the one who is asked about did so anonymously; None: not at all.
    """

    people: int
    severities: Sequence[Severity]
    anonymous: bool | None


def kept(report: Report, into: Incident) -> dict[str, Any]:
    """Return as JSON what a report was called, and how bad the incident was that it is put to.

    It is kept with its merger, for a split.
    """
    columns = {column for changed in CHANGED.values() for column in changed}
    of_report = {column: getattr(report, column) for column in sorted(columns)}
    return {REPORT: of_report, STAYING: into.severity}


async def reported(session: AsyncSession, incident: Incident, member: int | None) -> Reported:
    """Return it, for a member who reports it now."""
    await session.flush()  # the one before may be of this very batch
    rows = await session.execute(
        select(Report.severity, Report.anonymous, Report.alias, ReportAuthor.member_id)
        .outerjoin(ReportAuthor, ReportAuthor.report_id == Report.id)
        .where(Report.incident_id == incident.id)
    )
    found = list(rows)
    own = [row.anonymous for row in found if row.member_id == member is not None]
    return Reported(
        people=len({row.member_id or row.alias for row in found}),
        severities=[Severity(row.severity) for row in found],
        anonymous=any(own) if own else None,
    )


async def join(
    session: AsyncSession,
    report: Report,
    before: Reported,
    *,
    pages: bool,
    config: Config,
    now: datetime,
) -> None:
    """Put a report that was just made to its incident (loaded, with its village and its alert).

    1. How it can be taken out again is written down.
    2. Many different reporters raise the severity; what pages by its writer's tap pages.
    3. Whoever was called, or has opened it, reads the words on their card, which comes anew below.
    """
    incident, own = report.incident, before.anonymous is not None
    if not own:
        stood = kept(report, incident)
        session.add(
            Merge(id=new_id(), at=now, report_id=report.id, into_id=incident.id, before=stood)
        )
    severities = [*before.severities, Severity(report.severity)]
    raise_severity(incident, severities, before.people + (not own), config)
    alert = incident.alert
    if pages and (alert is None or alert.quiet):
        await call(session, report, config=config, now=now)
    elif alert is not None:
        kind = EventKind.ADDED if own else EventKind.JOINED
        paged = pages and await lifecycle.resume_paging(session, alert, now=now)
        await _tell(session, report, kind, paged=paged, config=config, now=now)


def raise_severity(
    incident: Incident, severities: Sequence[Severity], people: int, config: Config
) -> None:
    """Let an incident be as bad as its worst report, and worse where many people report it."""
    worst = raised(severities, people, raised_from=config.limits.merging.raised_from)
    make_worse(incident, worst, config)


def make_worse(incident: Incident, severity: Severity, config: Config) -> bool:
    """Let an incident be as bad as this, if that is worse; False: it is not.

    What is under way follows the policy of what it has become.
    """
    if severity.rank <= Severity(incident.severity).rank:
        return False
    incident.severity = severity
    if incident.alert is not None:
        incident.alert.policy = paging.policy_snapshot(incident, config)
    return True


async def _tell(
    session: AsyncSession,
    report: Report,
    kind: EventKind,
    *,
    paged: bool,
    config: Config,
    now: datetime,
) -> None:
    """Show it on the cards, and once more below; ``paged``: not where a page shows it just now."""
    alert = report.incident.alert
    if alert is None:
        return
    record(session, alert, kind, now=now)
    await alert_notifications.edit_cards(session, alert, now=now, receipts=paged)
    photos = [photo.id for photo in report.attachments]
    if photos:
        members = await paging.members_with_card(session, alert)
        await paging.show_photos(session, alert, members, now=now, photos=photos, followed=False)
    again = config.limits.repeat_calls.heard_again
    if not paged:
        await alert_notifications.added(
            session, alert, event=kind, again=again, photos=bool(photos), now=now
        )


async def call(
    session: AsyncSession,
    report: Report,
    *,
    kind: EventKind = EventKind.JOINED,
    priority: int = 0,
    config: Config,
    now: datetime,
) -> None:
    """Call whoever is on call for what called nobody until now, from the first step.

    All of it follows the policy as it stands now. ``report.attachments`` are loaded.
    """
    incident, alert = report.incident, report.incident.alert
    if alert is None:
        alert = await lifecycle.begin(
            session, incident, report, priority=priority, config=config, now=now
        )
    else:
        alert.policy = paging.policy_snapshot(incident, config)
        alert_state.write(alert, alert_transfer.begin_paging(alert_state.read(alert), now).state)
        called = await paging.page_due_step(session, alert, now=now)
        await paging.inform_recipients(session, alert, {*called, report.writer}, now=now)
    record(session, alert, kind, now=now)
    await alert_notifications.edit_cards(session, alert, now=now)
    called = await paging.paged_members(session, alert)
    await paging.show_photos(session, alert, called, now=now)
