"""Finds the open incident to which a new report belongs, among those near it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.landmarks import landmarks
from bot.domain.merging import Likeness
from bot.services.alerts import alert_notifications
from bot.services.intake import named_places, open_reports
from bot.services.intake.open_report_rows import COMPARED, MOST_COMPARED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.merging import MergeRule
    from bot.models import Incident, Report
    from bot.services.intake.open_reports import OpenReport
    from bot.settings import Config


class Similar(NamedTuple):
    """The incident to which a report surely belongs, or else one to which it may belong.

    ``across_border``: if there is neither, one in a neighbouring village.
    """

    same: Incident | None = None
    possible: OpenReport | None = None
    across_border: OpenReport | None = None


async def find(session: AsyncSession, report: Report, *, config: Config, now: datetime) -> Similar:
    """Compare a report to open incidents, this batch's included; a confidential kind to none."""
    rule = config.merging
    if not rule.is_open_to(report.category):
        return Similar()
    known = await open_reports.in_village(session, report.village_code, config=config, now=now)
    new, possible = open_reports.observation_of(report), None
    kind = config.category(report.category)
    near = list(islice(_by_incident(known, report, rule), MOST_COMPARED))
    sure = {Likeness.SAME, Likeness.SOLE} if len(near) == 1 else {Likeness.SAME}
    for reports in near:
        observations = [one.observation for one in reports]
        likeness = rule.compare(new, observations)
        if likeness in sure and await named_places.agree(
            session, report, [new, *observations], kind
        ):
            if (incident := await reports[0].open_incident(session)) is not None:
                return Similar(same=incident)
        elif likeness is not Likeness.DIFFERENT and possible is None:
            possible = reports[0]
    if possible is not None:
        return Similar(possible=possible)
    return Similar(across_border=await _across_border(session, report, config=config, now=now))


async def _across_border(
    session: AsyncSession, report: Report, *, config: Config, now: datetime
) -> OpenReport | None:
    """Search the district's other villages, if the report has a position or names a landmark."""
    new, rule = open_reports.observation_of(report), config.merging
    if new.position is None and not landmarks(report.text):
        return None
    for village in await open_reports.neighbouring_villages(
        session, report.village, config=config, now=now
    ):
        known = await open_reports.in_village(session, village, config=config, now=now)
        for reports in islice(_by_incident(known, report, rule), MOST_COMPARED):
            if rule.meets_beyond(new, [one.observation for one in reports]):
                return reports[0]
    return None


async def link(
    session: AsyncSession, incident: Incident, similar: Similar, *, now: datetime
) -> None:
    """Link a new incident and a possibly identical one to each other (``similar_id``).

    The other one keeps its link to a third incident while that is open. Across a border it is
    linked only if it has no link yet, and its cards are edited: its officers learn it no other way.
    """
    if similar.across_border is not None:
        await _link_across_border(session, incident, similar.across_border, now=now)
        return
    other = similar.possible
    if other is None:
        return
    incident.similar_id = other.incident_id
    if not open_reports.is_known_open(session, incident.village_code, other.similar_id):
        await other.name_similar(session, incident.id)


async def _link_across_border(
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
    """Yield, for each incident of the same or a related kind, its reports.

    Of many reports of one incident only the first and the newest are compared.
    """
    for reports in known:
        alike = [one for one in reports if rule.may_be_one(report.category, one.kind)]
        if alike:
            yield [*alike[:1], *alike[1:][-COMPARED + 1 :]]
