"""Which reporters of an alert a question is for, and how many of them got it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from bot.models import Member, Report, ReportAuthor
from bot.services.reports import report_authors

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Alert


class AskedReporters(NamedTuple):
    """How many reporters got a question, of how many, as a card counts them: by their names."""

    got: int
    of: int


async def find(
    session: AsyncSession, alert: Alert, *, but: int, reports: Collection[int] | None
) -> list[ReportAuthor]:
    """Return who reported an alert, each by their first report, but for one.

    ``reports``: only who wrote these.
    """
    await session.flush()
    wanted = (
        select(ReportAuthor)
        .join(Report, Report.id == ReportAuthor.report_id)
        .where(*_which(alert, reports), ReportAuthor.member_id != but)
        .options(report_authors.LOADED)
        .order_by(Report.created_at, Report.id)
    )
    return report_authors.first_of_each((await session.scalars(wanted)).all())


async def unreachable(session: AsyncSession, authors: Collection[ReportAuthor]) -> set[int]:
    """Return the members among these to whom the bot cannot write."""
    members = {one.member_id for one in authors}
    lost = select(Member.id).where(Member.id.in_(members), Member.unreachable_at.is_not(None))
    return set(await session.scalars(lost))


async def count(
    session: AsyncSession,
    alert: Alert,
    members: Collection[int],
    *,
    but: int,
    reports: Collection[int] | None,
) -> AskedReporters:
    """Count the members who got a question by the names under which they reported.

    Who reported under two names is two on a card: another number here would join them.
    """
    named = (
        select(Report.alias, ReportAuthor.member_id)
        .outerjoin(ReportAuthor, ReportAuthor.report_id == Report.id)
        .where(*_which(alert, reports))
    )
    rows = [row for row in await session.execute(named) if row.member_id != but]
    got = {row.alias for row in rows if row.member_id in members}
    return AskedReporters(len(got), len({row.alias for row in rows}))


def _which(alert: Alert, reports: Collection[int] | None) -> list[ColumnElement[bool]]:
    which = [Report.incident_id == alert.incident_id]
    return which if reports is None else [*which, Report.id.in_(reports)]
