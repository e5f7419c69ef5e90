"""A town as large as one wishes, with everything that a card may show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from bot.domain.escalation import AlertStatus
from bot.models import (
    Alert,
    AlertEvent,
    Attachment,
    Delivery,
    Digest,
    Draft,
    Incident,
    Invitation,
    Lane,
    Member,
    MemberGrant,
    Note,
    Region,
    Report,
    ReportAuthor,
    Situation,
    TestPage,
    new_id,
)
from bot.places.data import VILLAGE
from bot.services.alerts import paging
from bot.services.alerts.alert_events import EventKind
from bot.services.alerts.notes import LONGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Config
    from bot.vault import Vault

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
EARLIER = NOW - timedelta(hours=3)
TODAY, MONDAY = date(2026, 11, 24), date(2026, 11, 16)
PICTURE = "attachments/foto.jpg"
MOST = 2000


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of everything, what people wrote, and in which language it is shown."""

    posts: int
    alerts: int = 1
    reports: int = 1
    sign: str = "maling "
    letters: int = 20
    language: str = "id"
    role: str = "officer"
    on_duty: bool = False
    category: str = "pencurian"

    @property
    def text(self) -> str:
        """Return what people wrote: a sign, again and again."""
        return (self.sign * self.letters)[: self.letters]


@dataclass(slots=True)
class Town:
    """What was put into the database, as promises name it."""

    size: Size
    me: Member
    villages: Sequence[Region]
    alerts: list[Alert] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    subjects: dict[str, int] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        """Return the codes of the villages in which somebody holds a post."""
        return [one.code for one in self.villages[: self.size.posts]]

    @property
    def duties(self) -> list[str]:
        """Return the posts as promises hold them."""
        return [f"{self.size.role}@{code}" for code in self.codes] or ["officer@73.71.09.1001"]

    def promise(self, kind: str, subject: int | None = None, **payload: Any) -> Delivery:  # noqa: ANN401
        """Return a promise to whom all of it belongs."""
        step = {name: payload.pop(name, None) for name in ("run", "position")}
        return Delivery(
            id=new_id(),
            kind=kind,
            subject_id=subject,
            recipient=self.me,
            recipient_id=self.me.id,
            lane=Lane.REPLY,
            payload=payload,
            **step,
            created_at=NOW,
            send_after=NOW,
            attempts=0,
            edits=None,
        )


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
    _papers(session, town)
    _codes(session, town, vault)
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
    alert = Alert(
        id=new_id(),
        incident=incident,
        incident_id=incident.id,
        policy=paging.snapshot(incident, config),
        status=AlertStatus.ACKNOWLEDGED,
        position=1,
        run=1,
        version=1,
        asked=True,
        holder_id=town.me.id,
        started_at=EARLIER,
        priority=60,
    )
    session.add_all([incident, alert])
    town.alerts.append(alert)
    _history(session, alert, village)
    _note(session, town, village)
    for _ in range(max(town.size.reports, 1) if number == 0 else 1):
        _report(session, town, incident, category)


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


def _papers(session: AsyncSession, town: Town) -> None:
    """Put down what stands by itself: a draft, a photo, a situation, digests, a test."""
    me, village = town.me.id, town.villages[0].code
    draft = _draft(town)
    photo = _picture(report_id=town.reports[0].id)
    of_note = _picture(note_id=town.subjects["note"])
    situation = Situation(
        id=new_id(),
        member_id=me,
        village_code=village,
        watch_date=TODAY,
        on_watch=99,
        created_at=NOW - timedelta(hours=1),
    )
    test = TestPage(id=new_id(), member_id=me, created_at=EARLIER)
    days = [
        Digest(id=new_id(), member_id=me, kind=kind, period=period, due_at=EARLIER, created_at=NOW)
        for kind, period in (("daily", TODAY), ("weekly", MONDAY))
    ]
    session.add_all([draft, photo, of_note, situation, test, *days])
    town.subjects |= {
        "draft": draft.id,
        "photo": photo.id,
        "note_photo": of_note.id,
        "situation": situation.id,
        "test": test.id,
        "daily": days[0].id,
        "weekly": days[1].id,
    }


def _draft(town: Town) -> Draft:
    return Draft(
        id=new_id(),
        member_id=town.me.id,
        message_id=1,
        text=town.size.text,
        category=town.size.category,
        severity="DARURAT",
        threat=True,
        alternatives=["pencurian", "kebakaran", "narkoba"],
        village_code=town.villages[0].code,
        located_code=town.villages[1].code,
        lat=-5.1,
        lon=119.1,
        anonymous=True,
        written_at=EARLIER - timedelta(days=20),
        received_at=EARLIER,
    )


def _picture(**whose: int) -> Attachment:
    return Attachment(
        id=new_id(), file_id="x", state="ready", path=PICTURE, created_at=EARLIER, **whose
    )


def _codes(session: AsyncSession, town: Town, vault: Vault) -> None:
    """Put down a code for many, and some that somebody has used."""

    def code(word: str, role: str, **more: Any) -> Invitation:  # noqa: ANN401 - columns
        return Invitation(
            id=new_id(),
            code_hash=vault.code_hash(word),
            role=role,
            region_code=town.villages[0].code,
            created_at=EARLIER,
            expires_at=NOW + timedelta(days=7),
            **more,
        )

    def spent(word: str, role: str, minutes: int = 0) -> Invitation:
        return code(
            word,
            role,
            reusable=False,
            created_by=town.me.id,
            used_at=EARLIER + timedelta(minutes=minutes),
            used_by=town.subjects["other"],
        )

    invitation, used = code("x", "resident", reusable=True), spent("y", "deputy")
    roles = ("officer", "village_head", "watch", "forum", "babinsa")
    others = [spent(f"z{number}", role, number) for number, role in enumerate(roles)]
    session.add_all([invitation, used, *others])
    town.subjects |= {"invitation": invitation.id, "used": used.id}
