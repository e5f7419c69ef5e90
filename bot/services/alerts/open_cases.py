"""What is not finished for many readers at once: for each what ``/tugas`` lists for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select, true
from sqlalchemy.orm import contains_eager, joinedload

from bot.domain import access
from bot.domain.access import ANSWERING, LEADERS, ON_CALL, lies_within
from bot.domain.category import ALL_IS_WELL, Severity
from bot.domain.escalation import AlertStatus
from bot.models import Alert, Delivery, Incident
from bot.places.by_region import ByRegion
from bot.places.region_filters import inside, regions_held
from bot.services.alerts import alert_access, case_lists

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.services.alerts.case_lookup import CaseReader

MOST_REGIONS = 1000  # named in one statement
UNFINISHED = [status for status in AlertStatus if status != AlertStatus.CLOSED]


async def by_member(
    session: AsyncSession, readers: Sequence[CaseReader]
) -> Mapping[int, Sequence[Incident]]:
    """Return by member what waits for somebody, in the order of ``/tugas``.

    What pages first; then what paged nobody, no older than ``unpaged.listed_for``. The most severe
    first, then the oldest. At most five statements, however many read and however much there is.
    """
    found = await _unfinished(session, readers)
    near = _near(readers, found)
    paging = await _paging(session, readers, near)
    told = await _told(session, readers, found)
    listed: dict[int, Sequence[Incident]] = {}
    policies = case_lists.policies_of(readers[0].config) if readers else {}
    for reader in readers:
        here = near[reader.member_id]
        alerts = [one for one in here if (one.id, reader.member_id) in paging]
        listed[reader.member_id] = [
            *_by_rank(alerts),
            *_by_rank(_waits(reader, here, told, policies)),
        ]
    return listed


def pages(incident: Incident) -> bool:
    """Tell whether an incident calls people, or has."""
    return incident.alert is not None and not incident.alert.quiet


def _near(
    readers: Sequence[CaseReader], found: Sequence[Incident]
) -> Mapping[int, Sequence[Incident]]:
    """Return by member what is in the regions where they answer, in the same order."""
    places = ByRegion((one.village_code, number) for number, one in enumerate(found))
    held = {one.member_id: regions_held(one.grants, ANSWERING) for one in readers}
    return {
        member: [found[number] for number in sorted(places.inside(regions))]
        for member, regions in held.items()
    }


async def _unfinished(session: AsyncSession, readers: Sequence[CaseReader]) -> Sequence[Incident]:
    """Return what is not finished where these answer; of very many regions, all there is."""
    grants = [grant for reader in readers for grant in reader.grants]
    regions = regions_held(grants, ANSWERING)
    if not regions:
        return []
    there = inside(Incident.village_code, regions) if len(regions) <= MOST_REGIONS else true()
    oldest = min(_listed_from(reader) for reader in readers)
    wanted = (
        select(Incident)
        .outerjoin(Incident.alert)
        .where(
            there,
            Incident.status.in_(UNFINISHED),
            or_(
                Alert.quiet.is_(False),  # of any kind: an emergency pages whatever its words say
                (Incident.category != ALL_IS_WELL) & (Incident.opened_at > oldest),
            ),
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
    session: AsyncSession,
    readers: Sequence[CaseReader],
    near: Mapping[int, Sequence[Incident]],
) -> set[tuple[int, int]]:
    """Return which incidents that page which of these members answers: ids of both."""
    requests = [
        (one.alert, reader.member_id)
        for reader in readers
        for one in near[reader.member_id]
        if one.alert is not None
        and not one.alert.quiet
        and access.may(reader.grants, ON_CALL, one.village_code)
    ]
    may = await alert_access.readers(session, requests) if requests else set()
    return {(alert.incident_id, who) for alert, who in requests if (alert.id, who) in may}


async def _told(
    session: AsyncSession, readers: Sequence[CaseReader], found: Sequence[Incident]
) -> set[tuple[int, int]]:
    """Return of which incidents that page nobody which supervisors were told."""
    leaders = [one.member_id for one in readers if access.may(one.grants, LEADERS, None)]
    quiet = [one.id for one in found if not pages(one)]
    if not leaders or not quiet:
        return set()
    told = select(Delivery.subject_id, Delivery.recipient_id).where(
        Delivery.subject_id.in_(quiet),
        Delivery.recipient_id.in_(leaders),
        *alert_access.told_of(),
    )
    rows = await session.execute(told)
    return {(incident, member) for incident, member in rows if incident is not None}


def _waits(
    reader: CaseReader,
    found: Sequence[Incident],
    told: set[tuple[int, int]],
    policies: Mapping[str, dict[str, Any]],
) -> list[Incident]:
    since = _listed_from(reader)
    waits = [one for one in found if not pages(one) and one.opened_at > since]
    waits = [one for one in waits if one.status == AlertStatus.RECORDED or one.alert is not None]
    if not waits:
        return []
    kinds = {reader.config.category(one.category).code for one in waits}
    worked = case_lists.worked_regions(reader, {kind: policies[kind] for kind in kinds})
    heard = {incident for incident, who in told if who == reader.member_id}
    return [
        one
        for one in waits
        if lies_within(one.village_code, worked[reader.config.category(one.category).code])
        or (one.id in heard and access.may(reader.grants, LEADERS, one.village_code))
    ]


def _by_rank(incidents: Sequence[Incident]) -> list[Incident]:
    return sorted(incidents, key=lambda one: -Severity(one.severity).rank)
