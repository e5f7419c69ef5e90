"""How a period is counted: the same for the chat, the weekly digest and the command line."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.domain.access import lies_within
from bot.domain.category import Severity
from bot.domain.figures import Change, Comparison
from bot.domain.period import Period, Unit
from bot.places import place_search
from bot.places.region_filters import outermost
from bot.services.digests import (
    incident_times,
    place_queries,
    summary_queries,
    unfinished_counts,
)
from bot.services.digests.asked_period import AskedPeriod
from bot.services.digests.count_source import DatabaseCounts
from bot.services.digests.figure_access import FigureRule
from bot.services.digests.incident_totals import of_counts
from bot.services.digests.period_figures import (
    IncidentTotals,
    Noteworthy,
    PeriodFigures,
    PeriodTotals,
    SituationTotals,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Region
    from bot.services.alerts.case_lookup import CaseReader
    from bot.services.digests.count_source import CountSource
    from bot.services.digests.incident_totals import Spans
    from bot.services.digests.place_queries import Place
    from bot.services.digests.silence_queries import FellSilent
    from bot.settings import Config

MOST_NOTEWORTHY = 5


async def figures(
    session: AsyncSession,
    codes: Collection[str],
    period: Period,
    now: datetime,
    config: Config,
    reader: CaseReader | None = None,
) -> PeriodFigures:
    """Count a period in these regions (at least one is known), in each by its own clocks.

    For a ``reader``, or for whoever reads nothing confidential. Raises ValueError for a period that
    has not begun in the first.
    """
    source, regions = DatabaseCounts(session, config), await regions_of(session, codes)
    asked = await _asked(source, regions, period, now)
    main = await _main(source, asked, config, reader)
    held = _rule(asked, config, reader).condition()
    came = await incident_times.came_at(session, asked.spans, held)
    return replace(
        main,
        times=replace(main.times, hours=came.hours, trend=came.trend),
        situations=await _situations(session, asked.spans),
        noteworthy=await _noteworthy(session, asked.spans, config, held),
    )


async def happened_in(
    session: AsyncSession,
    regions: Sequence[Region],
    period: Period,
    now: datetime,
    config: Config,
    reader: CaseReader,
) -> PeriodTotals:
    """Count what happened alone, as :func:`figures` does: in two statements, however large.

    ``regions``: none in another.
    """
    source = DatabaseCounts(session, config)
    return await totals_from(source, regions, period, now, config, reader)


async def main_figures(
    session: AsyncSession,
    regions: Sequence[Region],
    period: Period,
    now: datetime,
    config: Config,
    reader: CaseReader | None = None,
) -> PeriodFigures:
    """Count what a message says at first, in fewer statements than :func:`figures`.

    Hours, weeks, situation reports and noteworthy incidents are left out: they are empty.
    ``regions``: none in another.
    """
    source = DatabaseCounts(session, config)
    return await main_from(source, regions, period, now, config, reader)


async def regions_of(session: AsyncSession, codes: Collection[str]) -> Sequence[Region]:
    """Return the regions of these codes, none in another."""
    return await place_search.by_codes(session, outermost(codes))


async def totals_from(
    source: CountSource,
    regions: Sequence[Region],
    period: Period,
    now: datetime,
    config: Config,
    reader: CaseReader,
) -> PeriodTotals:
    """Count as :func:`happened_in` does from what is read by ``source``; no region in another."""
    asked = await _asked(source, regions, period, now)
    rule = _rule(asked, config, reader)
    counts = [
        one for zone, here, of in asked.spans for one in await source.incidents(zone, here, of)
    ]
    totals = of_counts(counts, asked.parts, config, rule)
    return PeriodTotals(asked.zone, asked.compared, safely(totals, period))


async def main_from(
    source: CountSource,
    regions: Sequence[Region],
    period: Period,
    now: datetime,
    config: Config,
    reader: CaseReader | None,
) -> PeriodFigures:
    """Count as :func:`main_figures` does from what is read by ``source``; no region in another."""
    return await _main(source, await _asked(source, regions, period, now), config, reader)


@lru_cache(maxsize=64)
def _compared(period: Period, zone: str, now: datetime) -> Comparison:
    """Return a comparison, which is the same for all who read at one moment."""
    return Comparison.of(period, zone, now)


async def _asked(
    source: CountSource, regions: Sequence[Region], period: Period, now: datetime
) -> AskedPeriod:
    compared = _compared(period, regions[0].zone, now)
    parts, under, passed = await source.layout(regions)
    begun = [zone for zone in under if zone == regions[0].zone or period.bounds(zone)[0] < now]
    spans = [(zone, under[zone], _compared(period, zone, now)) for zone in begun]
    everywhere = [code for here in under.values() for code in here]
    return AskedPeriod(regions, period, now, compared, spans, everywhere, parts, passed)


def _rule(asked: AskedPeriod, config: Config, reader: CaseReader | None) -> FigureRule:
    return FigureRule(reader.grants if reader is not None else None, config, asked.passed)


async def _main(
    source: CountSource, asked: AskedPeriod, config: Config, reader: CaseReader | None
) -> PeriodFigures:
    rule = _rule(asked, config, reader)
    found = [await source.happened(*of, rule) for of in asked.spans]
    counts = of_counts([one for each in found for one in each.counts], asked.parts, config, rule)
    answers = unfinished_counts.answering(asked.codes, reader)
    stands = await source.present_state(asked, opened=answers is None)
    return PeriodFigures(
        asked.regions,
        asked.period,
        asked.zone,
        asked.compared,
        happened=safely(counts, asked.period),
        times=incident_times.of_waits([one for each in found for one in each.waits]),
        unfinished=await source.unfinished(answers, asked.codes)
        if answers is not None
        else unfinished_counts.told(stands.open, rule.counts),
        guarded=stands.guarded,
        silent=_silent(stands.silent, asked, rule),
        situations=SituationTotals(Change(), 0),
        noteworthy=(),
    )


def safely(counts: IncidentTotals, period: Period) -> IncidentTotals:
    """Leave out how many were confidential of days that somebody chose.

    Moved by a day at a time they would tell on which one it grew.
    """
    chosen = period.unit is Unit.DAYS
    return replace(counts, confidential_at_least=0) if chosen else counts


def _silent(found: Sequence[FellSilent], asked: AskedPeriod, rule: FigureRule) -> Sequence[Place]:
    """Return the villages of which their reader heard nothing, where any report is a sign."""
    told = [one for one in found if rule.has_all_plain(one.place.code)]
    unheard = [one.place for one in told if not one.is_heard(rule.counts)]
    if len(asked.under) == len(asked.codes):  # nothing passed into these regions from elsewhere
        return unheard
    return [place for place in unheard if lies_within(place.code, asked.codes)]


async def _situations(session: AsyncSession, spans: Spans) -> SituationTotals:
    found = [
        change
        for _, here, of in spans
        for change in (await place_queries.situations(session, here, of.span, of.before)).values()
    ]
    return SituationTotals(sum(found, Change()), sum(change.now > 0 for change in found))


async def _noteworthy(
    session: AsyncSession, spans: Spans, config: Config, held: ColumnElement[bool]
) -> list[Noteworthy]:
    """Return the gravest incidents of some; of what is confidential none, whoever reads it."""
    plain = FigureRule(None, config).condition() & held
    found = [
        one
        for _, here, of in spans
        for one in await summary_queries.noteworthy(session, here, of.span, plain, MOST_NOTEWORTHY)
    ]
    found.sort(key=lambda one: (Severity(one.severity).rank, one.opened_at), reverse=True)
    return found[:MOST_NOTEWORTHY]
