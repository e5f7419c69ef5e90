"""Which reports a figure counts, as conditions for the lists of reports."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_

from bot.domain import summary_target
from bot.domain.access import lies_within
from bot.domain.category import OTHER
from bot.domain.figures import Span, police_class
from bot.models import Incident
from bot.places.region_filters import lies_in
from bot.services.alerts import open_cases
from bot.services.digests import time_queries
from bot.services.digests.figure_access import FigureRule
from bot.services.digests.period_figures import CLOSED
from bot.services.digests.summary_queries import GRAVE, REAL, during
from bot.services.digests.time_queries import DAYS, HOURS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.period import Period
    from bot.models import Region
    from bot.services.alerts.case_lookup import CaseReader
    from bot.settings import Config


def conditions(
    what: str, period: Period, regions: Sequence[Region], reader: CaseReader
) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that an incident is one of those which a reader's figure counts.

    ``what``: a category, a police class, all confidential ones, the grave ones, those of a weekday
    or of a quarter of the day, or all. In each region the period is that of its own clocks, as the
    hours are. Of what somebody may open beside it (as whoever stands in for a unit) nothing is
    listed behind a figure that does not hold it.
    """
    zones: dict[str, list[str]] = defaultdict(list)
    for region in regions:
        zones[region.zone].append(region.code)
    then = [
        and_(
            during(Span(*period.bounds(zone))),
            lies_in(Incident.village_code, codes),
            *_by_clocks(what, zone, period),
        )
        for zone, codes in zones.items()
    ]
    counted = FigureRule(reader.grants, reader.config).condition()
    return REAL, or_(*then), counted, *_of(what, reader.config)


def _by_clocks(what: str, zone: str, period: Period) -> tuple[ColumnElement[bool], ...]:
    near, _ = period.bounds(zone)
    if what in summary_target.ON_DAY:
        return (time_queries.came_at((summary_target.ON_DAY[what],), range(HOURS), zone, near),)
    if what in summary_target.IN_HOURS:
        first = summary_target.IN_HOURS[what]
        some = range(first, first + summary_target.QUARTER_DAY)
        return (time_queries.came_at(range(DAYS), some, zone, near),)
    return ()


async def unfinished(
    session: AsyncSession, places: Collection[str], reader: CaseReader
) -> Sequence[Incident]:
    """Return what ``/tugas`` lists for a reader of these places, in its order."""
    listed = (await open_cases.by_member(session, [reader]))[reader.member_id]
    return [one for one in listed if lies_within(one.village_code, places)]


def _of(what: str, config: Config) -> tuple[ColumnElement[bool], ...]:
    if what == summary_target.ALL or what in {*summary_target.ON_DAY, *summary_target.IN_HOURS}:
        return ()
    kinds = config.categories.items()
    if what == summary_target.GRAVE:
        plain = _among([code for code, one in kinds if not one.is_confidential], config)
        return plain, Incident.severity.in_(GRAVE)
    if what in config.categories:
        return (_among([what], config),)
    if what == CLOSED:
        codes = [code for code, one in kinds if one.is_confidential]
    else:
        codes = [code for code, one in kinds if police_class(one.police_class) == what]
    return (_among(codes, config),)


def _among(codes: Collection[str], config: Config) -> ColumnElement[bool]:
    """Return the condition of some categories; what is in the list no more is "other"."""
    unlisted = [Incident.category.not_in(list(config.categories))] if OTHER in codes else []
    return or_(Incident.category.in_(codes), *unlisted)
