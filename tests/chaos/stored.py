"""What the bot's database holds, read from outside."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.models import Alert, Attachment, Database, Delivery, DeliveryStatus, Incident, Report

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

PAGED = (Delivery.kind == "page") & (Delivery.status == DeliveryStatus.SENT)
OWED = Delivery.status.in_((DeliveryStatus.QUEUED, DeliveryStatus.LEASED))


@dataclass(frozen=True, slots=True)
class Stored:
    """What is left when all is over.

    ``reports``: (ticket, text); ``paging``: tickets of alerts; ``pages``: how many were sent.
    """

    reports: list[tuple[str, str]]
    paging: set[str]
    pages: int
    owed: int


async def read(url: str) -> Stored:
    """Read reports, alerts, and how many messages are owed still."""
    reports = select(Report.ticket, Report.text)
    paging = select(Incident.ticket).join(Alert, Alert.incident_id == Incident.id)
    async with _reading(url) as session:
        rows = [(ticket, text) for ticket, text in await session.execute(reports)]
        alerts = set(await session.scalars(paging))
        return Stored(rows, alerts, await _number(session, PAGED), await _number(session, OWED))


async def owed(url: str) -> int:
    """Count what the bot has promised and not sent."""
    async with _reading(url) as session:
        return await _number(session, OWED)


async def pictures(url: str) -> list[tuple[str, int]]:
    """Read what became of each picture, and how often it was begun to be decoded."""
    async with _reading(url) as session:
        rows = await session.execute(select(Attachment.state, Attachment.attempts))
        return [(state, attempts) for state, attempts in rows]


async def _number(session: AsyncSession, which: ColumnElement[bool]) -> int:
    return await session.scalar(select(func.count()).select_from(Delivery).where(which)) or 0


@asynccontextmanager
async def _reading(url: str) -> AsyncIterator[AsyncSession]:
    database = Database(url)
    try:
        async with database.reading() as session:
            yield session
    finally:
        await database.close()
