"""Slows down whoever sends report upon report that call nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from bot.domain import send_limits
from bot.models import Member, Report, ReportAuthor, loaded_rows
from bot.services.reports import draft_facts, mutes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Draft
    from bot.settings import Config

_SENT = "send_limits.sent"
_COUNTS = Report.emergency.is_(False) & Report.ongoing.is_not(True)  # called nobody by its writer


class Wait(NamedTuple):
    """Until when a draft waits; ``muted``: by a supervisor, not for the number of reports."""

    until: datetime
    muted: bool


async def waits(
    session: AsyncSession, draft: Draft, *, ongoing: bool | None, config: Config, now: datetime
) -> Wait | None:
    """Return until when a draft waits; None: it goes now, as all does that may wake somebody.

    The hot path pays two statements for everybody of a batch; who has sent much, two more.
    """
    if _always_goes(draft, ongoing=ongoing, config=config):
        return None
    muted = await mutes.until(session, draft.member_id, now)
    if muted is not None:
        return Wait(muted, muted=True)
    at = await _next_at(session, draft, config, now)
    return None if at is None else Wait(at, muted=False)


async def _next_at(
    session: AsyncSession, draft: Draft, config: Config, now: datetime
) -> datetime | None:
    limits = config.limits.reports.limits
    since = now - limits.within
    own = await _sent(session, draft.member_id, since)
    if own < min(limits.per_person, limits.per_person_crowded):
        return None
    most = limits.of_one(await _in_village(session, draft.village_code, since))
    return send_limits.next_at(await _moments(session, draft.member_id, since), most, limits.within)


def count(session: AsyncSession, report: Report) -> None:
    """Count a report that was sent in this very batch."""
    counts: dict[int | None, int] = session.info.setdefault(_SENT, {})
    if report.writer in counts and not (report.emergency or report.ongoing):
        counts[report.writer] += 1


def _always_goes(draft: Draft, *, ongoing: bool | None, config: Config) -> bool:
    """Tell whether somebody may be woken by it, or it is for few: an accusation is not held up."""
    return draft.emergency or bool(ongoing) or draft_facts.category(draft, config).is_confidential


async def _sent(session: AsyncSession, member_id: int, since: datetime) -> int:
    """Return how many reports a member sent, read at once for all who are loaded."""
    counts: dict[int | None, int] = session.info.setdefault(_SENT, {})
    if member_id not in counts:
        loaded = (one.id for one in loaded_rows.all_of(session, Member))
        unread = {member_id, *loaded} - counts.keys()
        counts |= dict.fromkeys(unread, 0)
        found = await session.execute(
            select(ReportAuthor.member_id, func.count())
            .join(Report, Report.id == ReportAuthor.report_id)
            .where(ReportAuthor.member_id.in_(unread), Report.created_at > since, _COUNTS)
            .group_by(ReportAuthor.member_id)
        )
        counts |= dict(found.all())
    return counts[member_id]


async def _in_village(session: AsyncSession, village: str | None, since: datetime) -> int:
    there = Report.village_code == village, Report.created_at > since, _COUNTS
    return await session.scalar(select(func.count()).select_from(Report).where(*there)) or 0


async def _moments(session: AsyncSession, member_id: int, since: datetime) -> Sequence[datetime]:
    """Return when a member sent reports, the newest first."""
    await session.flush()
    own = select(Report.created_at).join(ReportAuthor, ReportAuthor.report_id == Report.id)
    mine = own.where(ReportAuthor.member_id == member_id, Report.created_at > since, _COUNTS)
    return (await session.scalars(mine.order_by(Report.created_at.desc()))).all()
