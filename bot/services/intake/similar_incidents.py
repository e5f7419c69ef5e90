"""Finds the open incident of which a new report is, among those near it.

Only what is open in the village and began within hours is read, by the index over both: what it
costs does not grow with what is stored.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from bot.domain.category import OTHER
from bot.domain.escalation import AlertStatus
from bot.domain.merging import Likeness, Said
from bot.models import Draft, Incident, Member, Report
from bot.services.intake import named_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from typing import TypeGuard

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.merging import MergeRule
    from bot.models import Region
    from bot.settings import Config

_KNOWN = "similar_incidents.known"
MOST_READ = 300  # reports of a batch's villages, the newest
MOST_COMPARED = 20  # incidents of one kind, the newest
COMPARED = 6  # reports of one incident: the first of them, and the newest
_OPEN = (AlertStatus.RECORDED, AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED, AlertStatus.EN_ROUTE)
# Written once, not for every batch.
_RECENT = (
    select(Report)
    .join(Report.incident)
    .where(
        Incident.village_code.in_(bindparam("villages", expanding=True)),
        Incident.opened_at >= bindparam("since", type_=Incident.opened_at.type),
        Incident.status.in_(_OPEN),
        Incident.category.not_in(bindparam("never", expanding=True)),
    )
    .options(
        contains_eager(Report.incident).options(
            joinedload(Incident.village), joinedload(Incident.alert)
        )
    )
    .order_by(Report.created_at.desc(), Report.id.desc())
    .limit(MOST_READ)
)


class _Known(NamedTuple):
    """A report of an incident, and what it says; read once, however many are compared to it."""

    report: Report
    said: Said


class Similar(NamedTuple):
    """The incident that a report is of for sure, or else one that it may be of."""

    same: Incident | None = None
    maybe: Incident | None = None


async def find(session: AsyncSession, report: Report, *, config: Config, now: datetime) -> Similar:
    """Look for it up to this very transaction; a kind that is confidential is compared to none."""
    rule = config.merging
    if not rule.is_open_to(report.category):
        return Similar()
    known = await _known(session, report.village_code, config=config, now=now)
    new, maybe = _said(report, report.village), None
    kind = config.categories.get(report.category, config.categories[OTHER])
    near = list(islice(_by_incident(known, report, rule), MOST_COMPARED))
    sure = {Likeness.SAME, Likeness.SOLE} if len(near) == 1 else {Likeness.SAME}
    for incident, reports in near:
        likeness = rule.compare(new, reports)
        if likeness in sure and await named_places.agree(session, report, [new, *reports], kind):
            return Similar(same=incident)
        if likeness is not Likeness.DIFFERENT and maybe is None:
            maybe = incident
    return Similar(maybe=maybe)


def remember(session: AsyncSession, report: Report) -> None:
    """Let the next report of this batch find one that was just sent."""
    known: dict[str, list[_Known]] = session.info.setdefault(_KNOWN, {})
    if report.village_code in known:
        known[report.village_code].append(_Known(report, _said(report, report.village)))


def link(session: AsyncSession, incident: Incident, other: Incident | None) -> None:
    """Let an incident that was just made and one that it may be name each other.

    The other one goes on naming a third, where that is open.
    """
    if other is None:
        return
    known: dict[str, list[_Known]] = session.info[_KNOWN]
    still_open = {
        one.report.incident_id
        for one in known[incident.village_code]
        if one.report.incident.status in _OPEN
    }
    incident.similar_id = other.id
    if other.similar_id not in still_open:
        other.similar_id = incident.id


def _said(report: Report, village: Region) -> Said:
    lat, lon = report.lat, report.lon
    return Said(
        kind=report.category,
        village=report.village_code,
        at=report.written_at,
        text=report.text,
        position=None if lat is None or lon is None else (lat, lon),
        ongoing=True if report.emergency else report.ongoing,
        village_name=village.name,
    )


async def _known(
    session: AsyncSession, village: str, *, config: Config, now: datetime
) -> Sequence[_Known]:
    """Return the reports of what is open there, read at once for all villages of a batch."""
    known: dict[str, list[_Known]] = session.info.setdefault(_KNOWN, {})
    if village not in known:
        loaded = (one.village_code for one in session.identity_map.values() if _has_village(one))
        unread = {village, *(code for code in loaded if code is not None)} - known.keys()
        known |= {code: [] for code in unread}
        since = now - config.merging.longest
        which = {"villages": list(unread), "never": list(config.merging.never), "since": since}
        for one in reversed((await session.scalars(_RECENT, which)).all()):
            incident = one.incident
            if incident.alert is not None:  # it knows again the incident that it was read with
                set_committed_value(incident.alert, "incident", incident)
            known[incident.village_code].append(_Known(one, _said(one, incident.village)))
    return known[village]


def _has_village(row: object) -> TypeGuard[Draft | Member]:
    return isinstance(row, Draft | Member)


def _by_incident(
    known: Iterable[_Known], report: Report, rule: MergeRule
) -> Iterator[tuple[Incident, Sequence[Said]]]:
    """Yield what is open still and may be of its kind, the newest first, with what is said of it.

    Of many reports of one incident the first and the newest stand for all.
    """
    found: dict[int, list[_Known]] = {}
    for one in known:
        incident = one.report.incident
        is_near = incident.status in _OPEN and incident.village_code == report.village_code
        if is_near and rule.may_be_one(report.category, incident.category):
            found.setdefault(incident.id, []).append(one)
    for reports in reversed(found.values()):
        compared = [*reports[:1], *reports[1:][-COMPARED + 1 :]]
        yield reports[0].report.incident, [one.said for one in compared]
