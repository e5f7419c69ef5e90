"""How those who answer a report hear of what its writer adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Lane
from bot.services.alerts import (
    alert_notifications,
    lifecycle,
    paging,
    status_edits,
)
from bot.services.alerts.alert_events import EventKind, record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Attachment, Report
    from bot.settings import Config


async def tell(
    session: AsyncSession,
    report: Report,
    photos: Sequence[Attachment],
    *,
    worse: bool,
    config: Config,
    now: datetime,
) -> None:
    """Show an addendum to whoever was paged for a report, or has opened it; nobody is called.

    1. Their cards show it, in place; their pictures follow.
    2. The card comes anew below, with few of them in a while; ``worse``: at once, as a page would.
    """
    alert = report.incident.alert
    if alert is None:
        await status_edits.owe(session, report.incident_id, now=now)
        return
    woken = worse and await lifecycle.resume_paging(session, alert, now=now)
    record(session, alert, EventKind.ADDED, now=now)
    await alert_notifications.edit_cards(session, alert, now=now)
    if shown := [photo.id for photo in photos]:
        readers = await paging.members_with_card(session, alert)
        await paging.show_photos(session, alert, readers, now=now, photos=shown, followed=False)
    again = config.limits.repeat_calls.heard_again
    lane = Lane.URGENT if worse and not alert.quiet else Lane.NOTICE
    if not woken:
        await alert_notifications.notify_added(
            session, alert, again=again, photos=bool(shown), lane=lane, now=now
        )
