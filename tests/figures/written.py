"""Writes a drawn history into a database, in place of the one that was there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert

from bot.models import (
    Alert,
    Delivery,
    Digest,
    Incident,
    Member,
    MemberGrant,
    Report,
    Situation,
    Succession,
    TestPage,
)
from bot.services.alerts import paging
from tests.figures.reference_rules import covers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Base, Database
    from bot.settings import Config
    from tests.figures.history import History, Told, Worker

TABLES = (
    Digest,
    Delivery,
    TestPage,
    MemberGrant,
    Situation,
    Report,
    Alert,
    Incident,
    Member,
    Succession,
)
_LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
Row = dict[str, Any]


async def write(database: Database, history: History, config: Config) -> None:
    """Let the database hold this history and no other."""
    rows = _rows(history, config)
    async with database.writing() as session:
        for table in TABLES:
            await session.execute(delete(table))
        for table in reversed(TABLES):
            if rows[table]:
                await session.execute(insert(table), rows[table])


def _rows(history: History, config: Config) -> dict[type[Base], list[Row]]:
    reports = [row for told in history.told for row in _reports(told, history.now)]
    for number, row in enumerate(reports, start=1):
        row |= {"id": number, "alias": f"Warga {number}", "written_at": row["created_at"]}
    return {
        Succession: [
            {"old_code": old, "new_code": new, "since": _LONG_AGO}
            for old, new in history.code_changes
        ],
        Digest: [],
        Delivery: [
            _called(number, told, worker)
            for number, (told, worker) in enumerate(_calls(history), start=1)
        ],
        Incident: [_incident(told) for told in history.told],
        Alert: [_alert(told, config) for told in history.told if told.quiet is not None],
        Report: reports,
        Situation: [
            {
                "id": number,
                "village_code": village,
                "watch_date": at.date(),
                "on_watch": 2,
                "created_at": at,
            }
            for number, (village, at) in enumerate(history.well, start=1)
        ],
        **_people(history),
    }


def _incident(told: Told) -> Row:
    return {
        "id": told.number,
        "ticket": told.ticket,
        "village_code": told.village,
        "category": told.kind,
        "severity": told.severity,
        "status": told.status,
        "outcome": told.outcome,
        "opened_at": told.at,
        "answered_at": told.answered_at,
        "closed_at": told.closed_at,
        "merged_into_id": told.into,
    }


def _alert(told: Told, config: Config) -> Row:
    incident = Incident(category=told.kind, severity=told.severity)
    return {
        "id": told.number,
        "incident_id": told.number,
        "policy": paging.policy_snapshot(incident, config),
        "status": told.status,
        "started_at": told.at,
        "quiet": told.quiet,
    }


def _calls(history: History) -> Iterator[tuple[Told, Worker]]:
    """Yield what supervisors were called to when nobody below them answered, each with whom."""
    for told in history.told:
        for worker in history.workers if told.called else ():
            leads = [region for role, region in worker.posts if role == "supervisor"]
            if any(covers(region, told.village) for region in leads):
                yield told, worker


def _called(number: int, told: Told, worker: Worker) -> Row:
    return {
        "id": number,
        "kind": "told" if told.quiet is None or told.quiet else "page",
        "subject_id": told.number,
        "recipient_id": worker.number,
        "lane": 0,
        "payload": {},
        "created_at": told.at,
        "send_after": told.at,
    }


def _reports(told: Told, now: datetime) -> Iterator[Row]:
    """Return what was said of an incident: first where and of what kind it was taken for."""
    for nth, minutes in enumerate((0, *told.joined)):
        yield {
            "ticket": told.ticket if nth == 0 else f"KR-{told.number:03}{nth:03}",
            "incident_id": told.into or told.number,
            "village_code": told.came_to or told.village,
            "category": told.said or told.kind,
            "severity": told.severity,
            "text": "Ada yang terjadi",
            "created_at": min(told.at + timedelta(minutes=minutes), now),
        }


def _people(history: History) -> dict[type[Base], list[Row]]:
    workers = history.workers
    posts = [(one, role, region) for one in workers for role, region in one.posts]
    return {
        Member: [_member(one) for one in workers],
        MemberGrant: [
            _grant(number, one, role, region) for number, (one, role, region) in enumerate(posts, 1)
        ],
        TestPage: [_test_page(one) for one in workers if one.heard is not None],
    }


def _member(one: Worker) -> Row:
    return {
        "id": one.number,
        "language": "id",
        "village_code": one.home,
        "created_at": _LONG_AGO,
        "unreachable_at": None if one.reached else _LONG_AGO,
    }


def _grant(number: int, one: Worker, role: str, region: str) -> Row:
    return {
        "id": number,
        "member_id": one.number,
        "role": role,
        "region_code": region,
        "granted_at": _LONG_AGO,
    }


def _test_page(one: Worker) -> Row:
    number = one.number
    return {"id": number, "member_id": number, "created_at": one.heard, "failed_at": one.heard}
