"""Reports and deliveries as rows that scripts read: people by alias and role, never by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from bot.domain.access import ANY_UNIT, Role
from bot.domain.alias import anonymised
from bot.domain.disclosure import coarse
from bot.domain.masking import mask
from bot.domain.spot import spot
from bot.models import (
    Alert,
    Attachment,
    Delivery,
    Incident,
    Lane,
    Member,
    MemberGrant,
    Note,
    Report,
    ReportAuthor,
)
from bot.places.region_filters import lies_in
from bot.services.reports.report_authors import TO_WRITERS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.engine import RowMapping
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import InstrumentedAttribute

    Row = dict[str, Any]
    Rows = Select[*tuple[Any, ...]]

REPORT_KEYS = (
    "ticket", "incident", "village", "category", "severity", "status", "reporter", "text",
    "created_at", "lat", "lon", "spot", "outcome", "answered_at", "closed_at", "reporters",
)  # fmt: skip
DELIVERY_KEYS = (
    "kind", "ticket", "role", "lane", "status", "attempts", "created_at", "sent_at", "error",
)  # fmt: skip
REPORTER = "reporter"
DECIMALS = 6  # of a degree: a hand's breadth
# What goes to whoever reports; a sentence goes to anybody, and may name a ticket.
_TOLD_ROLES: dict[str, str | None] = {
    **dict.fromkeys(TO_WRITERS, REPORTER),
    "photo_erase": None,
    "sentence": None,
}
AT_ONCE = 500  # rows held in memory
_RESPONSIBLE = (
    Role.OFFICER,
    Role.DEPUTY,
    Role.SUPERVISOR,
    ANY_UNIT,
    Role.COORDINATOR,
    Role.VILLAGE_HEAD,
    Role.BABINSA,
    Role.CADRE,
    Role.FORUM,
    Role.WATCH,
    Role.RESIDENT,
)
_RANK_LENGTH = 4  # digits


async def reports(
    session: AsyncSession,
    *,
    region: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    hiding: Collection[str] = (),
    coarse_m: float = 500.0,
) -> AsyncIterator[Row]:
    """Yield reports from ``since`` to before ``until``, the oldest first; identities are masked.

    ``hiding``: the categories of which nothing is told of who reported. Their positions, and those
    of anonymous reports, are ``coarse_m`` metres coarse: a house would tell who lives in it.
    """
    wanted = (
        select(
            Report.ticket,
            Incident.ticket.label("incident"),
            Report.village_code.label("village"),
            Report.category,
            Report.severity,
            Incident.status,
            Report.alias.label("reporter"),
            Report.text,
            Report.created_at,
            Report.lat,
            Report.lon,
            Incident.outcome,
            Incident.answered_at,
            Incident.closed_at,
            _reporters(),
            Report.anonymous,
        )
        .join(Incident, Incident.id == Report.incident_id)
        .where(*_between(Report.created_at, since, until))
        .order_by(Report.created_at, Report.id)
    )
    if region is not None:
        wanted = wanted.where(lies_in(Report.village_code, [region], Report.created_at))
    async for row in _streamed(session, wanted):
        told = {**row, **_told_of(row), **_position(row, hiding, coarse_m)}
        if row["category"] in hiding:
            told["reporter"] = anonymised(row["reporter"])
        yield {key: told[key] for key in REPORT_KEYS}


def _reporters() -> ColumnElement[int]:
    """Count who reported an incident, by the names under which they stand in it."""
    of_incident = aliased(Report)
    return (
        select(func.count(of_incident.alias.distinct()))
        .where(of_incident.incident_id == Incident.id)
        .scalar_subquery()
        .label("reporters")
    )


def _told_of(row: RowMapping) -> Row:
    text = mask(row["text"])
    moments = ("created_at", "answered_at", "closed_at")
    at = {name: row[name].isoformat() if row[name] else None for name in moments}
    return {"text": text, "spot": spot(text) or None, **at}


def _position(row: RowMapping, hiding: Collection[str], coarse_m: float) -> Row:
    lat, lon = row["lat"], row["lon"]
    if lat is None or lon is None:
        return {"lat": None, "lon": None}
    if row["anonymous"] or row["category"] in hiding:
        lat, lon = coarse(lat, lon, coarse_m)
    return {"lat": round(lat, DECIMALS), "lon": round(lon, DECIMALS)}


async def deliveries(
    session: AsyncSession,
    *,
    region: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> AsyncIterator[Row]:
    """Yield what was owed to people, the oldest first.

    ``role`` is the recipient's in the village that it is about; of what goes to whoever reported,
    ``reporter``: what else they are would tell who it was. ``region``: that village's, or
    where it is about none the recipient's own.
    """
    wanted = _deliveries().where(*_between(Delivery.created_at, since, until))
    if region is not None:
        wanted = wanted.where(lies_in(func.coalesce(_VILLAGE, Member.village_code), [region]))
    async for row in _streamed(session, wanted):
        yield {key: row[key] for key in DELIVERY_KEYS} | {
            "ticket": row["ticket"] or row["payload"].get("values", {}).get("ticket"),
            "role": _TOLD_ROLES.get(row["kind"], row["role"]),
            "lane": Lane(row["lane"]).name.lower(),
            "created_at": row["created_at"].isoformat(),
            "sent_at": row["sent_at"].isoformat() if row["sent_at"] else None,
        }


# A delivery's subject may be the author of a report, an alert, an incident or a photo: ids are
# unique over all tables, so at most one of these joins finds anything.
_Alerted, _Photographed, _Noted = aliased(Incident), aliased(Report), aliased(Incident)
_TICKET = func.coalesce(
    Report.ticket, _Alerted.ticket, Incident.ticket, _Photographed.ticket, _Noted.ticket
)
_VILLAGE = func.coalesce(
    Report.village_code,
    _Alerted.village_code,
    Incident.village_code,
    _Photographed.village_code,
    _Noted.village_code,
)


def _deliveries() -> Rows:
    return (
        select(
            Delivery.kind,
            _TICKET.label("ticket"),
            _role(),
            Delivery.lane,
            Delivery.status,
            Delivery.attempts,
            Delivery.created_at,
            Delivery.sent_at,
            Delivery.error,
            Delivery.payload,
        )
        .outerjoin(Member, Member.id == Delivery.recipient_id)
        .outerjoin(ReportAuthor, ReportAuthor.id == Delivery.subject_id)
        .outerjoin(Report, Report.id == ReportAuthor.report_id)
        .outerjoin(Alert, Alert.id == Delivery.subject_id)
        .outerjoin(_Alerted, _Alerted.id == Alert.incident_id)
        .outerjoin(Incident, Incident.id == Delivery.subject_id)
        .outerjoin(Attachment, Attachment.id == Delivery.subject_id)
        .outerjoin(_Photographed, _Photographed.id == Attachment.report_id)
        .outerjoin(Note, Note.id == Attachment.note_id)
        .outerjoin(_Noted, _Noted.id == Note.incident_id)
        .order_by(Delivery.created_at, Delivery.id)
    )


def _role() -> ColumnElement[str]:
    """Return the recipient's role: one that is held still, holds there, and obliges the most.

    The smallest of the roles, each behind digits that say how good it is: SQLite does not look
    out of a subquery's ORDER BY.
    """
    here = func.coalesce(_VILLAGE, "").startswith(MemberGrant.region_code)
    ranks = {str(role): f"{rank:02}" for rank, role in enumerate(_RESPONSIBLE)}
    ranked = (
        case((MemberGrant.ended_at.is_(None), "0"), else_="1")
        + case((here, "0"), else_="1")
        + case(ranks, value=MemberGrant.role, else_=ranks[ANY_UNIT])
        + MemberGrant.role
    )
    return (
        select(func.substr(func.min(ranked), _RANK_LENGTH + 1))
        .where(MemberGrant.member_id == Delivery.recipient_id)
        .correlate_except(MemberGrant)
        .scalar_subquery()
        .label("role")
    )


def _between(
    column: InstrumentedAttribute[datetime], since: datetime | None, until: datetime | None
) -> list[ColumnElement[bool]]:
    bounds = [] if since is None else [column >= since]
    return bounds if until is None else [*bounds, column < until]


async def _streamed(session: AsyncSession, wanted: Rows) -> AsyncIterator[RowMapping]:
    result = await session.stream(wanted, execution_options={"yield_per": AT_ONCE})
    async for row in result.mappings():
        yield row
