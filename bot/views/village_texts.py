"""A period in words for whoever serves one village: what is equal for many is written once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from bot.domain.access import Grant
from bot.domain.figures import Comparison, middle, nearly_all
from bot.models import Region
from bot.services.alerts.case_lists import Unfinished
from bot.services.digests import incident_totals, summaries
from bot.services.digests.figure_access import FigureRule
from bot.services.digests.period_figures import Guarded, Waits
from bot.services.digests.place_queries import Place
from bot.services.digests.summary_queries import IncidentCount
from bot.views import present_state, weekly
from bot.views.card import Markup
from bot.views.office import is_kelurahan

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from datetime import datetime

    from bot.domain.period import Period
    from bot.locales import Say
    from bot.services.alerts.case_lookup import CaseReader
    from bot.services.digests.village_periods import (
        Answered,
        Counted,
        VillagePeriod,
        VillagePeriods,
    )
    from bot.settings import Config

_NAME, _WAITED = "\ue000", "\ue001"  # for private use: no name holds them
_DOTS = 3  # of a village's code
_ANY = "00.00.00.0000"  # a village like any other
_OWN = Place("", _NAME)
NOTHING_OPEN = Unfinished(0, 0, 0, 0)


class VillageTexts:
    """What :func:`weekly.text` says of one village, of parts that are written once for many.

    Villages with equal figures have equal words but for their names and how long was waited, which
    are put in at last; what happened and the title are shared by yet more of them.
    """

    def __init__(
        self, periods: VillagePeriods, period: Period, now: datetime, say: Say, config: Config
    ) -> None:
        """Write nothing yet. ``periods``: what the period was in each village."""
        self._periods = periods
        self._asked = period, now
        self._say = say
        self._config = config
        self._texts: dict[Hashable, str] = {}
        self._waits: dict[tuple[str, tuple[Answered, ...]], str] = {}
        self._titles: dict[tuple[str, bool], str] = {}
        self._counts: dict[tuple[str, tuple[Counted, ...]], str] = {}
        self._rules: dict[str, FigureRule] = {}

    def of(self, reader: CaseReader, regions: Sequence[Region]) -> Markup | None:
        """Return the text for somebody with one post, in a village where nothing is open.

        None for others, and where a village is told of by itself.
        """
        was = self.period_of(reader, regions)
        if was is None or was.stands_open:
            return None
        return self._text(reader.grants[0].role, regions[0], was, NOTHING_OPEN)

    def period_of(self, reader: CaseReader, regions: Sequence[Region]) -> VillagePeriod | None:
        """Return what the period was for somebody with one post, in a village of today; or None."""
        if len(regions) != 1 or len(reader.grants) != 1:
            return None
        region = regions[0]
        if region.retired_at is not None or region.code.count(".") != _DOTS:
            return None
        return self._periods.of(region.zone, region.code)

    def present_state(
        self, reader: CaseReader, region: Region, was: VillagePeriod, unfinished: Unfinished | None
    ) -> Markup:
        """Return the text for somebody with one post, in a village where something is open.

        ``unfinished``: None where that is said elsewhere.
        """
        return self._text(reader.grants[0].role, region, was, unfinished)

    def _text(
        self, role: str, region: Region, was: VillagePeriod, unfinished: Unfinished | None
    ) -> Markup:
        key = region.zone, role, is_kelurahan(region), was.counts, was[1:4], unfinished
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = self._written(role, region, was, unfinished)
        waited = self._waits.get((role, was.answers)) or self._waited(role, was.answers)
        return Markup(text.replace(_WAITED, waited).replace(_NAME, escape(region.name)))

    def _written(
        self, role: str, region: Region, was: VillagePeriod, unfinished: Unfinished | None
    ) -> str:
        """Return the text with signs for the village's name and for how long was waited."""
        silent = weekly.silent([_OWN], self._say) if self._is_silent(role, was) else []
        guarded = Guarded(1, [_OWN] if was.unguarded else [], (), 0, 0)
        parts = (
            self._title(region),
            self._happened(role, was.counts),
            present_state.text(unfinished, guarded, self._say, self._config),
        )
        return str(weekly.joined(parts, [_WAITED, *silent]))

    def _title(self, region: Region) -> str:
        key = region.zone, is_kelurahan(region)
        if key not in self._titles:
            named = Region(code=region.code, name=_NAME)
            period, now = self._asked
            compared = Comparison.of(period, region.zone, now)
            self._titles[key] = weekly.heading([named], period, compared, region.zone, self._say)
        return self._titles[key]

    def _happened(self, role: str, counted: tuple[Counted, ...]) -> str:
        known = self._counts.get((role, counted))
        if known is None:
            counts = [IncidentCount(_ANY, *one, "") for one in counted]
            totals = incident_totals.of_counts(counts, {}, self._config, self._rule(role))
            totals = summaries.safely(totals, self._asked[0])
            lines = weekly.happened(totals, self._say, self._config)
            known = self._counts[role, counted] = "\n".join(lines)
        return known

    def _waited(self, role: str, answers: tuple[Answered, ...]) -> str:
        spans = [span for kind, span in answers if self._rule(role).counts(_ANY, kind)]
        waits = Waits(middle(spans), nearly_all(spans), len(spans))
        waited = self._waits[role, answers] = str(weekly.answered(waits, self._say))
        return waited

    def _is_silent(self, role: str, was: VillagePeriod) -> bool:
        """Tell whether nothing came that somebody would count who counts any report there."""
        rule = self._rule(role)
        heard = any(rule.counts(_ANY, kind) for kind in was.confided)
        return was.silent and rule.has_all_plain(_ANY) and not heard

    def _rule(self, role: str) -> FigureRule:
        """Return what somebody with one post in a village counts there, which ever it is."""
        if role not in self._rules:
            self._rules[role] = FigureRule([Grant(role, _ANY)], self._config)
        return self._rules[role]
