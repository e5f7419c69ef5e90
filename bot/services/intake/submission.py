"""Submits a draft as a report, exactly once; reminds of drafts; drops and expires them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot import outbox
from bot.domain import alias, calendar, triage
from bot.domain.category import OTHER
from bot.domain.ticket import new_ticket
from bot.locales import mark
from bot.models import Draft, Incident, Report, ReportAuthor, new_id
from bot.services.alerts import lifecycle
from bot.services.intake import additions, repeat_callers
from bot.services.reports import draft_changes, draft_facts, draft_lookup
from bot.services.staffing import shown_roles

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Attachment, Member
    from bot.services.intake.repeat_callers import Raised
    from bot.settings import Config
    from bot.vault import Vault

RECORDED = "recorded"
EXPIRED = mark(
    "Laporan Anda dari {at} tidak pernah terkirim dan sudah dihapus; tidak ada yang"
    " membacanya. Masih perlu? Kirim pesan baru."
)


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

    1. Its author takes the draft's id, and the draft goes: whoever sends the same draft at the
       same moment fails on the primary key, and is answered with this report when tried again. So
       does a ticket that was drawn before. The report has an id that says nothing of the draft.
    2. What happened is an incident of its own, but for a further /darurat of somebody whose first
       is open, and for what names the ticket of its writer's own: they join that, and what is added
       to an anonymous report is anonymous.
    3. By the category's rule somebody is paged, or whom it concerns is told.
    """
    report = _report(draft, now)
    report.ongoing, report.author = ongoing, _author(draft, report)
    before = await _before(session, report, config=config, now=now)
    hidden = report.anonymous or draft_facts.category(draft, config).hides_reporter
    if before is not None and before.open is not None:
        report.incident, report.incident_id = before.open.incident, before.open.incident_id
        hidden = hidden or before.hidden
    await _show_author(session, draft, report, hidden=hidden, config=config, vault=vault)
    report.attachments = await _taken_over(session, draft)
    if before is not None and before.open is not None:
        session.add(report)
        await repeat_callers.join(session, before.open, report, config=config, now=now)
        return report
    session.add_all([incident := _incident(report), report])
    if before is None:
        await lifecycle.tell_unpaged(session, incident, report, config=config, now=now)
    else:
        await lifecycle.begin(
            session, incident, report, priority=before.earlier, config=config, now=now
        )
    return report


async def _show_author(
    session: AsyncSession,
    draft: Draft,
    report: Report,
    *,
    hidden: bool,
    config: Config,
    vault: Vault,
) -> None:
    """Write down what others see of its author: an alias, and a role where nothing is hidden."""
    named = alias.anonymous_alias if hidden else alias.alias
    report.alias = named(vault.alias_key, report.incident_id, draft.member_id)
    report.role = None if hidden else await shown_roles.shown_role(session, draft, config)


def drop(draft: Draft) -> None:
    """Let a draft go; its words go with it."""
    draft_changes.let_go(draft, draft_changes.DROPPED)


async def drop_open(session: AsyncSession, member: Member) -> int:
    """Drop every open draft of a member; return how many there were."""
    await session.flush()
    dropped = await session.scalars(
        update(Draft)
        .where(Draft.member_id == member.id, Draft.status == draft_changes.OPEN)
        .values(status=draft_changes.DROPPED, **draft_changes.NOTHING_LEFT)
        .returning(Draft.id)
    )
    return len(dropped.all())


async def find_reminder(session: AsyncSession, now: datetime, taken: Collection[int]) -> int | None:
    """Return an urgent draft that its writer is to be reminded of."""
    due = select(Draft.id).where(Draft.remind_at <= now, Draft.id.not_in(taken))
    return await session.scalar(due.order_by(Draft.remind_at).limit(1))


async def remind(session: AsyncSession, draft_id: int, now: datetime, config: Config) -> None:
    """Say "BELUM TERKIRIM". It never pages: who did not send may have meant not to."""
    due = (Draft.id == draft_id, Draft.status == draft_changes.OPEN, Draft.remind_at <= now)
    claimed = await session.scalar(
        update(Draft)
        .where(*due)
        .values(remind_at=None, reminded=Draft.reminded + 1)
        .returning(Draft.id)
    )
    draft = await draft_lookup.load(session, draft_id) if claimed is not None else None
    if draft is None:
        return
    draft_changes.schedule(draft, now=now, config=config)
    key = f"reminder:{draft.id}:{draft.reminded}"
    to, of = draft.member_id, draft.id
    outbox.promise(session, "draft_reminder", to, now=now, subject=of, key=key, newest=True)


async def find_expired(session: AsyncSession, now: datetime, taken: Collection[int]) -> int | None:
    """Return a draft whose day is over."""
    due = select(Draft.id).where(Draft.expires_at <= now, Draft.id.not_in(taken))
    return await session.scalar(due.order_by(Draft.expires_at).limit(1))


async def expire(session: AsyncSession, draft_id: int, now: datetime, config: Config) -> None:
    """Let a draft go, and say so. Its words go with it: nobody but its writer was to read them."""
    del config
    due = (Draft.id == draft_id, Draft.status == draft_changes.OPEN, Draft.expires_at <= now)
    claimed = await session.scalar(
        update(Draft)
        .where(*due)
        .values(status=draft_changes.EXPIRED, **draft_changes.NOTHING_LEFT)
        .returning(Draft.id)
    )
    draft = await draft_lookup.load(session, draft_id) if claimed is not None else None
    if draft is None:
        return
    zone = draft_facts.zone(draft)
    at = f"{calendar.local(draft.received_at, zone):%d/%m %H.%M} {calendar.abbreviation(zone)}"
    values = {"at": at}
    to = draft.member_id
    outbox.promise(session, "sentence", to, now=now, text=EXPIRED, values=values)


def _report(draft: Draft, now: datetime) -> Report:
    return Report(
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
        written_at=draft.written_at,
        created_at=now,
    )


async def _taken_over(session: AsyncSession, draft: Draft) -> list[Attachment]:
    """Delete a draft that is sent, and return its pictures: they are nobody's but the report's."""
    photos = list(draft.attachments)
    draft.attachments.clear()
    for photo in photos:
        photo.draft_id = None
    draft_changes.let_go(draft, draft_changes.SENT)  # what else of this batch looks at it sees that
    if draft in session.new:  # /darurat: it never was in the database
        session.expunge(draft)
    else:
        await session.delete(draft)
    return photos


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
    """Return what its writer raised before, where this one pages or adds to it; None: neither."""
    pages = _pages(report, config, now)
    before = await additions.named(session, report, pages=pages, config=config)
    if before is None and pages:
        before = await repeat_callers.raised(session, report, config=config, now=now)
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
        config.categories.get(report.category, config.categories[OTHER]),
        ongoing=report.ongoing,
        threat=report.threat,
        night=triage.is_night(calendar.local(now, report.village.zone).time()),
        emergency=report.emergency,
    )
