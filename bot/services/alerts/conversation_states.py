"""What was passed on about a report so far, and how that conversation stands."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain.conversation import ConversationState, Side
from bot.domain.escalation import AlertStatus
from bot.models import ConversationMessage

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import ReportAuthor
    from bot.settings import Config


async def state_of(
    session: AsyncSession, author: ReportAuthor, config: Config
) -> ConversationState:
    """Return how a conversation stands (the author's report and its incident are loaded)."""
    report = author.report
    category = config.category(report.category)
    return ConversationState(
        closed=report.incident.status == AlertStatus.CLOSED,
        confidential=category.is_confidential,
        allows_contact=author.allows_contact,
        stopped=stopped(await of_report(session, report.id)),
    )


def stopped(messages: Sequence[ConversationMessage]) -> Side | None:
    """Return who ended a conversation; what a reporter ended stays so."""
    if any(one.ends and one.side == Side.REPORTER for one in messages):
        return Side.REPORTER
    return Side.OFFICE if messages and messages[-1].ends else None


async def of_report(session: AsyncSession, report_id: int) -> Sequence[ConversationMessage]:
    """Return what was passed on about a report, the oldest first."""
    await session.flush()
    query = select(ConversationMessage).where(ConversationMessage.report_id == report_id)
    return (await session.scalars(query.order_by(ConversationMessage.id))).all()


async def of_reports(
    session: AsyncSession, reports: Collection[int]
) -> Mapping[int, Sequence[ConversationMessage]]:
    """Return what was passed on about each of these reports, the oldest first."""
    found: dict[int, list[ConversationMessage]] = defaultdict(list)
    query = select(ConversationMessage).where(ConversationMessage.report_id.in_(reports))
    for one in await session.scalars(query.order_by(ConversationMessage.id)):
        found[one.report_id].append(one)
    return found
