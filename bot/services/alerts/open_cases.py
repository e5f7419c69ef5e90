"""What is not finished for many readers at once: for each what ``/tugas`` lists for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload

from bot.domain import access
from bot.domain.access import ANSWERING, LEADERS, ON_CALL, ancestors
from bot.domain.category import ALL_IS_WELL, Severity
from bot.domain.escalation import AlertStatus
from bot.models import Alert, Delivery, Incident
from bot.places.region_filters import inside, regions_held
from bot.services.alerts import alert_access, case_lists

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.services.alerts.case_lookup import CaseReader


async def of(
    session: AsyncSession, readers: Sequence[CaseReader]
) -> Mapping[int, Sequence[Incident]]:
    """Return by member what waits for somebody, in the order of ``/tugas``.

    What pages first; then what paged nobody, no older than ``unpaged.listed_for``. The most severe
    first, then the oldest. At most five statements, however many read and however much there is.
    """
    found = await _unfinished(session, readers)
    paging = await _paging(session, readers, found)
    told = await _told(session, readers, found)
    listed = {}
    for reader in readers:
        alerts = [one for one in found if (one.id, reader.member_id) in paging]
        waits = _waits(
            reader, found, {incident for incident, who in told if who == reader.member_id}
        )
        listed[reader.member_id] = [*_by_rank(alerts), *_by_rank(waits)]
    return listed


def pages(incident: Incident) -> bool:
    """Tell whether an incident calls people, or has."""
    return incident.alert is not None and not incident.alert.quiet


async def _unfinished(session: AsyncSession, readers: Sequence[CaseReader]) -> Sequence[Incident]:
    grants = [grant for reader in readers for grant in reader.grants]
    regions = regions_held(grants, ANSWERING)
    if not regions:
        return []
    oldest = min(_listed_from(reader) for reader in readers)
    wanted = (
        select(Incident)
        .outerjoin(Incident.alert)
        .where(
            inside(Incident.village_code, regions),
            Incident.status != AlertStatus.CLOSED,
            Incident.category != ALL_IS_WELL,
            or_(Alert.quiet.is_(False), Incident.opened_at > oldest),
        )
        .options(contains_eager(Incident.alert), joinedload(Incident.village))
        .order_by(Incident.opened_at, Incident.id)
    )
    found = (await session.scalars(wanted)).unique().all()
    for incident in found:
        if incident.alert is not None:
            incident.alert.belongs_to(incident)
    return found


def _listed_from(reader: CaseReader) -> datetime:
    return reader.now - reader.config.limits.unpaged.listed_for


async def _paging(
    session: AsyncSession, readers: Sequence[CaseReader], found: Sequence[Incident]
) -> set[tuple[int, int]]:
    """Return which incidents that page which of these members answers: ids of both."""
    wishes = [
        (one.alert, reader.member_id)
        for reader in readers
        for one in found
        if one.alert is not None
        and not one.alert.quiet
        and access.may(reader.grants, ON_CALL, one.village_code)
    ]
    may = await alert_access.readers(session, wishes) if wishes else set()
    return {(alert.incident_id, who) for alert, who in wishes if (alert.id, who) in may}


async def _told(
    session: AsyncSession, readers: Sequence[CaseReader], found: Sequence[Incident]
) -> set[tuple[int, int]]:
    """Return of which incidents that page nobody which supervisors were told."""
    leaders = [one.member_id for one in readers if access.may(one.grants, LEADERS, None)]
    quiet = [one.id for one in found if not pages(one)]
    if not leaders or not quiet:
        return set()
    told = select(Delivery.subject_id, Delivery.recipient_id).where(
        Delivery.kind == "told",
        Delivery.subject_id.in_(quiet),
        Delivery.recipient_id.in_(leaders),
        Delivery.edits.is_(None),
    )
    rows = await session.execute(told)
    return {(incident, member) for incident, member in rows if incident is not None}


def _waits(reader: CaseReader, found: Sequence[Incident], told: set[int]) -> list[Incident]:
    worked, since = case_lists.worked_regions(reader), _listed_from(reader)
    waits = [one for one in found if not pages(one) and one.opened_at > since]
    waits = [one for one in waits if one.status == AlertStatus.RECORDED or one.alert is not None]
    return [
        one
        for one in waits
        if not worked[reader.config.category(one.category).code].isdisjoint(
            ancestors(one.village_code)
        )
        or (one.id in told and access.may(reader.grants, LEADERS, one.village_code))
    ]


def _by_rank(incidents: Sequence[Incident]) -> list[Incident]:
    return sorted(incidents, key=lambda one: -Severity(one.severity).rank)
