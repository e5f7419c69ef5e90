"""Albums of an officer's question: their further pictures go with it, and begin nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.domain.conversation import may_ask
from bot.models import Alert, ConversationMessage, ReportAuthor
from bot.services.alerts import conversation, conversation_states
from bot.services.reports import report_authors

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.attachment_kind import SentFile
    from bot.settings import Config


async def find(
    session: AsyncSession, member: int, group: str, since: datetime
) -> tuple[Alert, Sequence[ConversationMessage]] | None:
    """Return what a member asked with an album after ``since``, one for each reporter, the oldest.

    With the alert that it is about, and its incident. None: they asked nothing with it.
    """
    await session.flush()
    mine = ConversationMessage.member_id == member, ConversationMessage.media_group == group
    asked = select(ConversationMessage).where(*mine, ConversationMessage.at >= since)
    known = asked.options(joinedload(ConversationMessage.report)).order_by(ConversationMessage.id)
    rows = (await session.scalars(known)).all()
    if not rows:
        return None
    of_it = select(Alert).where(Alert.incident_id == rows[0].report.incident_id)
    alert = await session.scalar(of_it.options(joinedload(Alert.incident)))
    first = {one.report_id: one for one in reversed(rows)}
    return None if alert is None else (alert, list(reversed(first.values())))


async def enclose(
    session: AsyncSession,
    asked: Sequence[ConversationMessage],
    sent: SentFile,
    by: int,
    *,
    config: Config,
    now: datetime,
) -> None:
    """Owe a further picture to each reporter who was asked and may be asked still."""
    reports = [one.report_id for one in asked]
    wrote = select(ReportAuthor).where(ReportAuthor.report_id.in_(reports))
    found = await session.scalars(wrote.options(report_authors.LOADED))
    authors = {author.report_id: author for author in found}
    sender: int | None = by  # one file, however many get it
    for one in asked:
        author = authors.get(one.report_id)
        if author is None:
            continue
        if may_ask(await conversation_states.state_of(session, author, config)) is None:
            conversation.enclose(session, author, one, sent, sender, now=now)
            sender = None
