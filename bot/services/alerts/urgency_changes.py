"""An officer says how bad a report is, or whether it still goes on; each time is written down.

What calls people goes on calling, milder or over as it may be, until somebody takes or ends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.domain.category import Severity
from bot.domain.escalation import stale_reason
from bot.services import audit
from bot.services.alerts import alert_state, kind_changes, paging
from bot.services.alerts.alert_events import EventKind, record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.escalation import Stale
    from bot.models import Alert, Report
    from bot.services.alerts.alert_actions import AlertPress
    from bot.settings import Config

ACTION = "urgency_changed"
NOW, OVER, UNKNOWN = "now", "over", "unknown"  # whether it goes on, in history and audit


class NewUrgency(NamedTuple):
    """What an officer chose, one of the two. ``calls``: what called nobody does now."""

    severity: Severity | None = None
    ongoing: bool | None = None
    calls: bool = False


def may_call(
    alert: Alert, to: NewUrgency, reports: Sequence[Report], *, config: Config, now: datetime
) -> bool:
    """Tell whether it would call people whom it has not called yet.

    Of the gravest whatever its kind, as /darurat does; of what goes on where its kind calls.
    """
    if to.severity is not None:
        return alert.quiet and to.severity is Severity.DARURAT
    kind = alert.incident.category
    return bool(to.ongoing) and kind_changes.may_call(alert, kind, reports, config=config, now=now)


async def change(
    session: AsyncSession,
    alert: Alert,
    press: AlertPress,
    to: NewUrgency,
    *,
    config: Config,
    now: datetime,
) -> Stale | None:
    """Let an incident be as bad as ``to`` says, or go on or be over. None: it is done.

    1. What calls follows the policy of its new severity from its next step on.
    2. What called nobody and calls now pages from the first step.
    3. Where it has become worse, whoever was paged hears of it as of an addendum.
    """
    if stale := stale_reason(alert_state.read(alert), None, press.run):
        return stale
    bad = Severity(alert.incident.severity)
    reports = await kind_changes.reports_of(session, alert.incident_id)
    if to.calls or not stands(alert, to, reports):
        await _write(session, alert, press, to, reports, now=now)
    alert.policy = paging.policy_snapshot(alert.incident, config)
    if to.calls and alert.quiet:
        await kind_changes.notify_new_recipients(session, alert, press, calls=True, now=now)
    elif to.severity is not None and not alert.quiet and to.severity.rank > bad.rank:
        await kind_changes.notify_raised(session, alert, press, EventKind.REGRADED, now=now)
    await kind_changes.edit_cards(session, alert, press, now=now)
    return None


def stands(alert: Alert, to: NewUrgency, reports: Sequence[Report]) -> bool:
    """Tell whether it is so already: a second press, or that of somebody else, changes nothing."""
    if to.severity is not None:
        same = all(one.severity == to.severity for one in reports)
        return same and alert.incident.severity == to.severity
    return bool(reports) and all(one.ongoing is to.ongoing for one in reports)


async def _write(
    session: AsyncSession,
    alert: Alert,
    press: AlertPress,
    to: NewUrgency,
    reports: Sequence[Report],
    *,
    now: datetime,
) -> None:
    """Write it to the incident and its reports, and who changed it to its history and the audit."""
    incident = alert.incident
    if to.severity is not None:
        kind, was, chosen = EventKind.REGRADED, str(incident.severity), str(to.severity)
        incident.severity = to.severity
    else:
        kind, was = EventKind.RETIMED, _told(goes_on(reports))
        chosen = _told(to.ongoing)
    for one in reports:
        one.severity = to.severity or one.severity
        one.ongoing = one.ongoing if to.ongoing is None else to.ongoing
    record(session, alert, kind, now=now, by=press.by, office=press.office, about=was)
    who, subject = f"member:{press.by}", f"incident:{incident.id}"
    audit.write(session, who, ACTION, subject, now, f"{was} -> {chosen}")


def goes_on(reports: Sequence[Report]) -> bool | None:
    """Tell whether it goes on, as the reports of an incident say: yes where one of them says so.

    None: nobody has said.
    """
    said = [one.ongoing for one in reports if one.ongoing is not None]
    return any(said) if said else None


def _told(ongoing: bool | None) -> str:  # noqa: FBT001 - read from a column
    return UNKNOWN if ongoing is None else NOW if ongoing else OVER
