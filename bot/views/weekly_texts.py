"""A week's figures for many readers: what is equal but for the village's name is written once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import escape

from bot.models import Region
from bot.services.digests import summaries
from bot.services.digests.place_queries import Place
from bot.services.digests.village_patterns import VillagePatterns
from bot.views import weekly
from bot.views.card import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.period import Period
    from bot.locales import Say
    from bot.services.alerts.case_lookup import CaseReader
    from bot.services.digests.period_figures import PeriodFigures, Waits
    from bot.services.digests.shared_counts import SharedCounts
    from bot.services.digests.village_patterns import VillagePattern
    from bot.settings import Config

# For private use: no name holds them.
_NAME, _ANSWERED = "\ue000", "\ue001"


class WeeklyTexts:
    """The figures of weeks in words, for all readers of some counts (``source``)."""

    def __init__(self, source: SharedCounts, now: datetime, config: Config) -> None:
        """Write nothing yet."""
        self.source = source
        self._now = now
        self._config = config
        self._patterns: dict[Period, VillagePatterns] = {}
        self._written: dict[tuple[Say, Period, VillagePattern], str] = {}
        self._waits: dict[tuple[Say, Waits], str] = {}

    async def text(
        self, reader: CaseReader, regions: Sequence[Region], period: Period, say: Say
    ) -> Markup:
        """Return what :func:`weekly.text` says of a reader's regions."""
        known = await self.known(reader, regions, period, say)
        if known is not None:
            return known
        return weekly.text(await self._figures(reader, regions, period), say, self._config)

    async def known(
        self, reader: CaseReader, regions: Sequence[Region], period: Period, say: Say
    ) -> Markup | None:
        """Return the same for somebody of one village where nothing is unusual; else None."""
        patterns = self._patterns.get(period)
        if patterns is None:
            patterns = VillagePatterns(self.source, period, self._now, self._config)
            self._patterns[period] = patterns
        pattern = await patterns.of(reader, regions)
        if pattern is None:
            return None
        own = regions[0]
        written = self._written.get((say, period, pattern))
        if written is None:
            written = await self._write(reader, regions, period, say)
            self._written[say, period, pattern] = written
        if pattern.answered:
            waits = patterns.answered(pattern, own.code)
            written = written.replace(_ANSWERED, self._answered(waits, say))
        return Markup(written.replace(_NAME, escape(own.name)))

    async def _write(
        self, reader: CaseReader, regions: Sequence[Region], period: Period, say: Say
    ) -> str:
        figures = _unnamed(await self._figures(reader, regions, period))
        waited = None if figures.times.answered.median is None else Markup(_ANSWERED)
        return str(weekly.text(figures, say, self._config, waited=waited))

    def _answered(self, waits: Waits, say: Say) -> str:
        known = self._waits.get((say, waits))
        if known is None:
            known = self._waits[say, waits] = str(weekly.answered(waits, say))
        return known

    async def _figures(
        self, reader: CaseReader, regions: Sequence[Region], period: Period
    ) -> PeriodFigures:
        about = period, self._now, self._config, reader
        return await summaries.main_from(self.source, regions, *about)


def _unnamed(figures: PeriodFigures) -> PeriodFigures:
    """Return the figures of one village with a sign for its name wherever that is told."""
    own = Place(figures.regions[0].code, _NAME)
    guarded = replace(figures.guarded, missing=[own for _ in figures.guarded.missing])
    silent = [own for _ in figures.silent]
    named = Region(code=own.code, name=_NAME)
    return replace(figures, regions=[named], guarded=guarded, silent=silent)
