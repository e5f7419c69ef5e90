"""Submits a draft as a report, exactly once; pages or tells whom its category names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.domain import alias, calendar, paging_rules
from bot.models import Member, loaded_rows
from bot.services.alerts import joined_reports, lifecycle
from bot.services.intake import (
    corrections,
    late_photos,
    new_reports,
    open_reports,
    repeat_callers,
    send_limits,
    similar_incidents,
)
from bot.services.reports import draft_changes, draft_facts, recordings, trust_bands
from bot.services.staffing import accused_officers, shown_roles

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Draft, Incident, Report
    from bot.services.alerts.joined_reports import EarlierReports
    from bot.services.intake.repeat_callers import EarlierAlerts
    from bot.services.intake.similar_incidents import Similar
    from bot.settings import Config
    from bot.vault import Vault

RECORDED = "recorded"


class Placement(NamedTuple):
    """To which incident a new report belongs.

    ``joins``: the earlier reports of the open incident that it joins; None: it joins none.
    ``alerts``: its writer's earlier alerts; None: it joins an incident, or pages nobody.
    """

    similar: Similar
    joins: EarlierReports | None
    alerts: EarlierAlerts | None


async def send(
    session: AsyncSession,
    draft: Draft,
    *,
    ongoing: bool | None,
    config: Config,
    vault: Vault,
    now: datetime,
) -> Report:
    """Send an open draft whose village is known (its ``village`` and ``attachments`` are loaded).

    Its author takes the draft's id: of two at once the later fails on it, and then finds this.
    """
    corrections.record(session, draft, ongoing=ongoing, config=config, now=now)
    await _protect_sender(session, draft, config, vault, now)
    report = new_reports.of_draft(draft, ongoing=ongoing, now=now)
    similar, joins, alerts = await _find_incident(session, report, config=config, now=now)
    await _store(session, draft, report, config=config, vault=vault, now=now)
    if joins:
        await _join(session, report, joins, config=config, now=now)
    elif alerts and (known := alerts.open):
        await repeat_callers.join_open_emergency(session, known, report, config=config, now=now)
    else:
        new = await _open_incident(session, report, similar, now=now)
        if alerts is None:
            await lifecycle.inform_unpaged(session, new, report, config=config, now=now)
        else:
            rank = alerts.total
            await lifecycle.begin(session, new, report, priority=rank, config=config, now=now)
    return report


async def _find_incident(
    session: AsyncSession, report: Report, *, config: Config, now: datetime
) -> Placement:
    """Find the open incident to which a report belongs, if there is one, and attach it."""
    similar = await similar_incidents.find(session, report, config=config, now=now)
    joins = await _attach_to_open_incident(session, report, similar.same)
    alerts = None if joins else await _earlier_alerts(session, report, config=config, now=now)
    return Placement(similar, joins, alerts)


async def _store(
    session: AsyncSession,
    draft: Draft,
    report: Report,
    *,
    config: Config,
    vault: Vault,
    now: datetime,
) -> None:
    """Store a report with its pictures, and with what others see of its author."""
    await _show_author(session, draft, report, config=config, vault=vault)
    await late_photos.gather_album(session, draft, now=now)
    if photos := await draft_changes.taken_over(session, draft):
        report.attachments = photos
    session.add(report)  # and its author
    send_limits.count(session, report)


async def _protect_sender(
    session: AsyncSession, draft: Draft, config: Config, vault: Vault, now: datetime
) -> None:
    """Route it past the officers whom it accuses, then drop what would identify its writer."""
    await _bypass_accused(session, draft, config, vault)
    await _leave_recordings(session, draft, config, vault, now)


async def _bypass_accused(
    session: AsyncSession, draft: Draft, config: Config, vault: Vault
) -> None:
    """Give a report against officers the category that no officer named in it reads."""
    past = await accused_officers.bypassing_kinds(session, [draft], config, vault)
    draft.category = past.get(draft.id, draft.category)


async def _leave_recordings(
    session: AsyncSession, draft: Draft, config: Config, vault: Vault, now: datetime
) -> None:
    """Erase voices and videos that are not to be sent: an accused officer might know the voice."""
    if not recordings.kinds(draft):
        return
    unsaid = draft.recordings is None
    accuses = unsaid and bool(await accused_officers.accusation_kinds(session, [draft], vault))
    if not recordings.go_along(draft, draft_facts.category(draft, config), accuses=accuses):
        await recordings.leave_out(session, draft, now=now)


async def _join(
    session: AsyncSession,
    report: Report,
    joins: EarlierReports,
    *,
    config: Config,
    now: datetime,
) -> None:
    """Join the incident to which :func:`_attach_to_open_incident` attached a report."""
    open_reports.remember(session, report)
    pages = _should_page(report, config, now)
    await joined_reports.join(session, report, joins, pages=pages, config=config, now=now)


async def _open_incident(
    session: AsyncSession, report: Report, similar: Similar, *, now: datetime
) -> Incident:
    """Open a new incident for a report."""
    session.add(incident := new_reports.incident_of(report))
    await similar_incidents.link(session, incident, similar, now=now)
    open_reports.remember(session, report)
    return incident


async def _attach_to_open_incident(
    session: AsyncSession, report: Report, incident: Incident | None
) -> EarlierReports | None:
    """Attach a report to the open incident that it surely belongs to; return its earlier reports.

    Whoever reported the incident anonymously stays anonymous in it. None: there is no such
    incident; or this report is anonymous and its writer reported the incident by name before, so
    that joining it would identify them.
    """
    if incident is None:
        return None
    earlier = await joined_reports.earlier_reports(session, incident, report.writer)
    if earlier.anonymous is False and report.anonymous:
        return None
    report.anonymous = report.anonymous or bool(earlier.anonymous)
    report.incident, report.incident_id = incident, incident.id
    return earlier


async def _show_author(
    session: AsyncSession,
    draft: Draft,
    report: Report,
    *,
    config: Config,
    vault: Vault,
) -> None:
    """Set what others see of its author: an alias, and a role unless the author is hidden."""
    hidden = report.anonymous or draft_facts.category(draft, config).hides_reporter
    named = alias.anonymous_alias if hidden else alias.alias
    report.alias = named(vault.alias_key, report.incident_id, draft.member_id)
    if hidden:
        return
    report.role = await shown_roles.shown_role(session, draft, config)
    if report.role is None:  # role and band together might identify the writer
        writer = await loaded_rows.get(session, Member, draft.member_id)
        report.trust = await trust_bands.shown_band(session, writer, draft, config)


async def _earlier_alerts(
    session: AsyncSession, report: Report, *, config: Config, now: datetime
) -> EarlierAlerts | None:
    """Return its writer's earlier alerts; None: this report pages nobody.

    If both are /darurat and the earlier one is open, the report is attached to its incident.
    """
    if not _should_page(report, config, now):
        return None
    alerts = await repeat_callers.earlier_alerts(session, report, config=config, now=now)
    if alerts.open is not None:
        report.incident, report.incident_id = alerts.open.incident, alerts.open.incident_id
    return alerts


def _should_page(report: Report, config: Config, now: datetime) -> bool:
    return paging_rules.pages(
        config.category(report.category),
        ongoing=report.ongoing,
        threat=report.threat,
        night=paging_rules.is_night(calendar.local(now, report.village.zone).time()),
        emergency=report.emergency,
    )
