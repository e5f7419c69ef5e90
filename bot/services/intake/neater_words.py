"""An edit that only puts a sent report's words down more neatly is kept, and told to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import wording
from bot.services.alerts import alert_notifications
from bot.services.intake import addenda, sent_reports

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Addendum, Report, ReportAuthor


async def keep(session: AsyncSession, author: ReportAuthor, words: str, *, now: datetime) -> bool:
    """Put words down as they are written now; False: they say something else than was said.

    The cards that show them are edited in place. Of what is closed all stays as it was.
    """
    told: list[Report | Addendum] = [author.report]
    told += await addenda.of_report(session, author.report_id)
    for said in told:
        text = wording.neater(said.text, words)
        if text is None:
            continue
        sent = await sent_reports.load(session, author.id)
        if sent is not None:
            said.text, alert = text, sent.report.incident.alert
            if alert is not None:
                await alert_notifications.edit_cards(session, alert, now=now, receipts=False)
        return True
    return False
