"""What was owed to people, as rows that scripts read: by role, never by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from bot.domain.access import ANY_UNIT, Role
from bot.domain.promises.reports import SentencePromise
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
    promise_data,
)
from bot.places.region_filters import lies_in
from bot.services.operations.row_stream import between, streamed
from bot.services.reports.report_authors import TO_WRITERS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession

    Row = dict[str, Any]
    Rows = Select[*tuple[Any, ...]]

DELIVERY_KEYS = (
    "kind", "ticket", "role", "lane", "status", "attempts", "created_at", "sent_at", "error",
)  # fmt: skip
REPORTER = "reporter"
# What goes to whoever reports; a sentence goes to anybody, and may name a ticket.
_TOLD_ROLES: dict[str, str | None] = {
    **dict.fromkeys(TO_WRITERS, REPORTER),
    "photo_erase": None,
    "sentence": None,
}
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
    wanted = _deliveries().where(*between(Delivery.created_at, since, until))
    if region is not None:
        wanted = wanted.where(lies_in(func.coalesce(_VILLAGE, Member.village_code), [region]))
    async for row in streamed(session, wanted):
        yield {key: row[key] for key in DELIVERY_KEYS} | {
            "ticket": row["ticket"] or _said_ticket(row["kind"], row["payload"]),
            "role": _TOLD_ROLES.get(row["kind"], row["role"]),
            "lane": Lane(row["lane"]).name.lower(),
            "created_at": row["created_at"].isoformat(),
            "sent_at": row["sent_at"].isoformat() if row["sent_at"] else None,
        }


def _said_ticket(kind: str, payload: Mapping[str, Any]) -> str | None:
    """Return the ticket that one of our sentences names."""
    if kind != "sentence":
        return None
    promise = promise_data.decode_column(kind, payload, SentencePromise)
    return ((promise.values if promise is not None else None) or {}).get("ticket")


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
