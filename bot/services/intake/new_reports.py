"""What a draft becomes when it is sent: a report with its author, and perhaps an incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm.attributes import set_committed_value

from bot.domain.escalation import AlertStatus
from bot.domain.ticket import new_ticket
from bot.models import Incident, Report, ReportAuthor, new_id
from bot.models.new_rows import new_row

if TYPE_CHECKING:
    from datetime import datetime

    from bot.models import Draft


def of_draft(draft: Draft, *, ongoing: bool | None, now: datetime) -> Report:
    """Return the report that a draft becomes (its ``village`` is loaded), with its author."""
    report = new_row(
        Report,
        {"village": draft.village, "attachments": []},
        id=new_id(),
        ticket=new_ticket(),
        incident_id=new_id(),
        anonymous=draft.anonymous,
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
        erase_when_over=False,  # else the statement grows with a batch
    )
    set_committed_value(report, "author", _author(draft, report))
    return report


def incident_of(report: Report) -> Incident:
    """Return a report's own incident, of which nobody is called yet."""
    incident = new_row(
        Incident,
        {"village": report.village, "alert": None},
        id=report.incident_id,
        ticket=report.ticket,
        village_code=report.village_code,
        category=report.category,
        severity=report.severity,
        status=AlertStatus.RECORDED,
        opened_at=report.created_at,
    )
    set_committed_value(report, "incident", incident)
    return incident


def _author(draft: Draft, report: Report) -> ReportAuthor:
    return new_row(
        ReportAuthor,
        {"report": report},
        id=draft.id,
        report_id=report.id,
        member_id=draft.member_id,
        message_id=draft.message_id,
        messages=[one["id"] for one in draft.messages or []] or [draft.message_id],
        media_group=draft.media_group,
    )
