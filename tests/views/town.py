"""A town as large as one wishes, with everything that a card may show."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.domain.escalation import AlertStatus
from bot.models import (
    Addendum,
    Alert,
    AlertEvent,
    ConversationMessage,
    Incident,
    Member,
    MemberGrant,
    Note,
    Region,
    Report,
    ReportAuthor,
    new_id,
)
from bot.places.data import VILLAGE
from bot.services.alerts import paging
from bot.services.alerts.alert_events import EventKind
from bot.services.alerts.conversation import LONGEST as LONGEST_PASSED_ON
from bot.services.alerts.notes import LONGEST
from tests.views.town_records import put_codes, put_records
from tests.views.town_size import EARLIER, NOW, Size, Town

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Config
    from bot.vault import Vault

MOST = 2000  # villages with the longest names


async def build(
    session: AsyncSession, villages: Sequence[Region], size: Size, *, config: Config, vault: Vault
) -> Town:
    """Put everything into the database; whoever opened the session rolls it back."""
    me = _member(vault, size, villages[0])
    session.add(me)
    town = Town(size, me, villages)
    _serve(session, town)
    for number in range(max(size.alerts, 1)):
        _incident(session, town, villages[number % max(size.posts, 1)], config)
    _incident(session, town, villages[0], config)
    _close(town.alerts[-1])
    put_records(session, town)
    put_codes(session, town, vault)
    await session.flush()
    session.expunge_all()
    return town


async def longest(session: AsyncSession) -> list[Region]:
    """Return the villages with the longest names, with all that they lie in."""
    name = func.length(Region.name) + func.length(Region.district) + func.length(Region.regency)
    wanted = select(Region).where(Region.level == VILLAGE, Region.retired_at.is_(None))
    return list(await session.scalars(wanted.order_by(name.desc(), Region.code).limit(MOST)))


def _member(vault: Vault, size: Size, village: Region) -> Member:
    return Member(
        id=new_id(),
        fingerprint=vault.fingerprint(4711),
        sealed_id=vault.seal("4711"),
        sealed_name=vault.seal("Bripka Ilham"),
        language=size.language,
        village_code=village.code,
        created_at=EARLIER,
        off_duty_at=None if size.on_duty else EARLIER,
        next_daily_at=NOW + timedelta(hours=10),
        next_weekly_at=NOW + timedelta(days=6, hours=11),
    )


def _serve(session: AsyncSession, town: Town) -> None:
    me, size, villages = town.me, town.size, town.villages
    other = Member(id=new_id(), language="id", created_at=EARLIER)
    session.add(other)
    town.subjects["other"] = other.id
    for place in villages[: size.posts]:
        for member, role in ((me, size.role), (other, "deputy")):
            session.add(
                MemberGrant(
                    id=new_id(),
                    member_id=member.id,
                    role=role,
                    region_code=place.code,
                    granted_at=EARLIER,
                )
            )


def _incident(session: AsyncSession, town: Town, village: Region, config: Config) -> None:
    number = len(town.alerts)
    category = town.size.category if number == 0 else _kinds(config)[number % len(_kinds(config))]
    incident = Incident(
        id=new_id(),
        ticket=f"KT-{number:06}",
        village=village,
        village_code=village.code,
        category=category,
        severity="DARURAT",
        status=AlertStatus.ACKNOWLEDGED,
        opened_at=EARLIER,
        answered_at=NOW,
    )
    alert = _alert(town, incident, config)
    session.add_all([incident, alert])
    town.alerts.append(alert)
    _history(session, alert, village)
    _note(session, town, village)
    for _ in range(max(town.size.reports, 1) if number == 0 else 1):
        _report(session, town, incident, category)


def _alert(town: Town, incident: Incident, config: Config) -> Alert:
    return Alert(
        id=new_id(),
        incident=incident,
        incident_id=incident.id,
        policy=paging.policy_snapshot(incident, config),
        status=AlertStatus.ACKNOWLEDGED,
        position=1,
        run=1,
        version=1,
        asked=True,
        holder_id=town.me.id,
        started_at=EARLIER,
        priority=60,
    )


def _close(alert: Alert) -> None:
    """Let the newest be over, of which something is told too."""
    alert.status = alert.incident.status = AlertStatus.CLOSED
    alert.incident.outcome, alert.incident.closed_at = "handled", NOW


def _kinds(config: Config) -> list[str]:
    return sorted(config.categories, key=lambda code: -len(config.categories[code].label("id")))


def _history(session: AsyncSession, alert: Alert, village: Region) -> None:
    for kind in EventKind:
        event = AlertEvent(
            id=new_id(),
            incident_id=alert.incident_id,
            at=NOW,
            kind=kind,
            member_id=alert.holder_id,
            office=f"deputy@{village.code}",
            run=1,
            from_village=village.code,
            to_village=village.code,
        )
        session.add(event)


def _note(session: AsyncSession, town: Town, village: Region) -> None:
    """Put down the longest notes, and as many as are shown."""
    alert = town.alerts[-1]
    for _ in range(2):
        note = Note(
            id=new_id(),
            incident_id=alert.incident_id,
            at=NOW,
            member_id=town.me.id,
            office=f"deputy@{village.code}",
            text=(town.size.text or "x")[:LONGEST],
        )
        session.add(note)
        town.subjects["note"] = note.id


def _report(session: AsyncSession, town: Town, incident: Incident, category: str) -> None:
    report = Report(
        id=new_id(),
        ticket=f"KR-{len(town.reports):06}",
        incident_id=incident.id,
        author=ReportAuthor(id=new_id(), member_id=town.me.id, message_id=1),
        alias="Warga Pohon Beringin Kembar 4711",
        role="village_head",
        anonymous=False,
        village_code=incident.village_code,
        category=category,
        severity="DARURAT",
        text=town.size.text,
        ongoing=True,
        emergency=True,
        lat=-5.123456,
        lon=119.123456,
        written_at=EARLIER - timedelta(days=20),
        created_at=EARLIER + timedelta(seconds=len(town.reports)),
    )
    session.add(report)
    town.reports.append(report)
    _added(session, town, report)
    if len(town.reports) == 1:
        _passed_on(session, town, report)


def _added(session: AsyncSession, town: Town, report: Report) -> None:
    """Put down what its writer added to a report: the longest, and a place."""
    added = Addendum(
        id=new_id(),
        report_id=report.id,
        at=NOW,
        text=town.size.text,
        category=report.category,
        severity=report.severity,
        urgent=True,
        lat=-5.123456,
        lon=119.123456,
        venue=(town.size.text or "x")[:120],
    )
    session.add(added)


def _passed_on(session: AsyncSession, town: Town, report: Report) -> None:
    """Put down what is passed on about the first report: the longest, a place, and an end."""
    for said in ({"text": (town.size.text or "x")[:LONGEST_PASSED_ON]}, {}, {"ends": True}):
        here = {"lat": -5.123456, "lon": 119.123456} if not said.get("ends") else {}
        row = ConversationMessage(
            id=new_id(), report_id=report.id, at=NOW, side="office", **{"text": "", **here, **said}
        )
        session.add(row)
        town.passed_on.append(row.id)
