"""Which villages have equal figures in a period: whoever serves one of them reads the same."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.access import Grant, Level, level_of, lies_within
from bot.domain.figures import Comparison, middle, nearly_all
from bot.domain.outcomes import FALSE_ALARMS
from bot.services.digests import figure_access
from bot.services.digests.period_figures import Waits

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from datetime import datetime, timedelta

    from bot.domain.period import Period
    from bot.models import Region
    from bot.services.alerts.case_lookup import CaseReader
    from bot.services.digests.shared_counts import SharedCounts
    from bot.services.digests.summary_queries import IncidentCount
    from bot.services.digests.time_queries import Waited
    from bot.settings import Config


class VillagePattern(NamedTuple):
    """All on which the figures of a village depend, but for its name and how long was waited.

    ``happened``: a number for what was counted; ``answered``: whether anything was answered.
    """

    zone: str
    role: str
    is_kelurahan: bool
    happened: int
    answered: bool
    silent: bool
    unguarded: bool


class _ZonePatterns(NamedTuple):
    """What was counted in the villages of one zone; villages that are in none have nothing."""

    happened: Mapping[str, int]
    answers: Mapping[str, Sequence[Waited]]
    silent: frozenset[str]


class VillagePatterns:
    """The patterns of the villages that some counts hold, for one period.

    A village has none where something stands open, was lost, failed, or passed to another one.
    """

    def __init__(self, counts: SharedCounts, period: Period, now: datetime, config: Config) -> None:
        """Read nothing yet."""
        self._counts = counts
        self._period = period
        self._now = now
        self._config = config
        self._zones: dict[str, _ZonePatterns] = {}
        self._apart: frozenset[str] | None = None
        self._apart_above: frozenset[str] = frozenset()  # those of them that are no villages
        self._unguarded: frozenset[str] = frozenset()
        self._numbers: dict[Hashable, int] = {}
        self._readable: dict[tuple[str, str], bool] = {}

    async def of(self, reader: CaseReader, regions: Sequence[Region]) -> VillagePattern | None:
        """Return the pattern of the one village in which somebody has their only post; else None.

        None too where the village has none.
        """
        if len(regions) != 1 or len(reader.grants) != 1:
            return None
        region, (post,) = regions[0], reader.grants
        code = region.code
        if level_of(code) is not Level.VILLAGE or region.retired_at is not None:
            return None
        apart = self._apart if self._apart is not None else await self._read_apart()
        if code in apart or (self._apart_above and self._lies_apart(code)):
            return None
        zone = self._zones.get(region.zone) or await self._read(region.zone)
        return VillagePattern(
            region.zone,
            post.role,
            is_kelurahan=code[-4] == "1",
            happened=zone.happened.get(code, 0),
            answered=bool(self._answers(zone, code, post.role)),
            silent=code in zone.silent,
            unguarded=code in self._unguarded,
        )

    def _lies_apart(self, code: str) -> bool:
        return lies_within(code, self._apart_above)

    def answered(self, pattern: VillagePattern, code: str) -> Waits:
        """Return how long the incidents of a village of this pattern waited for an answer."""
        found = self._answers(self._zones[pattern.zone], code, pattern.role)
        return Waits(middle(found), nearly_all(found), len(found))

    def _answers(self, zone: _ZonePatterns, code: str, role: str) -> list[timedelta]:
        return [
            one.answered
            for one in zone.answers.get(code, ())
            if one.answered is not None and self._reads(role, code, one.category)
        ]

    def _reads(self, role: str, village: str, category: str) -> bool:
        """Tell whether somebody with one post in a village counts a category there, which ever."""
        known = self._readable.get((role, category))
        if known is None:
            reads = figure_access.rule([Grant(role, village)], self._config)
            known = self._readable[role, category] = reads(village, category)
        return known

    async def _read_apart(self) -> frozenset[str]:
        """Read which regions have something that no pattern holds."""
        counts, since = self._counts, self._now
        self._unguarded = frozenset(one.code for one in await counts.unguarded(counts.codes))
        self._apart = frozenset(await counts.unusual(self._period, since))
        above = (code for code in self._apart if level_of(code) is not Level.VILLAGE)
        self._apart_above = frozenset(above)
        return self._apart

    async def _read(self, zone: str) -> _ZonePatterns:
        of, here = Comparison.of(self._period, zone, self._now), await self._counts.everywhere(zone)
        happened: dict[str, list[IncidentCount]] = defaultdict(list)
        for count in await self._counts.incidents(zone, here, of):
            happened[count.village].append(count)
        answers: dict[str, list[Waited]] = defaultdict(list)
        for waited in await self._counts.all_waits(zone, of.span):
            answers[waited.village].append(waited)
        silent = frozenset(place.code for place in await self._counts.silent(zone, here, of))
        numbers = {code: self._number(counts) for code, counts in happened.items()}
        self._zones[zone] = _ZonePatterns(numbers, answers, silent)
        return self._zones[zone]

    def _number(self, counts: Iterable[IncidentCount]) -> int:
        """Return the number of what was counted: from 1, the same for the same."""
        merged: dict[tuple[str, str], tuple[int, int]] = {}
        for one in counts:
            kind = one.category, one.outcome or "" if one.outcome in FALSE_ALARMS else ""
            now, before = merged.get(kind, (0, 0))
            merged[kind] = now + one.change.now, before + one.change.before
        return self._numbers.setdefault(frozenset(merged.items()), len(self._numbers) + 1)
