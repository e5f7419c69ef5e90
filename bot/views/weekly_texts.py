"""The figures of weeks in words, for many readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.digests import summaries, unfinished_counts, village_periods
from bot.views import weekly
from bot.views.village_texts import VillageTexts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.period import Period
    from bot.locales import Say
    from bot.models import Region
    from bot.services.alerts.case_lookup import CaseReader
    from bot.services.digests.shared_counts import SharedCounts
    from bot.services.digests.village_periods import VillagePeriods
    from bot.settings import Config
    from bot.views.card import Markup


class WeeklyTexts:
    """The figures of weeks in words, for all readers of some counts (``source``)."""

    def __init__(self, source: SharedCounts, now: datetime, config: Config) -> None:
        """Write nothing yet."""
        self.source = source
        self._now = now
        self._config = config
        self._periods: dict[Period, VillagePeriods] = {}
        self._villages: dict[tuple[Say, Period], VillageTexts] = {}

    async def text(
        self,
        reader: CaseReader,
        regions: Sequence[Region],
        period: Period,
        say: Say,
        *,
        listed: bool = False,
    ) -> Markup:
        """Return what :func:`weekly.text` says of a reader's regions."""
        villages = await self.villages(period, say)
        was = villages.period_of(reader, regions)
        if was is not None and was.stands_open:
            unfinished = None
            if not listed:
                village = regions[0].code
                unfinished = await unfinished_counts.of_village(self.source, reader, village)
            return villages.present_state(reader, regions[0], was, unfinished)
        known = villages.of(reader, regions)
        if known is not None:
            return known
        about = period, self._now, self._config, reader
        figures = await summaries.main_from(self.source, regions, *about)
        return weekly.text(figures, say, self._config, listed=listed)

    async def villages(self, period: Period, say: Say) -> VillageTexts:
        """Return the words for whoever has one post, in one village; they are read here."""
        key = say, period
        if key not in self._villages:
            if period not in self._periods:
                self._periods[period] = await village_periods.load(self.source, period, self._now)
            read = self._periods[period]
            self._villages[key] = VillageTexts(read, period, self._now, say, self._config)
        return self._villages[key]
