"""Reports as rows that scripts read: people by alias and role, never by name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from bot.domain.alias import anonymised
from bot.domain.disclosure import coarse
from bot.domain.masking import mask
from bot.domain.spot import spot
from bot.models import Addendum, Incident, Report
from bot.places.region_filters import lies_in
from bot.services.operations.row_stream import AT_ONCE, between, streamed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.engine import RowMapping
    from sqlalchemy.ext.asyncio import AsyncSession

    Row = dict[str, Any]
    Rows = Select[*tuple[Any, ...]]

REPORT_KEYS = (
    "ticket", "incident", "village", "category", "severity", "status", "reporter", "text",
    "created_at", "lat", "lon", "spot", "outcome", "answered_at", "closed_at", "reporters",
    "forwarded", "addenda", "unheard",
)  # fmt: skip
DECIMALS = 6  # of a degree: a hand's breadth


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
    What was added stands beside each; of places and pictures that were added nothing.
    """
    wanted = _reports().where(*between(Report.created_at, since, until))
    if region is not None:
        wanted = wanted.where(lies_in(Report.village_code, [region], Report.created_at))
    async for row, added in _with_addenda(session, streamed(session, wanted)):
        told = {**row, **_told_of(row), **_position(row, hiding, coarse_m), "addenda": added}
        if row["category"] in hiding:
            told["reporter"] = anonymised(row["reporter"])
        yield {key: told[key] for key in REPORT_KEYS}


async def _with_addenda(
    session: AsyncSession, rows: AsyncIterator[RowMapping]
) -> AsyncIterator[tuple[RowMapping, list[Row]]]:
    """Yield each row with what was added to it, read for many at once."""
    held: list[RowMapping] = []
    async for row in rows:
        held.append(row)
        if len(held) == AT_ONCE:
            for one in await _joined(session, held):
                yield one
            held = []
    for one in await _joined(session, held):
        yield one


async def _joined(
    session: AsyncSession, rows: Sequence[RowMapping]
) -> list[tuple[RowMapping, list[Row]]]:
    """Put to each row what was added to it, the oldest first; what says nothing is none."""
    added: dict[int, list[Row]] = defaultdict(list)
    wanted = select(Addendum).where(Addendum.report_id.in_([row["id"] for row in rows]))
    for one in await session.scalars(wanted.order_by(Addendum.id)) if rows else ():
        if one.text or one.answer:
            added[one.report_id].append(_addendum(one))
    return [(row, added[row["id"]]) for row in rows]


def _addendum(one: Addendum) -> Row:
    return {
        "at": one.at.isoformat(),
        "text": mask(one.text),
        "forwarded": one.forwarded,
        "question": one.question,
        "answer": one.answer,
    }


def _reports() -> Rows:
    return (
        select(
            Report.id,
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
            Report.forwarded,
            Report.unheard,
        )
        .join(Incident, Incident.id == Report.incident_id)
        .order_by(Report.created_at, Report.id)
    )


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
