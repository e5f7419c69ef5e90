"""Which regions and days a summary counts, in whatever form it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.domain import calendar
from bot.domain.access import PLANNERS
from bot.domain.period import Period
from bot.places import place_search
from bot.places.region_filters import regions_shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.models import Region
    from bot.services.alerts.case_lookup import CaseReader
    from bot.views.render_context import RenderContext


class SummaryScope(NamedTuple):
    """Regions, none in another, days by the clocks of the first of them, and who reads it."""

    regions: Sequence[Region]
    period: Period
    reader: CaseReader

    @property
    def codes(self) -> Sequence[str]:
        """Return the codes of the regions."""
        return [region.code for region in self.regions]

    @property
    def zone(self) -> str:
        """Return the zone of the first region."""
        return self.regions[0].zone

    def has_begun(self, now: datetime) -> bool:
        """Tell whether the period has begun in the first region."""
        return self.period.bounds(self.zone)[0] < now


async def load(
    context: RenderContext, place: str | None, period: str | None, reader: CaseReader
) -> SummaryScope | None:
    """Return what is counted: without a period the last full week. None: nothing is planned there.

    ``place``: a code; None: all that the reader plans for.
    """
    codes = regions_shown(place, reader.grants, PLANNERS)
    regions = await place_search.by_codes(context.session, codes) if codes else []
    if not regions:
        return None
    newest = Period.of_week(calendar.last_full_week(context.now, regions[0].zone))
    counted = Period.parse(period) if period is not None else newest
    return SummaryScope(regions, counted, reader)
