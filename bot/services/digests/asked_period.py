"""Regions, and a period there, of which something is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from bot.domain.figures import Comparison
    from bot.domain.period import Period
    from bot.models import Region
    from bot.services.digests.incident_totals import Spans
    from bot.services.digests.place_queries import Place


class AskedPeriod(NamedTuple):
    """Regions, and a period there as it stands; ``compared``: by the clocks of the first.

    ``spans``: of the zones in which it has begun. ``under``: the codes of all that counts there.
    ``parts``: by which it is counted, by code. ``passed``: what ended there, or elsewhere too, and
    to which code it passed.
    """

    regions: Sequence[Region]
    period: Period
    now: datetime
    compared: Comparison
    spans: Spans
    under: Sequence[str]
    parts: Mapping[str, Place]
    passed: Collection[tuple[str, str]]

    @property
    def zone(self) -> str:
        """Return the zone of the first region."""
        return self.regions[0].zone

    @property
    def codes(self) -> list[str]:
        """Return the codes of the regions."""
        return [region.code for region in self.regions]
