"""Finds the open incident of which a new report is, among those near it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.landmarks import landmarks
from bot.domain.merging import Likeness
from bot.services.alerts import alert_notifications
from bot.services.intake import named_places, open_reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.merging import MergeRule
    from bot.models import Incident, Report
    from bot.services.intake.open_reports import OpenReport
    from bot.settings import Config

MOST_COMPARED = 20  # incidents of one kind, the newest
COMPARED = 6  # reports of one incident: the first of them, and the newest


class Similar(NamedTuple):
    """The incident that a report is of for sure, or else another that it may be of.

    ``beyond``: where there is neither, one across the border of the village.
    """

    same: Incident | None = None
    maybe: OpenReport | None = None
    beyond: OpenReport | None = None


async def find(session: AsyncSession, report: Report, *, config: Config, now: datetime) -> Similar:
    """Look for it up to this very transaction; a kind that is confidential is compared to none."""
    rule = config.merging
    if not rule.is_open_to(report.category):
        return Similar()
    known = await open_reports.in_village(session, report.village_code, config=config, now=now)
    new, maybe = open_reports.said(report), None
    kind = config.category(report.category)
    near = list(islice(_by_incident(known, report, rule), MOST_COMPARED))
    sure = {Likeness.SAME, Likeness.SOLE} if len(near) == 1 else {Likeness.SAME}
    for reports in near:
        said = [one.said for one in reports]
        likeness = rule.compare(new, said)
        if likeness in sure and await named_places.agree(session, report, [new, *said], kind):
            if (incident := await reports[0].open_incident(session)) is not None:
                return Similar(same=incident)
        elif likeness is not Likeness.DIFFERENT and maybe is None:
            maybe = reports[0]
    if maybe is not None:
        return Similar(maybe=maybe)
    return Similar(beyond=await _beyond(session, report, config=config, now=now))


async def _beyond(
    session: AsyncSession, report: Report, *, config: Config, now: datetime
) -> OpenReport | None:
    """Look in the other villages of the district, where the report says plainly where it is."""
    new, rule = open_reports.said(report), config.merging
    if new.position is None and not landmarks(report.text):
        return None
    for village in await open_reports.next_door(session, report.village, config=config, now=now):
        known = await open_reports.in_village(session, village, config=config, now=now)
        for reports in islice(_by_incident(known, report, rule), MOST_COMPARED):
            if rule.meets_beyond(new, [one.said for one in reports]):
                return reports[0]
    return None


async def link(
    session: AsyncSession, incident: Incident, similar: Similar, *, now: datetime
) -> None:
    """Let an incident that was just made and one that it may be name each other.

    The other one goes on naming a third, where that is open. Across a border it names this one
    where it names none, and its cards say so: whoever answers there learns it in no other way.
    """
    if similar.beyond is not None:
        await _link_beyond(session, incident, similar.beyond, now=now)
        return
    other = similar.maybe
    if other is None:
        return
    incident.similar_id = other.incident_id
    if not open_reports.knows(session, incident.village_code, other.similar_id):
        await other.name_similar(session, incident.id)


async def _link_beyond(
    session: AsyncSession, incident: Incident, other: OpenReport, *, now: datetime
) -> None:
    incident.similar_id = other.incident_id
    if other.similar_id is not None:
        return
    await other.name_similar(session, incident.id)
    there = await other.open_incident(session)
    if there is not None and there.alert is not None:
        await alert_notifications.edit_cards(session, there.alert, now=now, receipts=False)


def _by_incident(
    known: Iterable[Sequence[OpenReport]], report: Report, rule: MergeRule
) -> Iterator[Sequence[OpenReport]]:
    """Yield the reports of each incident that may be of its kind.

    Of many reports of one incident the first and the newest stand for all.
    """
    for reports in known:
        alike = [one for one in reports if rule.may_be_one(report.category, one.kind)]
        if alike:
            yield [*alike[:1], *alike[1:][-COMPARED + 1 :]]
