"""Officers put two incidents together that are one.

The incident that is put to another keeps its row, its alert and its history; its reports stand in
the other one meanwhile. :mod:`incident_splits` takes them out again.
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


def is_open(incident: Incident, other: Incident) -> bool:
    """Tell whether two incidents are open in one village."""
    return incident.village_code == other.village_code and _are_open(incident, other)


def is_beyond(incident: Incident, other: Incident, config: Config) -> bool:
    """Tell whether whoever answers an incident may know of one across the border of its village.

    Both are open, and nothing is confidential or against an officer: that it is there is all that
    is told.
    """
    told = not _hides((incident, other), config)
    return told and incident.village_code != other.village_code and _are_open(incident, other)


def _are_open(incident: Incident, other: Incident) -> bool:
    return incident.id != other.id and AlertStatus.CLOSED not in {incident.status, other.status}


def is_answered_by_the_same(incident: Incident, other: Incident, config: Config) -> bool:
    """Tell whether the same people answer two incidents, and nobody is to be kept from either."""
    first, second = (config.category(one.category) for one in (incident, other))
    return first.recipients == second.recipients and not _hides((incident, other), config)


def _hides(incidents: Sequence[Incident], config: Config) -> bool:
    """Tell whether somebody is to be kept from any of these."""
    kinds = [config.category(one.category) for one in incidents]
    return any(kind.is_confidential or kind.code in AGAINST for kind in kinds)


async def joinable(session: AsyncSession, alert: Alert, config: Config) -> Sequence[Incident]:
    """Return the open incidents of a village that may be put to one, the nearest in time first.

    Whatever they are about: whoever works both decides that they are one (its incident is loaded).
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
    may = [one for one in near if _is_worked_by_the_same(alert, one, config)]
    return sorted(may, key=lambda one: (abs(one.opened_at - at), one.id))[:OFFERED]


def _is_worked_by_the_same(alert: Alert, other: Incident, config: Config) -> bool:
    if _hides((alert.incident, other), config):
        return False
    policy = (
        other.alert.policy if other.alert is not None else paging.policy_snapshot(other, config)
    )
    return _work_alike(alert.policy, policy)


def _work_alike(policy: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether the same people work what follows two policies, and neither is confidential."""
    same = set(working(policy["recipients"])) == set(working(other["recipients"]))
    return same and not policy["confidential"] and not other["confidential"]


def may_be_one(alert: Alert, other: Alert) -> bool:
    """Tell whether two alerts may be put together (their incidents are loaded).

    1. Both are open, in one village. 2. The same people work both, and nothing is confidential.
    """
    return is_open(alert.incident, other.incident) and _work_alike(alert.policy, other.policy)


async def merge(
    session: AsyncSession,
    alert: Alert,
    other: Alert,
    press: AlertPress,
    *,
    config: Config,
    now: datetime,
) -> Stale | None:
    """Put two alerts together (loaded, with incident and village). None: it is done.

    1. The one that stays calls people as urgently as the other: it pages where one of them does,
       and is held where one of them is. It asks about the next that it may be.
    2. Reports and notes of the one that goes stand in it; how it stood is kept beside them.
    3. Its reporters hear that, and from now on what becomes of the one that stays.
    4. Its cards lead to the one that stays, on whose cards all of it is read.
    """
    if press.run != alert.run:
        return Stale.OLD_CARD
    if not may_be_one(alert, other):
        return Stale.ALREADY_CLOSED
    stays, goes = sorted((alert, other), key=_precedence)
    await reporter_notifications.notify_reporters(session, goes, "merged", now=now)
    await _move_reports(session, goes, stays, now=now)
    alert_state.write(goes, alert_transfer.merge(alert_state.read(goes), now).state)
    for one in (goes, stays):
        record(session, one, EventKind.MERGED, now=now, by=press.by, office=press.office)
    await _update_staying(session, goes.incident, stays, config)
    await _show(session, goes, stays, press, now=now)
    return None


def _precedence(alert: Alert) -> tuple[bool, bool, int]:
    """Order alerts: one that pages stays before one that does not, a held one before another."""
    return alert.quiet, alert.status == AlertStatus.OPEN, alert.incident_id


async def _move_reports(session: AsyncSession, goes: Alert, stays: Alert, *, now: datetime) -> None:
    await session.flush()
    of_it = Report.incident_id == goes.incident_id
    stood = alert_state.document(alert_state.read(goes))
    for report in (await session.scalars(select(Report).where(of_it))).all():
        session.add(
            Merge(
                id=new_id(),
                at=now,
                report_id=report.id,
                into_id=stays.incident_id,
                from_id=goes.incident_id,
                before=stood | joined_reports.state_before_merge(report, stays.incident),
            )
        )
    await session.execute(update(Report).where(of_it).values(incident_id=stays.incident_id))
    noted = update(Note).where(Note.incident_id == goes.incident_id)
    origin = func.coalesce(Note.origin_id, goes.incident_id)
    await session.execute(noted.values(incident_id=stays.incident_id, origin_id=origin))
    goes.incident.merged_into_id = stays.incident_id


async def _update_staying(
    session: AsyncSession, goes: Incident, alert: Alert, config: Config
) -> None:
    """Let the one that stays be as bad as all that is said of it, and name the next likeness."""
    stays = alert.incident
    set_committed_value(stays, "alert", alert)  # it may follow a worse policy now
    before = await joined_reports.earlier_reports(session, stays, None)
    severities = [*before.severities, Severity(goes.severity)]
    joined_reports.raise_severity(stays, severities, before.people, config)
    await _name_next(session, goes, stays, config)


async def _name_next(
    session: AsyncSession, goes: Incident, stays: Incident, config: Config
) -> None:
    """Let what may be the one that goes name the one that stays, which asks about the newest."""
    others = select(Incident).where(
        Incident.village_code == goes.village_code,
        Incident.opened_at >= goes.opened_at - config.merging.longest,
        Incident.status != AlertStatus.CLOSED,
        Incident.similar_id.in_((goes.id, stays.id)),
        Incident.id != stays.id,
    )
    stays.similar_id = None
    for other in await session.scalars(others.order_by(Incident.id)):
        other.similar_id, stays.similar_id = stays.id, other.id


async def _show(
    session: AsyncSession, goes: Alert, stays: Alert, press: AlertPress, *, now: datetime
) -> None:
    """Bring all cards but that which was pressed up to date, and show the pictures to all."""
    for one in (goes, stays):
        await alert_notifications.edit_cards(session, one, now=now, but=press.own_card)
    members = await paging.members_with_card(session, stays)
    await paging.show_photos(session, stays, members, now=now)
