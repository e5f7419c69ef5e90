"""Which reports a figure counts, as conditions for the lists of reports."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import or_

from bot.domain import summary_target
from bot.domain.figures import Span, police_class
from bot.models import Incident
from bot.places.region_filters import inside
from bot.services.digests.period_figures import CLOSED
from bot.services.digests.summary_queries import GRAVE, REAL, during

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import ColumnElement

    from bot.domain.period import Period
    from bot.models import Region
    from bot.settings import Config


def conditions(
    what: str, period: Period, regions: Sequence[Region], config: Config
) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that an incident is one of those which a figure counts.

    ``what``: a category, a police class, all confidential ones, the grave ones, or all. In each
    region the period is that of its own clocks.
    """
    zones: dict[str, list[str]] = defaultdict(list)
    for region in regions:
        zones[region.zone].append(region.code)
    then = [
        during(Span(*period.bounds(zone))) & inside(Incident.village_code, codes)
        for zone, codes in zones.items()
    ]
    return REAL, or_(*then), *_of(what, config)


def _of(what: str, config: Config) -> tuple[ColumnElement[bool], ...]:
    if what == summary_target.ALL:
        return ()
    if what == summary_target.GRAVE:
        plain = _among([code for code, one in config.categories.items() if not one.is_confidential])
        return plain, Incident.severity.in_(GRAVE)
    if what in config.categories:
        return (Incident.category == what,)
    if what == CLOSED:
        codes = [code for code, one in config.categories.items() if one.is_confidential]
    else:
        of_class = config.categories.items()
        codes = [code for code, one in of_class if police_class(one.police_class) == what]
    return (_among(codes),)


def _among(codes: Collection[str]) -> ColumnElement[bool]:
    return Incident.category.in_(codes)
