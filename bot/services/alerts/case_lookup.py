"""Looks up reports for whoever answers them: the waiting ones, all, or one by its ticket.

An incident that paged is worked by its alert. One that did not gets a quiet alert when somebody
first opens it: from then on taking, moving, closing and reopening are the very same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot import outbox
from bot.domain import access, coordinates
from bot.domain.category import Severity
from bot.domain.masking import mask
from bot.domain.text_parts import parts
from bot.models import Addendum, Alert, Incident, Note, Report
from bot.services.alerts import alert_access, alert_state, paging
from bot.services.reports import pictures

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.settings import Config

CARD_TEXT = 2700  # UTF-16 units of people's words on a card; the rest of it needs below 1400
NOTES_ROOM = 900  # of these, where notes stand on it
ADDED_TEXT, ADDED_HEAD = 480, 60  # of the addenda that a card shows, together; of one's head
ADDENDA_ON_CARD, URGENT_ON_CARD = 2, 2  # the newest; beside the newest one, those that were urgent
ADDED_ROOM = 1100  # of CARD_TEXT, where there are some
PART_TEXT = 3500  # of a message that holds nothing but words
NEWEST_ON_CARD = 2  # of several reports of one incident, beside the first
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
    policy = paging.snapshot(incident, reader.config)
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
    policy, state = paging.snapshot(incident, config), alert_state.read_unopened(incident)
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
    limit = room(len(reports), noted=has_notes, added=bool(added))
    whole = {one.id for one in on_card(reports) if fits(one.text, limit)}
    whole -= _cut(added, reports)
    for report in reports:
        if report.id not in whole:
            own = [one.text for one in added if one.report_id == report.id]
            for part in range(_most_parts("\n\n".join([report.text, *own]))):
                outbox.promise(session, "words", member_id, now=now, subject=report.id, part=part)
    for photo in (await pictures.ids(session, alert.incident_id))[-MOST_PICTURES:]:
        outbox.promise(session, "photo", member_id, now=now, subject=photo)
    outbox.promise(session, "alert", member_id, now=now, subject=alert.id, newest=True, waits=True)


async def addenda_of(session: AsyncSession, reports: Collection[int]) -> Sequence[Addendum]:
    """Return what was added to these reports, the oldest first."""
    added = select(Addendum).where(Addendum.report_id.in_(reports))
    return (await session.scalars(added.order_by(Addendum.id))).all()


def addenda_on_card(added: Sequence[Addendum], reports: Iterable[Report]) -> Sequence[Addendum]:
    """Return those of an incident's addenda that its card shows: the newest, and what was urgent.

    ``added``: the oldest first.
    """
    newest = added[-1:]
    urgent = [one for one in _urgent(added, reports) if one not in newest][-URGENT_ON_CARD:]
    kept = {one.id for one in (*newest, *urgent)}
    for one in reversed(added):
        if len(kept) < ADDENDA_ON_CARD:
            kept.add(one.id)
    return [one for one in added if one.id in kept]


def _urgent(added: Sequence[Addendum], reports: Iterable[Report]) -> list[Addendum]:
    """Return the addenda that called somebody, or made the incident worse than its reports do."""
    worst = max((Severity(one.severity).rank for one in reports), default=0)
    found = list[Addendum]()
    for one in added:
        rank = Severity(one.severity).rank
        if one.urgent or rank > worst:
            found.append(one)
        worst = max(worst, rank)
    return found


def added_room(addenda: int) -> int:
    """Return how many units of each addendum a card shows that shows so many.

    Each has a head of its own, so that more of them have less room together.
    """
    more = max(0, addenda - ADDENDA_ON_CARD)
    return (ADDED_TEXT - ADDED_HEAD * more) // (ADDENDA_ON_CARD + more)


def _cut(added: Sequence[Addendum], reports: Iterable[Report]) -> set[int]:
    """Return the reports of which a card does not show all that was added."""
    shown = addenda_on_card(added, reports)
    kept, limit = {one.id for one in shown}, added_room(len(shown))
    return {one.report_id for one in added if one.id not in kept or not fits(one.text, limit)}


def on_card(reports: Sequence[Report]) -> Sequence[Report]:
    """Return those of an incident's reports that its card shows: the first and the newest."""
    return [*reports[:1], *reports[1:][-NEWEST_ON_CARD:]]


def room(reports: int, *, noted: bool, added: bool = False) -> int:
    """Return how many units of each a card shows that has so many reports.

    ``noted``: there are notes as well; ``added``: addenda.
    """
    left = CARD_TEXT - (NOTES_ROOM if noted else 0) - (ADDED_ROOM if added else 0)
    return left // max(1, min(reports, 1 + NEWEST_ON_CARD))


def fits(text: str, limit: int) -> bool:
    """Tell whether a report's words stand on a card uncut, whoever reads them."""
    return all(len(parts(one, limit)) <= 1 for one in _as_read(text))


def _most_parts(text: str) -> int:
    return max(len(parts(one, PART_TEXT)) for one in _as_read(text))


def _as_read(text: str) -> tuple[str, str]:
    """Return a report's words as who knows the exact position reads them, and as others do."""
    masked = mask(text)
    return masked, coordinates.hide(masked)
