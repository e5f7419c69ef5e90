"""Officers merge two incidents that are one.

The source keeps its row, its alert and its history; its reports move to the target meanwhile.
:mod:`incident_splits` moves them back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from bot.domain import alert_transfer
from bot.domain.accusation import AGAINST
from bot.domain.category import ALL_IS_WELL, Severity
from bot.domain.escalation import AlertStatus, Stale
from bot.domain.policy import working
from bot.models import Incident, Merge, Note, Report, new_id
from bot.services.alerts import (
    alert_notifications,
    alert_state,
    joined_reports,
    open_cases,
    paging,
    reporter_notifications,
    similar_cards,
)
from bot.services.alerts.alert_events import EventKind, record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Alert
    from bot.services.alerts.alert_actions import AlertPress
    from bot.settings import Config

OFFERED = 5  # to be put to an incident by hand: two pages of a card
NEAREST = 20  # looked at, before it and after it


def are_open_together(incident: Incident, other: Incident) -> bool:
    """Tell whether two incidents are open in one village."""
    return incident.village_code == other.village_code and _are_open(incident, other)


def is_across_border(incident: Incident, other: Incident, config: Config) -> bool:
    """Tell whether an incident's card may mention one of a neighbouring village.

    Both are open, and neither is confidential or against an officer. Only that it exists is shown.
    """
    told = not _is_restricted((incident, other), config)
    return told and incident.village_code != other.village_code and _are_open(incident, other)


def _are_open(incident: Incident, other: Incident) -> bool:
    return incident.id != other.id and AlertStatus.CLOSED not in {incident.status, other.status}


def has_same_recipients(incident: Incident, other: Incident, config: Config) -> bool:
    """Tell whether two incidents have the same recipients, and neither is restricted."""
    first, second = (config.category(one.category) for one in (incident, other))
    return first.recipients == second.recipients and not _is_restricted((incident, other), config)


def _is_restricted(incidents: Sequence[Incident], config: Config) -> bool:
    """Tell whether any of these is confidential or against an officer."""
    kinds = [config.category(one.category) for one in incidents]
    return any(kind.is_confidential or kind.code in AGAINST for kind in kinds)


async def merge_candidates(
    session: AsyncSession, alert: Alert, config: Config
) -> Sequence[Incident]:
    """Return the open incidents that may be merged with an alert's, the nearest in time first.

    They are of any kind, since an officer decides that they are one. ``alert.incident`` is loaded.
    """
    incident = alert.incident
    wanted = (
        select(Incident)
        .where(
            Incident.village_code == incident.village_code,
            Incident.status.in_(open_cases.UNFINISHED),  # by its index: few are open
            Incident.category != ALL_IS_WELL,
            Incident.id != incident.id,
        )
        .options(joinedload(Incident.village), joinedload(Incident.alert))
        .limit(NEAREST)
    )
    at, near = incident.opened_at, list[Incident]()
    for when, order in (
        (Incident.opened_at <= at, Incident.opened_at.desc()),
        (Incident.opened_at > at, Incident.opened_at),
    ):
        near += (await session.scalars(wanted.where(when).order_by(order))).all()
    may = [one for one in near if _has_same_workers(alert, one, config)]
    return sorted(may, key=lambda one: (abs(one.opened_at - at), one.id))[:OFFERED]


def _has_same_workers(alert: Alert, other: Incident, config: Config) -> bool:
    if _is_restricted((alert.incident, other), config):
        return False
    policy = (
        other.alert.policy if other.alert is not None else paging.policy_snapshot(other, config)
    )
    return _same_workers(alert.policy, policy)


def _same_workers(policy: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two policies have the same working recipients, and neither is confidential."""
    same = set(working(policy["recipients"])) == set(working(other["recipients"]))
    return same and not policy["confidential"] and not other["confidential"]


def may_merge(alert: Alert, other: Alert) -> bool:
    """Tell whether two alerts may be merged (their incidents are loaded).

    1. Both are open, in one village. 2. The same people work both, and neither is confidential.
    """
    return are_open_together(alert.incident, other.incident) and _same_workers(
        alert.policy, other.policy
    )


async def merge(
    session: AsyncSession,
    alert: Alert,
    other: Alert,
    press: AlertPress,
    *,
    config: Config,
    now: datetime,
) -> Stale | None:
    """Merge two alerts (loaded, with incident and village). None: it is done.

    1. The target is the one that pages, or that is held; the source is merged into it.
    2. Reports and notes move to the target; the source's state is stored with them, for a split.
    3. The source's reporters are told, and from now on hear what becomes of the target.
    4. The source's cards lead to the target, whose cards show all of it. The target may name
       another incident that it may be the same as.
    """
    if press.run != alert.run:
        return Stale.OLD_CARD
    if not may_merge(alert, other):
        return Stale.ALREADY_CLOSED
    target, source = sorted((alert, other), key=_precedence)
    await reporter_notifications.notify_reporters(session, source, "merged", now=now)
    await _move_reports(session, source, target, now=now)
    alert_state.write(source, alert_transfer.merge(alert_state.read(source), now).state)
    for one in (source, target):
        record(session, one, EventKind.MERGED, now=now, by=press.by, office=press.office)
    await _update_staying(session, source.incident, target, config)
    await _refresh_cards(session, source, target, press, now=now)
    return None


def _precedence(alert: Alert) -> tuple[bool, bool, int]:
    """Order alerts, the target first: one that pages, then one that is held, then the older."""
    return alert.quiet, alert.status == AlertStatus.OPEN, alert.incident_id


async def _move_reports(
    session: AsyncSession, source: Alert, target: Alert, *, now: datetime
) -> None:
    await session.flush()
    of_it = Report.incident_id == source.incident_id
    stood = alert_state.to_json(alert_state.read(source))
    for report in (await session.scalars(select(Report).where(of_it))).all():
        session.add(
            Merge(
                id=new_id(),
                at=now,
                report_id=report.id,
                into_id=target.incident_id,
                from_id=source.incident_id,
                before=stood | joined_reports.state_before_merge(report, target.incident),
            )
        )
    await session.execute(update(Report).where(of_it).values(incident_id=target.incident_id))
    noted = update(Note).where(Note.incident_id == source.incident_id)
    origin = func.coalesce(Note.origin_id, source.incident_id)
    await session.execute(noted.values(incident_id=target.incident_id, origin_id=origin))
    source.incident.merged_into_id = target.incident_id


async def _update_staying(
    session: AsyncSession, source: Incident, alert: Alert, config: Config
) -> None:
    """Raise the target to the severity of all its reports, and link the next similar incident."""
    target = alert.incident
    set_committed_value(target, "alert", alert)  # whose policy may become a more severe one
    before = await joined_reports.earlier_reports(session, target, None)
    severities = [*before.severities, Severity(source.severity)]
    joined_reports.raise_severity(target, severities, before.people, config)
    await _name_next(session, source, target)


async def _name_next(session: AsyncSession, source: Incident, target: Incident) -> None:
    """Link incidents similar to the source to the target, and the target to the newest of them."""
    others = select(Incident).where(
        Incident.status != AlertStatus.CLOSED,
        Incident.similar_id.in_((source.id, target.id)),
        Incident.id != target.id,
    )
    beyond_last = others.order_by(Incident.village_code == target.village_code, Incident.id)
    target.similar_id = None
    for other in await session.scalars(beyond_last):
        other.similar_id, target.similar_id = target.id, other.id


async def _refresh_cards(
    session: AsyncSession, source: Alert, target: Alert, press: AlertPress, *, now: datetime
) -> None:
    """Edit all cards but the one pressed, and those that name it; send all members the pictures."""
    for one in (source, target):
        await alert_notifications.edit_cards(session, one, now=now, but=press.own_card)
    await similar_cards.edit(session, target.incident, now=now)
    members = await paging.members_with_card(session, target)
    await paging.show_photos(session, target, members, now=now)
