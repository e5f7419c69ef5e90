"""Where counts come from: from the database for one reader, or from one reading for many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.services.alerts import case_lists
from bot.services.digests import (
    guarded_queries,
    happened_queries,
    present_state_queries,
    region_layout,
    silence_queries,
    summary_queries,
)
from bot.services.digests.happened_queries import Happened
from bot.services.digests.present_state_queries import PresentState

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.figures import Comparison
    from bot.models import Region
    from bot.services.alerts.case_lists import Unfinished
    from bot.services.alerts.case_lookup import CaseReader
    from bot.services.digests.asked_period import AskedPeriod
    from bot.services.digests.figure_access import FigureRule
    from bot.services.digests.region_layout import Layout
    from bot.services.digests.silence_queries import FellSilent
    from bot.services.digests.summary_queries import IncidentCount, OpenCount
    from bot.settings import Config


class CountSource(Protocol):
    """What the figures of a period are made of, for any regions.

    ``zone``: by whose clocks the spans are; ``here``: codes under which something counts there.
    """

    async def layout(self, regions: Sequence[Region]) -> Layout:
        """Return the parts of some regions, and the codes under which something counts there."""

    async def incidents(
        self, zone: str, here: Collection[str], of: Comparison
    ) -> Sequence[IncidentCount]:
        """Count incidents by village, category and outcome."""

    async def happened(
        self, zone: str, here: Collection[str], of: Comparison, rule: FigureRule
    ) -> Happened:
        """Return the same with how long those waited that somebody's figures hold."""

    async def present_state(self, asked: AskedPeriod, *, opened: bool) -> PresentState:
        """Return how it stands in some regions; ``opened``: with what is open there now."""

    async def open_counts(self, here: Collection[str], now: datetime) -> Sequence[OpenCount]:
        """Count what is not finished now, by village, category and status."""

    async def unfinished(self, reader: CaseReader, places: Collection[str]) -> Unfinished:
        """Count what ``/tugas`` lists for somebody of these places."""


class DatabaseCounts:
    """Counts of one reader: a statement each."""

    def __init__(self, session: AsyncSession, config: Config) -> None:
        """Read by ``session`` whenever it is asked."""
        self._session = session
        self._config = config

    async def layout(self, regions: Sequence[Region]) -> Layout:
        """Return the parts of some regions, and the codes under which something counts there."""
        return await region_layout.load(self._session, regions)

    async def incidents(
        self, _zone: str, here: Collection[str], of: Comparison
    ) -> Sequence[IncidentCount]:
        """Count incidents by village, category and outcome."""
        return await summary_queries.incidents(self._session, here, of.span, of.before)

    async def happened(
        self, _zone: str, here: Collection[str], of: Comparison, rule: FigureRule
    ) -> Happened:
        """Return the same with how long those waited that somebody's figures hold."""
        counts, waits = await happened_queries.happened(self._session, here, of.span, of.before)
        return Happened(counts, [one for one in waits if rule.counts(one.village, one.category)])

    async def present_state(self, asked: AskedPeriod, *, opened: bool) -> PresentState:
        """Return how it stands, in one statement where all lies in one zone."""
        _, first, of = asked.spans[0]
        if list(first) == asked.codes:
            at = asked.now if opened else None
            return await present_state_queries.present_state(
                self._session, asked.codes, of, self._config, at
            )
        return PresentState(
            await guarded_queries.guarded(self._session, asked.codes, asked.compared.span),
            [one for _, here, of in asked.spans for one in await self._silent(here, of)],
            await self.open_counts(asked.under, asked.now) if opened else (),
        )

    async def _silent(self, here: Collection[str], of: Comparison) -> Sequence[FellSilent]:
        closed = self._config.confidential_kinds
        return await silence_queries.silent(self._session, here, of.silence, of.usual, closed)

    async def open_counts(self, here: Collection[str], now: datetime) -> Sequence[OpenCount]:
        """Count what is not finished now, by village, category and status."""
        return await summary_queries.open_counts(self._session, here, now, self._config)

    async def unfinished(self, reader: CaseReader, places: Collection[str]) -> Unfinished:
        """Count what ``/tugas`` lists for somebody of these places."""
        return await case_lists.unfinished(self._session, reader, places)
