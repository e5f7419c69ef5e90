"""Submits a draft as a report, exactly once; pages or tells whom its category names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.domain import alias, calendar, triage
from bot.domain.ticket import new_ticket
from bot.models import Draft, Incident, Member, Report, ReportAuthor, loaded_rows, new_id
from bot.services.alerts import joined_reports, lifecycle
from bot.services.intake import (
    corrections,
    late_photos,
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

    from bot.services.alerts.joined_reports import Reported
    from bot.services.intake.repeat_callers import Raised
    from bot.services.intake.similar_incidents import Similar
    from bot.settings import Config
    from bot.vault import Vault

RECORDED = "recorded"


class Placement(NamedTuple):
    """Of which incident a report is.

    ``reported``: the open one that it joins. ``before``: what its writer raised before; None: it
    pages nobody, or joins.
    """

    similar: Similar
    reported: Reported | None
    before: Raised | None


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
    report = _report(draft, ongoing, now)
    similar, reported, before = await _placed(session, report, config=config, now=now)
    await _store(session, draft, report, config=config, vault=vault, now=now)
    if reported:
        await _join(session, report, reported, config=config, now=now)
    elif before and before.open:
        await repeat_callers.join(session, before.open, report, config=config, now=now)
    else:
        incident = await _open(session, report, similar, now=now)
        if before is None:
            await lifecycle.inform_unpaged(session, incident, report, config=config, now=now)
        else:
            rank = before.earlier
            await lifecycle.begin(session, incident, report, priority=rank, config=config, now=now)
    return report


async def _placed(
    session: AsyncSession, report: Report, *, config: Config, now: datetime
) -> Placement:
    """Look for the incident of which a report is, among those that are open."""
    similar = await similar_incidents.find(session, report, config=config, now=now)
    reported = await _reported(session, report, similar.same)
    before = None if reported else await _before(session, report, config=config, now=now)
    return Placement(similar, reported, before)


async def _store(
    session: AsyncSession,
    draft: Draft,
    report: Report,
    *,
    config: Config,
    vault: Vault,
    now: datetime,
) -> None:
    """Write a report down, with what others see of its author and with its pictures."""
    await _show_author(session, draft, report, config=config, vault=vault)
    await late_photos.gather_album(session, draft, now=now)
    report.attachments = await draft_changes.taken_over(session, draft)
    session.add(report)
    send_limits.note(session, report)


async def _protect_sender(
    session: AsyncSession, draft: Draft, config: Config, vault: Vault, now: datetime
) -> None:
    """Let it pass by whom its words accuse, then leave behind what would tell who wrote it."""
    await _go_past_accused(session, draft, config, vault)
    await _leave_recordings(session, draft, config, vault, now)


async def _go_past_accused(
    session: AsyncSession, draft: Draft, config: Config, vault: Vault
) -> None:
    """What is against an officer goes past everybody whom its text names."""
    past = await accused_officers.kinds_past(session, [draft], config, vault)
    draft.category = past.get(draft.id, draft.category)


async def _leave_recordings(
    session: AsyncSession, draft: Draft, config: Config, vault: Vault, now: datetime
) -> None:
    """Erase voices and videos that are not to go along; an officer who is named may know them."""
    if not recordings.kinds(draft):
        return
    unsaid = draft.recordings is None
    accuses = unsaid and bool(await accused_officers.ways_past(session, [draft], vault))
    if not recordings.go_along(draft, draft_facts.category(draft, config), accuses=accuses):
        await recordings.leave_out(session, draft, now=now)


async def _join(
    session: AsyncSession, report: Report, reported: Reported, *, config: Config, now: datetime
) -> None:
    """Put a report to the incident that :func:`_reported` found."""
    open_reports.remember(session, report)
    pages = _pages(report, config, now)
    await joined_reports.join(session, report, reported, pages=pages, config=config, now=now)


async def _open(
    session: AsyncSession, report: Report, similar: Similar, *, now: datetime
) -> Incident:
    """Make a report an incident of its own."""
    session.add(incident := _incident(report))
    await similar_incidents.link(session, incident, similar, now=now)
    open_reports.remember(session, report)
    return incident


async def _reported(
    session: AsyncSession, report: Report, incident: Incident | None
) -> Reported | None:
    """Put a report to the open incident that it is of for sure; return who reported that before.

    What somebody adds who reported it anonymously is anonymous. None: it is of none, or it is
    anonymous and its writer reported the same by name, by which they would be known.
    """
    if incident is None:
        return None
    before = await joined_reports.reported(session, incident, report.writer)
    if before.anonymous is False and report.anonymous:
        return None
    report.anonymous = report.anonymous or bool(before.anonymous)
    report.incident, report.incident_id = incident, incident.id
    return before


async def _show_author(
    session: AsyncSession,
    draft: Draft,
    report: Report,
    *,
    config: Config,
    vault: Vault,
) -> None:
    """Write down what others see of its author: an alias, and a role where nothing is hidden."""
    hidden = report.anonymous or draft_facts.category(draft, config).hides_reporter
    named = alias.anonymous_alias if hidden else alias.alias
    report.alias = named(vault.alias_key, report.incident_id, draft.member_id)
    if hidden:
        return
    report.role = await shown_roles.shown_role(session, draft, config)
    if report.role is None:  # the two together might tell who it was
        writer = await loaded_rows.get(session, Member, draft.member_id)
        report.trust = await trust_bands.shown_band(session, writer, draft, config)


def _report(draft: Draft, ongoing: bool | None, now: datetime) -> Report:  # noqa: FBT001 - as its writer said, if they did
    report = Report(
        id=new_id(),
        ticket=new_ticket(),
        incident_id=new_id(),
        anonymous=draft.anonymous,
        village=draft.village,
        village_code=draft.village_code,
        category=draft.category,
        severity=draft.severity,
        text=draft.text,
        threat=draft.threat,
        emergency=draft.emergency,
        lat=draft.lat,
        lon=draft.lon,
        venue=draft.venue,
        forwarded=bool(draft.forwarded),
        unheard=bool(draft.unheard),
        written_at=draft.written_at,
        created_at=now,
        ongoing=ongoing,
    )
    report.author = _author(draft, report)
    return report


def _author(draft: Draft, report: Report) -> ReportAuthor:
    return ReportAuthor(
        id=draft.id,
        report_id=report.id,
        member_id=draft.member_id,
        message_id=draft.message_id,
        messages=[one["id"] for one in draft.messages or []] or [draft.message_id],
        media_group=draft.media_group,
    )


async def _before(
    session: AsyncSession, report: Report, *, config: Config, now: datetime
) -> Raised | None:
    """Return what its writer raised before, where this one pages; None: it does not.

    Where that is open, the report is put to its incident: a further /darurat of somebody whose
    first is open.
    """
    if not _pages(report, config, now):
        return None
    before = await repeat_callers.raised(session, report, config=config, now=now)
    if before.open is not None:
        report.incident, report.incident_id = before.open.incident, before.open.incident_id
    return before


def _incident(report: Report) -> Incident:
    incident = Incident(
        id=report.incident_id,
        ticket=report.ticket,
        village=report.village,
        village_code=report.village_code,
        category=report.category,
        severity=report.severity,
        status=RECORDED,
        opened_at=report.created_at,
        alert=None,
    )
    report.incident = incident
    return incident


def _pages(report: Report, config: Config, now: datetime) -> bool:
    return triage.pages(
        config.category(report.category),
        ongoing=report.ongoing,
        threat=report.threat,
        night=triage.is_night(calendar.local(now, report.village.zone).time()),
        emergency=report.emergency,
    )
