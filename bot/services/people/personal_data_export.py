"""Writes out what the database holds of a member, for themself (/dataku)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.domain.conversation import Side
from bot.models import (
    Addendum,
    Attachment,
    ConversationMessage,
    DeadLetter,
    Draft,
    Member,
    Mute,
    Note,
    Report,
    ReportAuthor,
    RosterEntry,
    Situation,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import MemberGrant
    from bot.vault import Vault


async def export(session: AsyncSession, member: Member, *, vault: Vault) -> dict[str, Any]:
    """Return all that is held of a person (``grants`` are loaded), for a JSON document."""
    mine, said = member.id, _reported(member)
    added = (
        select(Addendum).where(Addendum.report_id.in_(said)).options(joinedload(Addendum.report))
    )
    drafts = select(Draft).where(Draft.member_id == mine, Draft.text != "")
    letters = select(DeadLetter).where(DeadLetter.member_id == mine)
    written = select(Note).where(Note.member_id == mine).order_by(Note.id)
    nights = select(Situation).where(Situation.member_id == mine)
    muted = select(Mute.until).where(Mute.member_id == mine).order_by(Mute.until)
    listed = select(RosterEntry).where(RosterEntry.member_id == mine)
    return {
        "person": _person(member, vault),
        "muted_until": [_at(one) for one in await session.scalars(muted)],
        "listed_as": [vault.open(one.sealed_name) for one in await session.scalars(listed)],
        "roles": [_role(grant) for grant in member.grants],
        "reports": [_report(one) for one in await session.scalars(_reports(member))],
        "addenda": [_added(one) for one in await session.scalars(added.order_by(Addendum.id))],
        "drafts": [_draft(one) for one in await session.scalars(drafts.order_by(Draft.id))],
        "photos": [_photo(one) for one in await session.scalars(_photos(member))],
        "notes": [_note(one) for one in await session.scalars(written)],
        "passed_on": [_passed_on(one) for one in await _passed(session, member)],
        "situations": [_night(one) for one in await session.scalars(nights)],
        "not_handled": [_letter(one, vault) for one in await session.scalars(letters)],
    }


def _reported(member: Member) -> Select[int]:
    return select(ReportAuthor.report_id).where(ReportAuthor.member_id == member.id)


def _reports(member: Member) -> Select[Report]:
    known = joinedload(Report.incident), joinedload(Report.author)
    own = select(Report).where(Report.id.in_(_reported(member)))
    return own.options(*known).order_by(Report.id)


def _photos(member: Member) -> Select[Attachment]:
    begun = select(Draft.id).where(Draft.member_id == member.id)
    noted = select(Note.id).where(Note.member_id == member.id)
    shown = Attachment.report_id.in_(_reported(member)) | Attachment.draft_id.in_(begun)
    own = select(Attachment).where(shown | Attachment.note_id.in_(noted))
    return own.order_by(Attachment.id)


async def _passed(session: AsyncSession, member: Member) -> Sequence[ConversationMessage]:
    """Return what they answered as reporters, and what they asked as those who answer."""
    own = ConversationMessage.report_id.in_(_reported(member))
    answered = own & (ConversationMessage.side == Side.REPORTER)
    passed = select(ConversationMessage).where(
        answered | (ConversationMessage.member_id == member.id),
        ConversationMessage.ends.is_(False),
    )
    return (await session.scalars(passed.order_by(ConversationMessage.id))).all()


def _letter(letter: DeadLetter, vault: Vault) -> dict[str, Any]:
    return {"at": _at(letter.created_at), "message": json.loads(vault.open(letter.sealed))}


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
        "how_reports_ended": member.trust,
        "daily_digest_at": _minute(member.daily_minute),
        "weekly_digest_at": _minute(member.weekly_minute),
        "daily_digest_stopped": member.daily_stopped,
        "weekly_digest_stopped": member.weekly_stopped,
        "silent_from": _minute(member.silent_from),
        "silent_until": _minute(member.silent_until),
    }


def _minute(of_day: int | None) -> str | None:
    """Return the hour that they chose as ``06:00``."""
    return None if of_day is None else "{:02}:{:02}".format(*divmod(of_day, 60))


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
        "forwarded": report.forwarded,
        "allows_contact": None if report.author is None else report.author.allows_contact,
    }


def _added(added: Addendum) -> dict[str, Any]:
    return {
        "ticket": added.report.ticket,
        "at": _at(added.at),
        "category": added.category,
        "severity": added.severity,
        "text": added.text,
        "location": _location(added.lat, added.lon),
        "venue": added.venue,
        "forwarded": added.forwarded,
        "question": added.question,
        "answer": added.answer,
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
        "forwarded": draft.forwarded,
        "location_in": draft.located_code,
    }


def _photo(photo: Attachment) -> dict[str, Any]:
    return {"at": _at(photo.created_at), "state": photo.state, "bytes": photo.size}


def _note(note: Note) -> dict[str, Any]:
    return {"at": _at(note.at), "office": note.office, "text": note.text}


def _passed_on(said: ConversationMessage) -> dict[str, Any]:
    return {
        "at": _at(said.at),
        "as": said.side,
        "text": said.text,
        "location": _location(said.lat, said.lon),
    }


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
