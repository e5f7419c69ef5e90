"""Counts for many readers: each is read once for all of their regions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from bot.domain import access
from bot.domain.access import Level, ancestors, level_of, lies_within
from bot.domain.figures import Span
from bot.places import region_filters
from bot.places.by_region import ByRegion
from bot.services.alerts import case_lists, open_cases
from bot.services.alerts.case_lists import Unfinished
from bot.services.digests import (
    guarded_queries,
    place_queries,
    region_layout,
    silence_queries,
    summary_queries,
    time_queries,
    zone_queries,
)
from bot.services.digests.happened_queries import Happened
from bot.services.digests.present_state_queries import PresentState

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Hashable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.figures import Comparison
    from bot.models import Incident, Region
    from bot.services.alerts.case_lookup import CaseReader
    from bot.services.digests.asked_period import AskedPeriod
    from bot.services.digests.figure_access import FigureRule
    from bot.services.digests.period_figures import Guarded
    from bot.services.digests.place_queries import Place, Post
    from bot.services.digests.readership import Readership
    from bot.services.digests.region_layout import Layout
    from bot.services.digests.silence_queries import FellSilent
    from bot.services.digests.summary_queries import IncidentCount, OpenCount
    from bot.services.digests.time_queries import Waited
    from bot.settings import Config

T = TypeVar("T")


class SharedCounts:
    """Counts of many readers: a statement each (a zone), when the first of them asks.

    For the regions of its readers alone. What it has read stays as it was.
    """

    def __init__(
        self,
        session: AsyncSession,
        readers: Collection[Readership],
        config: Config,
        regions: Collection[Region] = (),
    ) -> None:
        """Read by ``session`` what these readers need, once one of them asks.

        ``regions``: in which the regions lie of others who :meth:`join` later.
        """
        self._session = session
        self._config = config
        self._closed = config.confidential_kinds
        self._readers: list[Readership] = []
        self._regions = {one.code: one for one in regions}
        self._known: dict[Hashable, object] = {}
        self.join(readers)
        self._codes = region_filters.outermost(self._regions)

    def join(self, readers: Collection[Readership]) -> None:
        """Count for these too; all that was read is theirs, but for what is read by reader."""
        self._readers += readers
        self._regions |= {one.code: one for each in readers for one in each.regions}
        for each in ("parts", "unfinished"):
            self._known.pop(each, None)

    @property
    def codes(self) -> Sequence[str]:
        """Return the codes of the regions of all readers."""
        return self._codes

    async def _once(self, key: Hashable, read: Callable[[], Awaitable[T]]) -> T:
        if key not in self._known:
            self._known[key] = await read()
        found: T = self._known[key]  # type: ignore[assignment]
        return found

    async def layout(self, regions: Sequence[Region]) -> Layout:
        """Return the parts of some regions, and the codes under which something counts there."""
        parts = await self._parts([region.code for region in regions])
        return region_layout.build(regions, parts, await self._successions())

    async def _successions(self) -> list[tuple[str, str]]:
        everywhere = self._regions.values()
        return await self._once(
            "successions", lambda: region_filters.successions(self._session, everywhere)
        )

    async def everywhere(self, zone: str | None = None) -> list[str]:
        """Return the codes under which something counts for all readers (in a zone)."""
        there = [one for one in self._regions.values() if zone is None or one.zone == zone]
        return region_filters.outermost(
            region_filters.codes_under(there, await self._successions())
        )

    @property
    def zones(self) -> list[str]:
        """Return the zones of the regions of all readers."""
        return sorted({region.zone for region in self._regions.values()})

    async def foresee(self, zones: Mapping[str, Comparison]) -> None:
        """Read what a period is in these zones by a statement for all of them.

        Where something passed from one province to another, each zone is read by itself when it is
        asked for: what counts in two of them counts there by two clocks.
        """
        passed = await self._successions()
        province = partial(access.region_at, level=Level.PROVINCE)
        if any(province(was) != province(became) for was, became in passed):
            return
        under = await self.everywhere()
        found = await zone_queries.happened(self._session, under, zones)
        counts = ByRegion((one.village, one) for one in found.counts)
        waits = ByRegion((one.village, one) for one in found.waits)
        fell_silent = await zone_queries.silent(self._session, under, zones, self._closed)
        silent = ByRegion((one.place.code, one) for one in fell_silent)
        spans = [of.span for of in zones.values()]
        every = Span(min(one.since for one in spans), max(one.until for one in spans))
        tests = await place_queries.unheard_tests(self._session, self._codes, every)
        for zone, of in zones.items():
            there = ByRegion((code, test) for code, test, at in tests if at in of.span)
            self._known.setdefault(("tests", of.span), there)
            self._known.setdefault(("incidents", zone, of), counts)
            self._known.setdefault(("waits", zone, of.span), waits)
            self._known.setdefault(("silent", zone, of), silent)

    async def unusual(self, zones: Collection[Comparison]) -> set[str]:
        """Return the regions where something was lost, failed (in a period), or passed on."""
        places = {code for pair in await self._successions() for code in pair}
        places |= {post.place.code for post in await self._lost_posts(self._codes)}
        for of in zones:
            places.update((await self._tests(of.span)).codes)
        return places

    async def _villages(self, regions: Collection[str]) -> int:
        """Return how many villages there are."""
        others = [code for code in regions if not self._is_village_of_today(code)]
        known = await self._once("villages", self._read_villages) if others else None
        below = 0 if known is None else sum(known.inside(others))
        return len(regions) - len(others) + below

    async def _read_villages(self) -> ByRegion[int]:
        return ByRegion(await place_queries.village_counts(self._session, self._codes))

    def _is_village_of_today(self, code: str) -> bool:
        """Tell whether it is a village that no decree ended: no other is read unnamed."""
        region = self._regions.get(code)
        ended = region is not None and region.retired_at is not None
        return level_of(code) is Level.VILLAGE and not ended

    async def unguarded(self, regions: Collection[str]) -> Sequence[Place]:
        """Return the villages where no officer serves, those with people in them first."""

        async def read() -> ByRegion[Place]:
            found = await place_queries.unguarded(self._session, self._codes)
            return ByRegion((place.code, place) for place in found)

        there = (await self._once("unguarded", read)).inside(regions)
        return sorted(there, key=lambda place: not place.peopled)

    async def _parts(self, regions: Collection[str]) -> Mapping[str, Place]:
        """Return what lies directly below a region, of several these themselves."""
        if len(regions) == 1 and all(level_of(code) is Level.VILLAGE for code in regions):
            return {}
        below, themselves = await self._once("parts", self._read_parts)
        found = below if len(regions) == 1 else themselves
        return {place.code: place for place in found.at(sorted(regions))}

    async def _read_parts(self) -> tuple[ByRegion[Place], ByRegion[Place]]:
        """Return the parts of each region that is read of alone, and those of several regions."""
        alone = {one.regions[0].code for one in self._readers if len(one.regions) == 1}
        among = {part.code for one in self._readers if len(one.regions) > 1 for part in one.regions}
        larger = {code for code in alone if level_of(code) is not Level.VILLAGE}
        places = await place_queries.parts_of(self._session, larger, among)
        below = ((place.code.rpartition(".")[0], place) for place in places)
        return (
            ByRegion(entry for entry in below if entry[0] in larger),
            ByRegion((place.code, place) for place in places if place.code in among),
        )

    async def incidents(
        self, zone: str, here: Collection[str], of: Comparison
    ) -> Sequence[IncidentCount]:
        """Count incidents by village, category and outcome."""

        async def read() -> ByRegion[IncidentCount]:
            under = await self.everywhere(zone)
            found = await summary_queries.incidents(self._session, under, of.span, of.before)
            return ByRegion((one.village, one) for one in found)

        return (await self._once(("incidents", zone, of), read)).inside(here)

    async def happened(
        self, zone: str, here: Collection[str], of: Comparison, rule: FigureRule
    ) -> Happened:
        """Return the same with how long those waited that somebody's figures hold."""
        counts = await self.incidents(zone, here, of)
        there = (await self._waits(zone, of.span)).inside(here)
        return Happened(counts, [one for one in there if rule.counts(one.village, one.category)])

    async def all_waits(self, zone: str, span: Span) -> Sequence[Waited]:
        """Return how long a span's incidents waited, whoever counts them."""
        return (await self._waits(zone, span)).inside(await self.everywhere(zone))

    async def _waits(self, zone: str, span: Span) -> ByRegion[Waited]:
        async def read() -> ByRegion[Waited]:
            found = await time_queries.waits(self._session, await self.everywhere(zone), span)
            return ByRegion((one.village, one) for one in found)

        return await self._once(("waits", zone, span), read)

    async def silent(
        self, zone: str, here: Collection[str], of: Comparison
    ) -> Sequence[FellSilent]:
        """Return the villages that fell silent."""

        async def read() -> ByRegion[FellSilent]:
            under = await self.everywhere(zone)
            ends = of.silence, of.usual
            found = await silence_queries.silent(self._session, under, *ends, self._closed)
            return ByRegion((one.place.code, one) for one in found)

        return (await self._once(("silent", zone, of), read)).inside(here)

    async def present_state(self, asked: AskedPeriod, *, opened: bool) -> PresentState:
        """Return how it stands in some regions; ``opened``: with what is open there now."""
        return PresentState(
            await self.guarded(asked.codes, asked.compared.span),
            [one for span in asked.spans for one in await self.silent(*span)],
            await self.open_counts(asked.under, asked.now) if opened else (),
        )

    async def open_counts(self, here: Collection[str], now: datetime) -> Sequence[OpenCount]:
        """Count what is not finished now, by village, category and status."""

        async def read() -> ByRegion[OpenCount]:
            under = await self.everywhere()
            found = await summary_queries.open_counts(self._session, under, now, self._config)
            return ByRegion((one.village, one) for one in found)

        return (await self._once(("open", now), read)).inside(here)

    async def unfinished(self, reader: CaseReader, places: Collection[str]) -> Unfinished:
        """Count what ``/tugas`` lists for somebody of these places."""
        if not await self.open_counts(places, reader.now):
            return Unfinished(0, 0, 0, 0)
        listed = (await self._once("unfinished", self._read_unfinished))[reader.member_id]
        there = [one for one in listed if lies_within(one.village_code, places)]
        return case_lists.counted(there, reader)

    async def _read_unfinished(self) -> Mapping[int, Sequence[Incident]]:
        asked = [one.reader for one in self._readers]
        answering = [one for one in asked if access.may(one.grants, access.RESPONDERS, None)]
        return await open_cases.by_member(self._session, answering)

    async def guarded(self, regions: Collection[str], span: Span) -> Guarded:
        """Count villages, those without an officer, lost posts, and a span's failed tests."""
        return guarded_queries.count(
            villages=await self._villages(regions),
            unguarded=await self.unguarded(regions),
            lost=await self._lost_posts(regions),
            tests_failed=len(set((await self._tests(span)).inside(regions))),
        )

    async def _lost_posts(self, regions: Collection[str]) -> Sequence[Post]:
        """Return the officers and deputies whom Telegram does not reach, those above too."""

        async def read() -> ByRegion[Post]:
            found = await place_queries.lost_posts(self._session, self._codes)
            return ByRegion((post.place.code, post) for post in found)

        known = await self._once("lost", read)
        above = {code for region in regions for code in ancestors(region)[1:]}
        return [*known.at(sorted(above)), *known.inside(regions)]

    async def _tests(self, span: Span) -> ByRegion[int]:
        async def read() -> ByRegion[int]:
            found = await place_queries.unheard_tests(self._session, self._codes, span)
            return ByRegion((code, test) for code, test, _ in found)

        return await self._once(("tests", span), read)
