"""Incidents with what was said and done about them, read for a batch of cards at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import joinedload

from bot.models import Addendum, Alert, Incident, Note, Report
from bot.services.alerts import alert_access, incident_merges, incident_splits
from bot.services.alerts.alert_events import ANSWERS, EventKind, load_events, read_office
from bot.views import incident_additions
from bot.views.office import regions_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import AlertEvent, Delivery, Region

# What is no news to those who read a card: who was paged stands in their chats.
_SILENT = {
    EventKind.PAGED,
    EventKind.NOBODY,
    EventKind.UNDELIVERED,
    EventKind.ASKED,
    EventKind.ADDED,
    EventKind.JOINED,
}
_SILENT |= {EventKind.NOTED}  # what was noted is shown itself
SHOWN = frozenset(EventKind) - _SILENT
# Written once, not for every batch of cards: making them costs as much as reading by them. Most
# incidents have neither notes nor addenda: whether there are any is asked beside, not by itself.
_ALERTS = (
    select(Alert, exists().where(Note.incident_id == Alert.incident_id))
    .where(Alert.id.in_(bindparam("ids", expanding=True)))
    .options(joinedload(Alert.incident).joinedload(Incident.village))
)
_INCIDENTS = (
    select(Incident, exists().where(Note.incident_id == Incident.id))
    .where(Incident.id.in_(bindparam("ids", expanding=True)))
    .options(joinedload(Incident.village), joinedload(Incident.alert))
)
_REPORTS = (
    select(Report, exists().where(Addendum.report_id == Report.id))
    .where(Report.incident_id.in_(bindparam("ids", expanding=True)))
    .options(joinedload(Report.author))
    .order_by(Report.created_at, Report.id)
)


@dataclass(slots=True)
class IncidentHistory:
    """An incident, its alert if it has one, its reports and its history, the oldest first.

    ``regions``: those of the offices and villages that the history names, by code. ``pictures``:
    how many of each kind a note or an addendum has, by its id; what was not kept is none.
    ``addenda``: what was added to its reports, each with the report. ``similar``: the incident that
    it may be; ``stays``: the one that holds its reports; ``splits``: what may be taken out of it,
    each with its ticket, the newest first. ``joinable``: what may be put to it by hand, with where
    each was below the village (``spots``), as far as a card lists that.
    """

    incident: Incident
    alert: Alert | None = None
    reports: list[Report] = field(default_factory=list)
    events: list[AlertEvent] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    addenda: list[tuple[Report, Addendum]] = field(default_factory=list)
    pictures: dict[int, dict[str, int]] = field(default_factory=dict)
    similar: Incident | None = None
    stays: Incident | None = None
    splits: list[tuple[int, str]] = field(default_factory=list)
    regions: dict[str, Region] = field(default_factory=dict)
    joinable: Sequence[Incident] = ()
    spots: Mapping[int, str] = field(default_factory=dict)

    @property
    def may_be(self) -> Incident | None:
        """Return the other incident that it may be, as far as both are open."""
        other = self.similar
        return (
            other
            if other is not None and incident_merges.are_open_together(self.incident, other)
            else None
        )

    @property
    def people(self) -> int:
        """Return how many different people reported it."""
        return len({_voice(report) for report in self.reports})

    @property
    def people_not_withdrawn(self) -> int:
        """Return how many of them did not take it back."""
        return len({_voice(report) for report in self.reports if report.withdrawn_at is None})

    @property
    def own(self) -> list[Report]:
        """Return the reports of whoever wrote the incident's first report."""
        return [one for one in self.reports if _voice(one) == _voice(self.reports[0])]

    @property
    def answer(self) -> AlertEvent | None:
        """Return the line in which the present holder last answered."""
        holder = self.alert.holder_id if self.alert is not None else None
        answers = [line for line in self.events if line.kind in ANSWERS]
        return next((line for line in reversed(answers) if line.member_id == holder), None)

    @property
    def moved_run(self) -> int:
        """Return the run that began when it was last handed to another village, or 0."""
        return (self._move.run or 0) if self._move is not None else 0

    @property
    def moved_from(self) -> str | None:
        """Return the village from which it was last handed on; None: it was not."""
        return self._move.from_village if self._move is not None else None

    @property
    def _move(self) -> AlertEvent | None:
        moves = [line for line in self.events if line.kind == EventKind.MOVED]
        return moves[-1] if moves else None


async def of_alerts(session: AsyncSession, alerts: Collection[int]) -> dict[int, IncidentHistory]:
    """Return the histories of these alerts, by the id of the alert."""
    found = (await session.execute(_ALERTS, {"ids": list(alerts)})).all()
    histories = {alert.id: IncidentHistory(alert.incident, alert) for alert, _ in found}
    noted = {alert.incident_id for alert, has_notes in found if has_notes}
    await _fill(session, {history.incident.id: history for history in histories.values()}, noted)
    return histories


async def with_histories(
    session: AsyncSession, deliveries: Sequence[Delivery]
) -> list[tuple[Delivery, IncidentHistory, Alert]]:
    """Return each delivery with the history of the alert that it is about."""
    wanted = {one.subject_id for one in deliveries if one.subject_id is not None}
    found = await of_alerts(session, wanted)
    return [
        (delivery, history, history.alert)
        for delivery in deliveries
        if (history := found.get(delivery.subject_id or 0)) is not None
        and history.alert is not None
    ]


async def deliveries_readable(
    session: AsyncSession, told: Sequence[tuple[Delivery, IncidentHistory, Alert]]
) -> set[int]:
    """Return the deliveries whose recipients may read of the alert by a post that they hold now."""
    requests = [(alert, delivery.recipient_id) for delivery, _, alert in told]
    may = await alert_access.readers(session, requests)
    return {one.id for one, _, alert in told if (alert.id, one.recipient_id) in may}


async def of_incidents(
    session: AsyncSession, incidents: Collection[int]
) -> dict[int, IncidentHistory]:
    """Return the histories of these incidents, by the id of the incident."""
    found = (await session.execute(_INCIDENTS, {"ids": list(incidents)})).all()
    histories = {incident.id: IncidentHistory(incident, incident.alert) for incident, _ in found}
    for history in histories.values():
        if history.alert is not None:
            history.alert.belongs_to(history.incident)
    await _fill(session, histories, {incident.id for incident, has_notes in found if has_notes})
    return histories


async def _fill_merges(session: AsyncSession, histories: dict[int, IncidentHistory]) -> None:
    """Fill in the similar incident, the one that holds the reports, and what may be split off."""
    named = {
        number
        for history in histories.values()
        for number in (history.incident.similar_id, history.incident.merged_into_id)
        if number is not None
    }
    if named:
        found = await session.scalars(_INCIDENTS, {"ids": list(named)})
        others = {incident.id: incident for incident in found}
        for history in histories.values():
            history.similar = others.get(history.incident.similar_id or 0)
            history.stays = others.get(history.incident.merged_into_id or 0)
    several = [one for one, history in histories.items() if len(history.reports) > 1]
    if several:
        for into, merge, ticket in await incident_splits.undoable(session, several):
            histories[into].splits.append((merge, ticket))


async def _fill(
    session: AsyncSession, histories: dict[int, IncidentHistory], noted: Collection[int]
) -> None:
    """Fill in all but the incident and its alert. ``noted``: the incidents that have notes."""
    added = dict[int, Report]()
    for report, has_addenda in await session.execute(_REPORTS, {"ids": list(histories)}):
        histories[report.incident_id].reports.append(report)
        if has_addenda:
            added[report.id] = report
    for addendum, shown in await incident_additions.read_addenda(session, added):
        report = added[addendum.report_id]
        history = histories[report.incident_id]
        history.addenda.append((report, addendum))
        history.pictures[addendum.id] = shown
    await _fill_merges(session, histories)
    codes = await _fill_events(session, histories)
    for note, shown in await incident_additions.read_notes(session, noted):
        histories[note.incident_id].notes.append(note)
        histories[note.incident_id].pictures[note.id] = shown
        office = read_office(note.office)
        codes |= {office.region} if office is not None else set()
    regions = await regions_of(session, codes)
    for history in histories.values():
        history.regions = regions


async def _fill_events(session: AsyncSession, histories: dict[int, IncidentHistory]) -> set[str]:
    """Fill in what happened; return the regions that it names."""
    events = await load_events(session, histories, SHOWN)
    for event in events:
        histories[event.incident_id].events.append(event)
    return {code for code in map(_named, events) if code}


def _voice(report: Report) -> str:
    """Return what tells reporters of one incident apart: their alias.

    Never who they are: whoever reported by name and anonymously would be known by the count.
    """
    return report.alias


def _named(event: AlertEvent) -> str | None:
    """Return the region that a line names: that of an office, or where the alert went."""
    office = read_office(event.office)
    return office.region if office is not None else event.to_village
