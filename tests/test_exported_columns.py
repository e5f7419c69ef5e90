"""Every column is in what an operator exports, and in what a person gets of themself, or says why.

A new column fails here until it is exported, or named with the reason why it is not.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot.models import (
    Addendum,
    Attachment,
    Base,
    ConversationMessage,
    Draft,
    Incident,
    Member,
    MemberGrant,
    Note,
    Report,
    ReportAuthor,
    Situation,
    TestPage,
)
from bot.services.operations.report_rows import REPORT_KEYS
from bot.services.people import personal_data_rows as rows
from bot.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

OURS = "a number of ours, or of a row that is told elsewhere"
CHAT = "names messages or files in Telegram, which the chat itself shows"
PLAN = "what the bot is about to do, which the chat will show"
OPENED = "kept sealed or as a keyed hash; what is sealed is told in the open"
OVER = "of somebody erased, who gets no copy"
EDIT = "how the draft's card is laid out"
OTHERS = "somebody else"
PLACE = {"lat": "location", "lon": "location"}
# By table: under which key a column is told to whoever it is of, or why it is not (a sentence).
TOLD: Mapping[type[Base], Mapping[str, str]] = {
    Member: {
        "id": OURS, "fingerprint": OPENED, "sealed_id": "telegram_id", "sealed_name": "name",
        "language": "language", "village_code": "village", "created_at": "enrolled_at",
        "consented_at": "agreed_at", "erased_at": OVER, "unreachable_at": "unreachable_since",
        "off_duty_at": "off_duty_since", "remind_duty_at": PLAN, "trust": "how_reports_ended",
        "awaiting": PLAN, "next_daily_at": PLAN, "next_weekly_at": PLAN,
        "daily_minute": "daily_digest_at", "weekly_minute": "weekly_digest_at",
        "daily_stopped": "daily_digest_stopped", "weekly_stopped": "weekly_digest_stopped",
        "silent_from": "silent_from", "silent_until": "silent_until", "silent_zone": "silent_zone",
    },
    MemberGrant: {
        "id": OURS, "member_id": OURS, "role": "role", "region_code": "region",
        "granted_at": "since", "granted_by": OTHERS, "ended_at": "until",
    },
    Report: {
        "id": OURS, "ticket": "ticket", "incident_id": OURS, "alias": "shown_as",
        "role": "shown_role", "trust": "shown_trust", "anonymous": "anonymous",
        "village_code": "village", "category": "category", "severity": "severity", "text": "text",
        "threat": "threat", "ongoing": "ongoing", "emergency": "emergency", **PLACE,
        "venue": "venue", "written_at": "written_at", "created_at": "at", "forwarded": "forwarded",
        "unheard": "unheard", "erase_when_over": OVER, "withdrawn_at": "withdrawn_at",
    },
    ReportAuthor: {
        "id": OURS, "report_id": OURS, "member_id": OURS, "message_id": CHAT, "messages": CHAT,
        "media_group": CHAT, "ask_solved_at": PLAN, "allows_contact": "allows_contact",
    },
    Addendum: {
        "id": OURS, "report_id": "ticket", "at": "at", "text": "text", "category": "category",
        "severity": "severity", "threat": "threat", "urgent": "urgent", **PLACE, "venue": "venue",
        "media_group": CHAT, "forwarded": "forwarded", "question": "question", "answer": "answer",
    },
    Draft: {
        "id": OURS, "member_id": OURS, "status": "status", "message_id": CHAT, "media_group": CHAT,
        "adds_to": OURS, "apart": EDIT, "messages": "text", "text": "text", "category": "category",
        "category_chosen": EDIT, "severity": "severity", "threat": "threat", "alternatives": EDIT,
        "village_code": "village", **PLACE, "venue": "venue", "located_code": "location_in",
        "anonymous": "anonymous", "emergency": "emergency", "forwarded": "forwarded",
        "unheard": "unheard", "recordings": EDIT, "pressed": EDIT, "written_at": "written_at",
        "received_at": "at", "remind_at": PLAN, "reminded": EDIT, "expires_at": PLAN,
    },
    Attachment: {
        "id": OURS, "draft_id": OURS, "report_id": OURS, "addendum_id": OURS, "note_id": OURS,
        "question_id": OURS, "file_id": CHAT, "size": "bytes", "kind": "kind", "state": "state",
        "path": OURS, "attempts": OURS, "created_at": "at",
    },
    Note: {
        "id": OURS, "incident_id": "ticket", "origin_id": OURS, "at": "at", "member_id": OURS,
        "office": "office", "text": "text", "media_group": CHAT,
    },
    ConversationMessage: {
        "id": OURS, "report_id": "ticket", "at": "at", "side": "as", "member_id": OURS,
        "ends": "says no more than that the conversation ended, which the chat shows",
        "text": "text", "media_group": CHAT, **PLACE,
    },
    Situation: {
        "id": OURS, "member_id": OURS, "village_code": "village", "watch_date": "watch_date",
        "on_watch": "on_watch", "created_at": "at",
    },
    TestPage: {
        "id": OURS, "member_id": OURS, "created_at": "at", "due_at": PLAN,
        "answered_at": "answered_at", "failed_at": "failed_at",
    },
}  # fmt: skip
URGENCY = "how urgent it is, the severity tells"
READERS = "for those who answer: who it was could be told by it"
# What scripts read of a report: a report's own columns, and its incident's.
EXPORTED: Mapping[type[Base], Mapping[str, str]] = {
    Report: {
        "id": OURS, "ticket": "ticket", "incident_id": "incident", "alias": "reporter",
        "role": READERS, "trust": READERS, "anonymous": "reporter", "village_code": "village",
        "category": "category", "severity": "severity", "text": "text", "threat": URGENCY,
        "ongoing": URGENCY, "emergency": URGENCY, "lat": "lat", "lon": "lon",
        "venue": "the position tells where; a name of a house could tell whose it is",
        "written_at": "when it came is counted by", "created_at": "created_at",
        "forwarded": "forwarded", "unheard": "unheard", "erase_when_over": OVER,
        "withdrawn_at": "what its incident came to is told by the outcome",
    },
    Incident: {
        "id": OURS, "ticket": "incident", "village_code": "village",
        "category": "each report has its own", "severity": "each report has its own",
        "status": "status", "outcome": "outcome", "opened_at": "its first report's moment",
        "answered_at": "answered_at", "closed_at": "closed_at", "merged_into_id": "incident",
        "similar_id": OURS,
    },
}  # fmt: skip
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def _columns(table: type[Base]) -> set[str]:
    return {column.name for column in table.__table__.columns}


def _is_reason(said: str) -> bool:
    return " " in said


@pytest.mark.parametrize("table", TOLD, ids=lambda one: one.__name__)
def test_a_person_is_told_every_column(table: type[Base]) -> None:
    """The row of the copy has the keys that are named here."""
    assert set(TOLD[table]) == _columns(table)
    told = _row(table)
    named = {key for key in TOLD[table].values() if not _is_reason(key)}
    assert named <= set(told), named - set(told)


@pytest.mark.parametrize("table", EXPORTED, ids=lambda one: one.__name__)
def test_scripts_read_every_column(table: type[Base]) -> None:
    """The keys of an exported report are those that are named here."""
    assert set(EXPORTED[table]) == _columns(table)
    assert {key for key in EXPORTED[table].values() if not _is_reason(key)} <= set(REPORT_KEYS)


def _row(table: type[Base]) -> dict[str, Any]:
    """Return a row of the copy, of an object that says nothing."""
    report = Report(ticket="KT-AAAAAA", created_at=NOW, incident=Incident(ticket="KT-AAAAAA"))
    author = ReportAuthor(report=report)
    made: Mapping[type[Base], Callable[[], dict[str, Any]]] = {
        Member: lambda: rows.person_row(Member(), Vault(b"a key")),
        MemberGrant: lambda: rows.role_row(MemberGrant()),
        Report: lambda: rows.report_row(report),
        ReportAuthor: lambda: rows.report_row(author.report),
        Addendum: lambda: rows.added_row(Addendum(report=report)),
        Draft: lambda: rows.draft_row(Draft()),
        Attachment: lambda: rows.photo_row(Attachment()),
        Note: lambda: rows.note_row(Note(incident=report.incident)),
        ConversationMessage: lambda: rows.passed_on_row(ConversationMessage(report=report)),
        Situation: lambda: rows.night_row(Situation(watch_date=date(2026, 11, 24))),
        TestPage: lambda: rows.test_page_row(TestPage()),
    }
    return made[table]()
