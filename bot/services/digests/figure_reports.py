"""Which reports a figure counts, as conditions for the lists of reports."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import or_

from bot.domain import summary_target
from bot.domain.category import OTHER
from bot.domain.figures import Span, police_class
from bot.models import Incident
from bot.places.region_filters import lies_in
from bot.services.digests import figure_access
from bot.services.digests.period_figures import CLOSED
from bot.services.digests.summary_queries import GRAVE, REAL, during

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import ColumnElement

    from bot.domain.period import Period
    from bot.models import Region
    from bot.services.alerts.case_lookup import CaseReader
    from bot.settings import Config


def conditions(
    what: str, period: Period, regions: Sequence[Region], reader: CaseReader
) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that an incident is one of those which a reader's figure counts.

    ``what``: a category, a police class, all confidential ones, the grave ones, or all. In each
    region the period is that of its own clocks. Of what somebody may open beside it (as whoever
    stands in for a unit) nothing is listed behind a figure that does not hold it.
    """
    zones: dict[str, list[str]] = defaultdict(list)
    for region in regions:
        zones[region.zone].append(region.code)
    then = [
        during(Span(*period.bounds(zone))) & lies_in(Incident.village_code, codes)
        for zone, codes in zones.items()
    ]
    counted = figure_access.condition(reader.grants, reader.config)
    return REAL, or_(*then), counted, *_of(what, reader.config)


def _of(what: str, config: Config) -> tuple[ColumnElement[bool], ...]:
    if what == summary_target.ALL:
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
