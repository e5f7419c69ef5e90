"""Looks up reports for whoever answers them: the waiting ones, all, or one by its ticket.

An incident that paged is worked by its alert. One that did not gets a quiet alert when somebody
first opens it: from then on taking, moving, closing and reopening are the very same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot import outbox
from bot.domain import access
from bot.models import Addendum, Alert, Incident, Note, Report
from bot.services.alerts import alert_access, alert_state, card_room, paging
from bot.services.reports import pictures

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.settings import Config

MOST_PICTURES = 10
KNOWN = (joinedload(Incident.village), joinedload(Incident.alert))


class CaseReader(NamedTuple):
    """Who looks: a member, the posts that they hold now, and when it is."""

    member_id: int
    grants: Sequence[Grant]
    config: Config
    now: datetime


async def load(session: AsyncSession, incident_id: int) -> Incident | None:
    """Return an incident with its village and its alert, if it has one."""
    wanted = select(Incident).where(Incident.id == incident_id).options(*KNOWN)
    incident = (await session.scalars(wanted)).first()
    return None if incident is None else _joined(incident)


async def by_ticket(session: AsyncSession, ticket: str) -> tuple[Incident, Report] | None:
    """Return the incident and the report of a ticket."""
    wanted = (
        select(Report)
        .where(Report.ticket == ticket)
        .options(joinedload(Report.incident).options(*KNOWN))
    )
    report = (await session.scalars(wanted)).first()
    return None if report is None else (_joined(report.incident), report)


def _joined(incident: Incident) -> Incident:
    if incident.alert is not None:
        incident.alert.belongs_to(incident)
    return incident


async def may_work(session: AsyncSession, incident: Incident, reader: CaseReader) -> bool:
    """Tell whether somebody may read and answer an incident by the posts that they hold now."""
    member, grants = reader.member_id, reader.grants
    if incident.alert is not None:
        return await alert_access.answers(session, incident.alert, member, grants)
    policy = paging.policy_snapshot(incident, reader.config)
    if alert_access.answers_in(policy, grants, incident.village_code):
        return True
    leads = access.may(grants, access.LEADERS, incident.village_code)
    return leads and incident.id in set(await session.scalars(alert_access.told_to(member)))


def is_told(incident: Incident, reader: CaseReader) -> bool:
    """Tell whether somebody is told of an incident, by a role that its category names."""
    category = reader.config.category(incident.category)
    return alert_access.is_recipient(category.recipients, reader.grants, incident.village_code)


def opened(session: AsyncSession, incident: Incident, *, config: Config, now: datetime) -> Alert:
    """Return the alert by which an incident is worked; what paged nobody gets a quiet one."""
    if incident.alert is not None:
        return incident.alert
    policy, state = paging.policy_snapshot(incident, config), alert_state.read_unopened(incident)
    return alert_state.create(session, incident, policy, state, now=now)


async def send_card(session: AsyncSession, alert: Alert, member_id: int, *, now: datetime) -> None:
    """Owe a member all of a case: the words that its card has no room for, pictures, the card.

    The card comes last, so that its buttons are at the bottom; the cards above point to it.
    """
    of_incident = Report.incident_id == alert.incident_id
    order = (Report.created_at, Report.id)
    reports = (await session.scalars(select(Report).where(of_incident).order_by(*order))).all()
    noted = select(Note.id).where(Note.incident_id == alert.incident_id).limit(1)
    every = await addenda_of(session, [one.id for one in reports])
    added = [one for one in every if one.text and one.answer is None]  # answers are one line
    has_notes = await session.scalar(noted) is not None
    limit = card_room.room(len(reports), noted=has_notes, added=bool(added))
    whole = {one.id for one in card_room.on_card(reports) if card_room.fits(one.text, limit)}
    whole -= card_room.cut_reports(added, reports)
    for report in reports:
        if report.id not in whole:
            own = [one.text for one in added if one.report_id == report.id]
            for part in range(card_room.most_parts("\n\n".join([report.text, *own]))):
                outbox.promise(session, "words", member_id, now=now, subject=report.id, part=part)
    for photo in (await pictures.ids(session, alert.incident_id))[-MOST_PICTURES:]:
        outbox.promise(session, "photo", member_id, now=now, subject=photo)
    outbox.promise(session, "alert", member_id, now=now, subject=alert.id, newest=True, waits=True)


async def addenda_of(session: AsyncSession, reports: Collection[int]) -> Sequence[Addendum]:
    """Return what was added to these reports, the oldest first."""
    added = select(Addendum).where(Addendum.report_id.in_(reports))
    return (await session.scalars(added.order_by(Addendum.id))).all()
