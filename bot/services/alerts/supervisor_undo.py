"""What a supervisor undoes: a closing as no incident, a move out of the district."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import reopening
from bot.domain.escalation import AlertStatus
from bot.domain.outcomes import MERGED, MISTAKEN
from bot.places import place_search
from bot.services.alerts import (
    alert_actions,
    alert_notifications,
    alert_state,
    false_report_audit,
    paging,
    reporter_notifications,
    similar_cards,
    supervisor_review,
)
from bot.services.alerts.alert_events import EventKind, load_events, record

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.escalation import AlertState
    from bot.models import Alert, AlertEvent
    from bot.services.alerts.alert_actions import AlertPress
    from bot.settings import Config


async def take_back(
    session: AsyncSession,
    alert: Alert,
    act: AlertEvent,
    press: AlertPress,
    *,
    config: Config,
    now: datetime,
) -> bool:
    """Undo a closing or a move ("Batalkan") and page anew. False: more has happened since.

    What came from a village that a decree split meanwhile stays where it is: nobody guesses.
    """
    if not await _is_newest(session, alert, act):
        return False
    _write_down(session, alert, press, now)
    begun = reopening.overrule(alert_state.read(alert), now).state
    alert.policy = paging.policy_snapshot(alert.incident, config)
    home = await place_search.today(session, supervisor_review.village_of(alert, act))
    if act.kind == EventKind.MOVED and len(home) == 1:
        _, paged = await alert_actions.hand_to(session, alert, begun, home[0], press, now=now)
    else:
        paged = await _page_again(session, alert, begun, now)
    others = {*paged, press.by}
    await alert_notifications.notify_paged(session, alert, "taken_back", now=now, but=others)
    await reporter_notifications.notify_reporters(session, alert, "going_on", now=now)
    await paging.show_photos(session, alert, paged, now=now)
    return True


async def _page_again(
    session: AsyncSession, alert: Alert, begun: AlertState, now: datetime
) -> set[int]:
    """Page anew where it is; return the members paged."""
    alert_state.write(alert, begun)
    paged = await paging.page_due_step(session, alert, now=now)
    await alert_notifications.edit_cards(session, alert, now=now)
    await similar_cards.edit(session, alert.incident, now=now)
    return paged


def _write_down(session: AsyncSession, alert: Alert, press: AlertPress, now: datetime) -> None:
    false_report_audit.undone(session, alert.incident, f"member:{press.by}", now=now)
    record(session, alert, EventKind.TAKEN_BACK, now=now, by=press.by, office=press.office)


async def _is_newest(session: AsyncSession, alert: Alert, act: AlertEvent) -> bool:
    """Tell whether nothing was done since that a taking back would undo too.

    A move holds until the next one, whatever became of the case where it went, unless its reporters
    took it back: nobody would be called for it. A closing holds as long as it is closed.
    """
    if alert.incident.outcome in {MERGED, MISTAKEN}:
        return False
    if act.kind == EventKind.MOVED:
        moves = await load_events(session, [alert.incident_id], [EventKind.MOVED])
        return moves[-1].id == act.id
    opened = (EventKind.TAKEN_BACK, EventKind.REOPENED, EventKind.RESUMED)
    ends = (EventKind.NO_INCIDENT, EventKind.CLOSED, *opened)
    last = await load_events(session, [alert.incident_id], ends)
    return alert.status == AlertStatus.CLOSED and last[-1].id == act.id
