"""Reports as rows that scripts read: people by alias and role, never by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from bot.domain.alias import anonymised
from bot.domain.disclosure import coarse
from bot.domain.masking import mask
from bot.domain.spot import spot
from bot.models import (
    Incident,
    Report,
)
from bot.places.region_filters import lies_in
from bot.services.operations.row_stream import between, streamed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.engine import RowMapping
    from sqlalchemy.ext.asyncio import AsyncSession

    Row = dict[str, Any]
    Rows = Select[*tuple[Any, ...]]

REPORT_KEYS = (
    "ticket", "incident", "village", "category", "severity", "status", "reporter", "text",
    "created_at", "lat", "lon", "spot", "outcome", "answered_at", "closed_at", "reporters",
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
    """
    wanted = _reports().where(*between(Report.created_at, since, until))
    if region is not None:
        wanted = wanted.where(lies_in(Report.village_code, [region], Report.created_at))
    async for row in streamed(session, wanted):
        told = {**row, **_told_of(row), **_position(row, hiding, coarse_m)}
        if row["category"] in hiding:
            told["reporter"] = anonymised(row["reporter"])
        yield {key: told[key] for key in REPORT_KEYS}


def _reports() -> Rows:
    return (
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
