"""What many readers' counts are made of, in one statement for all zones: each by its own clocks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, or_, select, true, union_all

from bot.domain.access import Level, level_of
from bot.domain.category import ALL_IS_WELL
from bot.domain.figures import Span
from bot.models import Alert, Incident, Region, Report, Situation
from bot.places.region_filters import AFTER_DOT, inside
from bot.places.region_statements import MOST_KEPT
from bot.services.digests import place_queries, silence_queries, time_queries
from bot.services.digests.happened_queries import Happened
from bot.services.digests.summary_queries import IncidentCount

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select, SQLColumnExpression, Subquery
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.figures import Comparison
    from bot.services.digests.silence_queries import FellSilent
    from bot.services.digests.time_queries import Waited

    Zones = Mapping[str, Comparison]  # by their names; a village's own says in which it lies


async def happened(session: AsyncSession, under: Collection[str], zones: Zones) -> Happened:
    """Read the incidents of a period and of the one before, with how long they waited."""
    names: dict[str, str] = {}
    counts: dict[tuple[str, str, str | None], list[int]] = defaultdict(lambda: [0, 0])
    waits: list[Waited] = []
    rows = await session.execute(_incidents(under, zones))
    for village, kind, outcome, opened, answered, closed, waited, name, zone in rows:
        of = zones[zone]
        if opened in of.span:
            counts[village, kind, outcome][0] += 1
            if waited:
                waits.append(time_queries.waited(village, kind, outcome, opened, answered, closed))
        elif opened in of.before:
            counts[village, kind, outcome][1] += 1
        names[village] = name
    counted = [
        IncidentCount(*key, now, before, names[key[0]]) for key, (now, before) in counts.items()
    ]
    return Happened(counted, waits)


def _incidents(
    under: Collection[str], zones: Zones
) -> Select[str, str, str | None, datetime, datetime | None, datetime | None, bool, str, str]:
    """Return the incidents of the zones' periods, and what came some hours beside them."""
    of = Incident
    both = [span for one in zones.values() for span in (one.before, one.span)]
    now = of.opened_at >= min(one.span.since for one in zones.values())
    ended = of.answered_at.is_not(None) | of.closed_at.is_not(None)
    waited = case((now & ended, ~of.alert.has(Alert.quiet)), else_=False)
    when = (of.opened_at, of.answered_at, of.closed_at)
    found = select(
        of.village_code, of.category, of.outcome, *when, waited, Region.name, Region.zone
    )
    return found.join(Region, Region.code == of.village_code).where(
        of.opened_at >= min(span.since for span in both),
        of.opened_at < max(span.until for span in both),
        _there(of.village_code, under),
        of.merged_into_id.is_(None),
        of.category != ALL_IS_WELL,
    )


async def silent(
    session: AsyncSession, under: Collection[str], zones: Zones, closed: Collection[str]
) -> Sequence[FellSilent]:
    """Return what :func:`silence_queries.silent` does."""
    heard = _heard(under, zones, closed)
    found = (
        select(Region.code, Region.name, Report.category)
        .join(heard, heard.c.village == Region.code)
        .outerjoin(Report, _confided_of_late(heard, zones, closed))
        .where(
            *place_queries.in_villages(lambda _: true()),
            or_(*(_fell_silent(heard, zone, of) for zone, of in zones.items())),
        )
    )
    return silence_queries.grouped(await session.execute(found))


def _confided_of_late(
    heard: Subquery, zones: Zones, closed: Collection[str]
) -> ColumnElement[bool]:
    at, of_zones = Report.created_at, zones.items()
    return and_(
        Report.village_code == heard.c.village,
        at >= min(of.silence.since for of in zones.values()),  # sought in the index
        at < max(of.silence.until for of in zones.values()),
        Report.category.in_(closed),
        or_(
            *(
                and_(Region.zone == zone, at >= of.silence.since, at < of.silence.until)
                for zone, of in of_zones
            )
        ),
    )


def _heard(under: Collection[str], zones: Zones, closed: Collection[str]) -> Subquery:
    """Return by village when it was last heard of before any zone's week ended, and first after.

    What came in the last hours, when not every zone's week has ended, is looked at by itself.
    """
    plain = Report.category.not_in(closed)
    every = [Span(one.usual.since, one.silence.until) for one in zones.values()]
    signs = union_all(
        *(
            select(table.village_code.label("village"), table.created_at.label("at")).where(
                _there(table.village_code, under),
                table.created_at >= min(one.since for one in every),
                table.created_at < max(one.until for one in every),
                *such,
            )
            for table, such in ((Report, (plain,)), (Situation, ()))
        )
    ).subquery()
    all_end = min(one.until for one in every)
    last = func.max(case((signs.c.at < all_end, signs.c.at)))
    late = func.min(case((signs.c.at >= all_end, signs.c.at)))
    ends = select(signs.c.village, last.label("last"), late.label("late")).group_by(signs.c.village)
    newest = max(one.silence.since for one in zones.values())
    return ends.having(last < newest).subquery()


def _fell_silent(heard: Subquery, zone: str, of: Comparison) -> ColumnElement[bool]:
    usual = (heard.c.last >= of.usual.since) & (heard.c.last < of.silence.since)
    none_since = heard.c.late.is_(None) | (heard.c.late >= of.silence.until)
    return and_(Region.zone == zone, usual, none_since)


def _there(column: SQLColumnExpression[str], under: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that a code lies in these; in so many provinces, or between them.

    What lies between is asked for by nobody. One range is read in order, of eight each is sought.
    """
    if len(under) <= MOST_KEPT or any(level_of(code) is not Level.PROVINCE for code in under):
        return inside(column, under)
    return (column >= min(under)) & (column < f"{max(under)}{AFTER_DOT}")
