"""The shapes of a personal data export: one dict for JSON of each row that is held of a member."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from bot.models import (
        Addendum,
        Attachment,
        ConversationMessage,
        DeadLetter,
        Draft,
        Member,
        MemberGrant,
        Note,
        Report,
        Situation,
        TestPage,
    )
    from bot.vault import Vault


def letter_row(letter: DeadLetter, vault: Vault) -> dict[str, Any]:
    """Return a message that nobody could handle."""
    return {"at": moment(letter.created_at), "message": json.loads(vault.open(letter.sealed))}


def person_row(member: Member, vault: Vault) -> dict[str, Any]:
    """Return the person, their hours and settings."""
    return {
        "telegram_id": int(vault.open(member.sealed_id)) if member.sealed_id else None,
        "name": vault.open(member.sealed_name) if member.sealed_name else None,
        "language": member.language,
        "village": member.village_code,
        "enrolled_at": moment(member.created_at),
        "agreed_at": moment(member.consented_at),
        "unreachable_since": moment(member.unreachable_at),
        "off_duty_since": moment(member.off_duty_at),
        "how_reports_ended": member.trust,
        "daily_digest_at": _minute(member.daily_minute),
        "weekly_digest_at": _minute(member.weekly_minute),
        "daily_digest_stopped": member.daily_stopped,
        "weekly_digest_stopped": member.weekly_stopped,
        "silent_from": _minute(member.silent_from),
        "silent_until": _minute(member.silent_until),
        "silent_zone": member.silent_zone,
    }


def _minute(of_day: int | None) -> str | None:
    """Return the hour that they chose as ``06:00``."""
    return None if of_day is None else "{:02}:{:02}".format(*divmod(of_day, 60))


def role_row(grant: MemberGrant) -> dict[str, Any]:
    """Return a post; ``until``: when it ended."""
    return {
        "role": grant.role,
        "region": grant.region_code,
        "since": moment(grant.granted_at),
        "until": moment(grant.ended_at),
    }


def report_row(report: Report) -> dict[str, Any]:
    """Return a report that they wrote."""
    return {
        "ticket": report.ticket,
        "at": moment(report.created_at),
        "village": report.village_code,
        "severity": report.severity,
        "status": report.incident.status,
        "shown_as": report.alias,
        "shown_role": report.role,
        "shown_trust": report.trust,
        "anonymous": report.anonymous,
        "written_at": moment(report.written_at),
        "emergency": report.emergency,
        "ongoing": report.ongoing,
        "threat": report.threat,
        "unheard": report.unheard,
        "withdrawn_at": moment(report.withdrawn_at),
        **_content(report),
        "allows_contact": None if report.author is None else report.author.allows_contact,
    }


def added_row(added: Addendum) -> dict[str, Any]:
    """Return what they added to a report."""
    return {
        "ticket": added.report.ticket,
        "at": moment(added.at),
        "severity": added.severity,
        "threat": added.threat,
        "urgent": added.urgent,
        **_content(added),
        "question": added.question,
        "answer": added.answer,
    }


def draft_row(draft: Draft) -> dict[str, Any]:
    """Return a draft that is not sent."""
    return {
        "at": moment(draft.received_at),
        "written_at": moment(draft.written_at),
        "status": draft.status,
        "village": draft.village_code,
        "severity": draft.severity,
        "threat": draft.threat,
        "anonymous": draft.anonymous,
        "emergency": draft.emergency,
        "unheard": draft.unheard,
        **_content(draft),
        "location_in": draft.located_code,
    }


def photo_row(photo: Attachment) -> dict[str, Any]:
    """Return a picture: when, how big, how far it is."""
    return {
        "at": moment(photo.created_at),
        "kind": photo.kind,
        "state": photo.state,
        "bytes": photo.size,
    }


def note_row(note: Note) -> dict[str, Any]:
    """Return a note that they wrote."""
    return {
        "ticket": note.incident.ticket,
        "at": moment(note.at),
        "office": note.office,
        "text": note.text,
    }


def passed_on_row(said: ConversationMessage) -> dict[str, Any]:
    """Return what the bot passed on for them."""
    return {
        "ticket": said.report.ticket,
        "at": moment(said.at),
        "as": said.side,
        "text": said.text,
        "location": _location(said.lat, said.lon),
    }


def night_row(night: Situation) -> dict[str, Any]:
    """Return a situation report of their watch."""
    return {
        "village": night.village_code,
        "watch_date": night.watch_date.isoformat(),
        "on_watch": night.on_watch,
        "at": moment(night.created_at),
    }


def test_page_row(page: TestPage) -> dict[str, Any]:
    """Return a page that they sent to themself, and what became of it."""
    return {
        "at": moment(page.created_at),
        "answered_at": moment(page.answered_at),
        "failed_at": moment(page.failed_at),
    }


def _content(of: Report | Addendum | Draft) -> dict[str, Any]:
    """Return what they wrote and where it was, and what kind it is."""
    return {
        "category": of.category,
        "text": of.text,
        "location": _location(of.lat, of.lon),
        "venue": of.venue,
        "forwarded": of.forwarded,
    }


def _location(lat: float | None, lon: float | None) -> dict[str, float] | None:
    return None if lat is None or lon is None else {"latitude": lat, "longitude": lon}


def moment(at: datetime | None) -> str | None:
    """Return an instant in ISO 8601; None for none."""
    return None if at is None else at.isoformat()
