"""Supervisors' review: they are told of doubtful closings and moves, and can undo them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import aliased

from bot import outbox
from bot.domain.access import Level, region_at
from bot.domain.category import Severity
from bot.domain.oncall import all_above, supervisors_above
from bot.domain.outcomes import FALSE_REASONS, FALSE_REPORT
from bot.models import AlertEvent, Incident, Lane
from bot.services import audit
from bot.services.alerts.alert_events import EventKind, record
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Alert
    from bot.settings import Config

KIND, UNREVIEWED = "review", "unreviewed"
# An emergency that ends so was none, as far as one person says.
VANISHES = frozenset({"no_incident", "not_found"})
_NOBODY = aliased(AlertEvent)  # the line that says so is of the same moment as the move
_SENT_AWAY = (
    select(AlertEvent, Incident.ticket, Incident.category)
    .join(Incident, Incident.id == AlertEvent.incident_id)
    .join(_NOBODY, and_(_NOBODY.incident_id == AlertEvent.incident_id, _NOBODY.at == AlertEvent.at))
    .where(
        AlertEvent.kind == EventKind.MOVED,
        AlertEvent.at >= bindparam("since"),
        _NOBODY.kind == EventKind.UNREVIEWED,
        _NOBODY.about == EventKind.MOVED,
    )
)


def is_beyond(old: str, new: str) -> bool:
    """Tell whether a village lies in another district than the one that a case came from."""
    return region_at(old, Level.DISTRICT) != region_at(new, Level.DISTRICT)


def is_doubtful(alert: Alert, outcome: str) -> bool:
    """Tell whether a closing is one that another than its presser has to see."""
    vanishes = alert.incident.severity == Severity.DARURAT and outcome in VANISHES
    return vanishes or outcome == FALSE_REPORT


async def notify_supervisors(
    session: AsyncSession,
    alert: Alert,
    act: AlertEvent,
    *,
    office: str | None,
    village: str,
    now: datetime,
) -> None:
    """Tell the nearest supervisors above who acted of a closing or a move, with its undoing.

    ``village``: where the case was. Where nobody stands above, the history and the audit say so.
    """
    _audit(session, act, now)
    people = await role_holders.holders(session, village)
    above = supervisors_above(people, act.member_id or 0)
    if not above:
        record(session, alert, EventKind.UNREVIEWED, now=now, about=act.kind)
        _audit(session, act, now, nobody=True)
    told = {**promised(act, village), "by": office}
    for holder in above:
        outbox.promise(
            session,
            KIND,
            holder.member_id,
            now=now,
            lane=Lane.NOTICE,
            subject=alert.id,
            **told,
        )


def promised(act: AlertEvent, village: str) -> dict[str, Any]:
    """Return what a review's promise says of a closing or move: its line, its kind, and where."""
    what = FALSE_REPORT if act.about in FALSE_REASONS else act.kind
    return {"act": act.id, "what": what, "village": village}


async def act_of(session: AsyncSession, alert: Alert, act_id: int) -> AlertEvent | None:
    """Return the closing or move of an alert that a button names."""
    return await session.scalar(
        select(AlertEvent).where(
            AlertEvent.id == act_id,
            AlertEvent.incident_id == alert.incident_id,
            AlertEvent.kind.in_((EventKind.MOVED, EventKind.NO_INCIDENT, EventKind.CLOSED)),
        )
    )


async def is_above(session: AsyncSession, alert: Alert, act: AlertEvent, member_id: int) -> bool:
    """Tell whether a member stands above whoever did it, by a post that they hold now."""
    people = await role_holders.holders(session, village_of(alert, act))
    above = all_above(people, act.member_id or 0)
    return any(holder.member_id == member_id for holder in above)


def village_of(alert: Alert, act: AlertEvent) -> str:
    """Return the village in which the case was when somebody closed or moved it."""
    return act.from_village or alert.incident.village_code


class SentAway(NamedTuple):
    """An incident that left a district: when, its ticket, its category."""

    at: datetime
    ticket: str
    category: str


async def sent_away(
    session: AsyncSession, since: datetime, config: Config
) -> Mapping[str, Sequence[SentAway]]:
    """Return by village what left its district since then without anybody above.

    Confidential cases stay out: they are told to their recipients alone.
    """
    found: dict[str, list[SentAway]] = defaultdict(list)
    for move, ticket, kind in await session.execute(_SENT_AWAY, {"since": since}):
        is_told = not config.category(kind).is_confidential
        if is_told and move.from_village is not None:
            found[move.from_village].append(SentAway(move.at, ticket, kind))
    return found


def _audit(session: AsyncSession, act: AlertEvent, now: datetime, *, nobody: bool = False) -> None:
    action = UNREVIEWED if nobody else f"alert_{act.kind}"
    who, subject = f"member:{act.member_id}", f"incident:{act.incident_id}"
    way = f"{act.from_village} -> {act.to_village}" if act.kind == EventKind.MOVED else None
    audit.write(session, who, action, subject, now, way or act.office)
