"""What we hold of a person: a copy of it, its erasure, and the end of its time (UU 27/2022)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload

from bot import outbox
from bot.domain.access import Role
from bot.domain.escalation import AlertStatus
from bot.models import (
    Alert,
    Attachment,
    AuditEntry,
    DeadLetter,
    Delivery,
    DeliveryStatus,
    Draft,
    Incident,
    Lane,
    Member,
    Note,
    Report,
    RosterEntry,
    Situation,
    TestPage,
    new_id,
)
from bot.models.database import ERASED
from bot.services import arrivals, drafting, notes, reachability, revocation, territory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import MemberGrant
    from bot.settings import Config
    from bot.vault import Vault

# Nothing waits for an incident that paged nobody, be it taken or not: see over().
OVER = ("recorded", AlertStatus.CLOSED)
FILE_ERASURE = "photo_erase"
NOT_SENT = (DeliveryStatus.QUEUED, DeliveryStatus.LEASED)
# What is told to whoever writes a report, about its draft, its photos or itself.
TO_WRITERS = frozenset(
    {
        "draft", "draft_categories", "draft_reminder", "located", "photo_check", "receipt",
        "report_news", "villages",
    }
)  # fmt: skip


async def export(session: AsyncSession, member: Member, *, vault: Vault) -> dict[str, Any]:
    """Return all that is held of a person (``grants`` are loaded), for a JSON document."""
    mine = member.id
    reports = select(Report).where(Report.member_id == mine).options(joinedload(Report.incident))
    drafts = select(Draft).where(Draft.member_id == mine, Draft.text != "")
    letters = select(DeadLetter).where(DeadLetter.member_id == mine)
    photos = select(Attachment).where(Attachment.member_id == mine)
    written = select(Note).where(Note.member_id == mine).order_by(Note.id)
    nights = select(Situation).where(Situation.member_id == mine)
    listed = select(RosterEntry).where(RosterEntry.member_id == mine)
    return {
        "person": _person(member, vault),
        "listed_as": [vault.open(one.sealed_name) for one in await session.scalars(listed)],
        "roles": [_role(grant) for grant in member.grants],
        "reports": [_report(one) for one in await session.scalars(reports.order_by(Report.id))],
        "drafts": [_draft(one) for one in await session.scalars(drafts.order_by(Draft.id))],
        "photos": [_photo(one) for one in await session.scalars(photos.order_by(Attachment.id))],
        "notes": [_note(one) for one in await session.scalars(written)],
        "situations": [_night(one) for one in await session.scalars(nights)],
        "not_handled": [
            {"at": _at(one.created_at), "message": json.loads(vault.open(one.sealed))}
            for one in await session.scalars(letters)
        ],
    }


async def erase(session: AsyncSession, member: Member, *, now: datetime, config: Config) -> None:
    """Erase a person (``grants`` are loaded); what others must know of an open case waits for it.

    1. Whatever they were called for goes on to the next contact, whoever held an alert.
    2. Nothing more is said to them.
    3. What they wrote goes: drafts, what could not be handled, reports of cases that are over.
       Those of an open case go when it closes (:mod:`bot.services.retention`).
    4. Their roles end, and who they are is forgotten: nothing finds or reaches them any more.
    """
    await _stand_down(session, member, now=now, config=config)
    await session.execute(
        update(Delivery)
        .where(Delivery.recipient_id == member.id, Delivery.status.in_(NOT_SENT))
        .where(Delivery.kind != FILE_ERASURE)  # of a picture that was taken out just before
        .values(status=DeliveryStatus.DROPPED, leased_by=None, lease_until=None)
    )
    await _forget_words(session, member, now)
    await arrivals.forget(session, member.id)
    _forget_person(member, now)
    audit(session, f"member:{member.id}", "erased", f"member:{member.id}", now)
    territory.forget(session)


async def _stand_down(
    session: AsyncSession, member: Member, *, now: datetime, config: Config
) -> None:
    who = f"member:{member.id}"
    for grant in member.grants:
        grant.ended_at = now
        if grant.role != Role.RESIDENT:
            audit(session, who, "ended", who, now, f"{grant.role}@{grant.region_code}")
    await session.flush()
    territory.forget(session)
    await reachability.gone(session, member, config=config, now=now)
    await revocation.follow(session, member, now=now)
    await session.execute(
        update(TestPage)
        .where(TestPage.member_id == member.id, TestPage.due_at.is_not(None))
        .values(due_at=None)
    )


async def _forget_words(session: AsyncSession, member: Member, now: datetime) -> None:
    session.info[ERASED] = True
    await session.execute(delete(DeadLetter).where(DeadLetter.member_id == member.id))
    mine = Draft.member_id == member.id
    await session.execute(
        update(Draft)
        .where(mine, Draft.status == drafting.OPEN)
        .values(status=drafting.DROPPED, remind_at=None, expires_at=None)
    )
    await session.execute(update(Draft).where(mine).values(**drafting.NO_WORDS))
    unsent = Attachment.member_id == member.id, Attachment.report_id.is_(None)
    await erase_photos(session, *unsent, now=now)
    await erase_reports(
        session, Report.member_id == member.id, Report.incident_id.in_(over()), now=now
    )
    for table in (Situation, Note):
        theirs = update(table).where(table.member_id == member.id)
        await session.execute(theirs.values(member_id=None))


def _forget_person(member: Member, now: datetime) -> None:
    member.fingerprint = member.sealed_id = member.sealed_name = None
    member.village = member.village_code = member.awaiting = None
    member.next_daily_at = member.next_weekly_at = None
    member.erased_at = now


def over() -> Select[int]:
    """Return the incidents for which nobody is called: they are over, or never called anybody."""
    quiet = select(Alert.incident_id).where(Alert.quiet)
    return select(Incident.id).where(Incident.status.in_(OVER) | Incident.id.in_(quiet))


async def erase_reports(
    session: AsyncSession, *which: ColumnElement[bool], now: datetime, limit: int | None = None
) -> int:
    """Erase words, places, photos and writers of reports, and return how many there were.

    What is left (village, category, time, a name that leads to nobody) is for the statistics.
    """
    ids = (await session.scalars(select(Report.id).where(*which).limit(limit))).all()
    await _forget_writing(session, ids)
    await erase_photos(session, Attachment.report_id.in_(ids), now=now)
    await notes.erase_with(session, ids)
    await session.execute(
        update(Report)
        .where(Report.id.in_(ids))
        .values(text="", lat=None, lon=None, venue=None, member_id=None)
    )
    return len(ids)


async def _forget_writing(session: AsyncSession, reports: Sequence[int]) -> None:
    """Delete what else joins reports to their writers: their drafts, and what was answered.

    What is still owed goes with the other old deliveries; of somebody erased nothing is.
    """
    drafts = (await session.scalars(select(Draft.id).where(Draft.report_id.in_(reports)))).all()
    of_draft = Attachment.draft_id.in_(drafts)
    shown = Attachment.report_id.in_(reports) | of_draft
    photos = (await session.scalars(select(Attachment.id).where(shown))).all()
    await session.execute(update(Attachment).where(of_draft).values(draft_id=None))
    about = Delivery.subject_id.in_([*reports, *drafts, *photos])
    told = Delivery.kind.in_(TO_WRITERS), Delivery.status.not_in(NOT_SENT)
    await session.execute(delete(Delivery).where(about, *told))
    await session.execute(delete(Draft).where(Draft.id.in_(drafts)))


async def erase_photos(session: AsyncSession, *which: ColumnElement[bool], now: datetime) -> None:
    """Forget photos at once, and owe it that their files are taken off the disk."""
    photos = (
        await session.execute(select(Attachment.id, Attachment.member_id).where(*which))
    ).all()
    for photo, member in photos:
        outbox.promise(session, FILE_ERASURE, member, now=now, lane=Lane.NOTICE, subject=photo)
    await session.execute(delete(Attachment).where(Attachment.id.in_([one.id for one in photos])))


def audit(
    session: AsyncSession,
    actor: str,
    action: str,
    subject: str,
    now: datetime,
    detail: str | None = None,
) -> None:
    """Write down who did what to personal data; ``detail``: the post, as ``role@region``."""
    entry = AuditEntry(
        id=new_id(), at=now, actor=actor, action=action, subject=subject, detail=detail
    )
    session.add(entry)


def _person(member: Member, vault: Vault) -> dict[str, Any]:
    return {
        "telegram_id": int(vault.open(member.sealed_id)) if member.sealed_id else None,
        "name": vault.open(member.sealed_name) if member.sealed_name else None,
        "language": member.language,
        "village": member.village_code,
        "enrolled_at": _at(member.created_at),
        "agreed_at": _at(member.consented_at),
        "unreachable_since": _at(member.unreachable_at),
        "off_duty_since": _at(member.off_duty_at),
    }


def _role(grant: MemberGrant) -> dict[str, Any]:
    return {"role": grant.role, "region": grant.region_code, "since": _at(grant.granted_at)}


def _report(report: Report) -> dict[str, Any]:
    return {
        "ticket": report.ticket,
        "at": _at(report.created_at),
        "village": report.village_code,
        "category": report.category,
        "severity": report.severity,
        "status": report.incident.status,
        "shown_as": report.alias,
        "anonymous": report.anonymous,
        "text": report.text,
        "location": _location(report.lat, report.lon),
        "venue": report.venue,
    }


def _draft(draft: Draft) -> dict[str, Any]:
    return {
        "at": _at(draft.received_at),
        "status": draft.status,
        "village": draft.village_code,
        "category": draft.category,
        "text": draft.text,
        "location": _location(draft.lat, draft.lon),
        "venue": draft.venue,
        "location_in": draft.located_code,
    }


def _photo(photo: Attachment) -> dict[str, Any]:
    return {"at": _at(photo.created_at), "state": photo.state, "bytes": photo.size}


def _note(note: Note) -> dict[str, Any]:
    return {"at": _at(note.at), "office": note.office, "text": note.text}


def _night(night: Situation) -> dict[str, Any]:
    return {
        "village": night.village_code,
        "watch_date": night.watch_date.isoformat(),
        "on_watch": night.on_watch,
    }


def _location(lat: float | None, lon: float | None) -> dict[str, float] | None:
    return None if lat is None or lon is None else {"latitude": lat, "longitude": lon}


def _at(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
