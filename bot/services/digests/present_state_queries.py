"""How it stands in some regions: one statement, where three are three trips to the database."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Integer, String, cast, literal, null, select, union_all

from bot.models import Report
from bot.places import region_statements
from bot.services.digests import (
    guarded_queries,
    silence_queries,
    summary_queries,
)
from bot.services.digests.guarded_queries import Found
from bot.services.digests.summary_queries import OpenCount

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.figures import Comparison
    from bot.places.region_statements import Inside
    from bot.services.digests.period_figures import Guarded
    from bot.services.digests.silence_queries import FellSilent
    from bot.settings import Config

_SILENT, _OPEN = "silent", "open"
_NOT_LATE = cast(null(), Integer).label("late")
_NOT_OPEN = cast(null(), String).label("status"), _NOT_LATE


class PresentState(NamedTuple):
    """Where nobody can answer, which villages fell silent, and what is open now, if asked for."""

    guarded: Guarded
    silent: Sequence[FellSilent]
    open: Sequence[OpenCount]


async def present_state(
    session: AsyncSession,
    regions: Collection[str],
    of: Comparison,
    config: Config,
    opened: datetime | None,
) -> PresentState:
    """Read it of regions of one zone into which nothing passed. ``opened``: what is open at it."""
    closed = config.confidential_kinds
    ends = guarded_queries.ends(regions, of.span)
    ends |= silence_queries.ends(of.silence, of.usual, closed)
    ends |= summary_queries.open_ends(opened, config) if opened is not None else {}
    write = _of_places if opened is None else _written
    found = defaultdict(list)
    for what, *said in await region_statements.execute(session, write, regions, **ends):
        found[what].append(said)
    silent = silence_queries.grouped(said[1:4] for said in found.pop(_SILENT, []))
    counts = [
        OpenCount(village, kind, status, n, late)
        for n, village, kind, status, late in found.pop(_OPEN, [])
    ]
    guarded = [Found(what, *said[:3]) for what, rows in found.items() for said in rows]
    return PresentState(guarded_queries.of_rows(guarded), silent, counts)


def _written(here: Inside) -> Select[*tuple[Any, ...]]:
    """Return a row for each count and place, as :class:`Found` tells, or as :class:`OpenCount`."""
    counts = summary_queries.unfinished(here).subquery()
    village, kind, status, n, late = counts.c
    return _joined(*_places(here), select(literal(_OPEN), n, village, kind, status, late))


def _of_places(here: Inside) -> Select[*tuple[Any, ...]]:
    return _joined(*_places(here))


def _places(here: Inside) -> list[Select[*tuple[Any, ...]]]:
    there, quiet = guarded_queries.villages(here), silence_queries.fell_silent(here).subquery()
    silent = select(
        literal(_SILENT), literal(0), there.c.code, there.c.name, Report.category, _NOT_LATE
    )
    parts = [part.add_columns(*_NOT_OPEN) for part in guarded_queries.parts(here, there)]
    of_these = there.join(quiet, quiet.c.village == there.c.code)
    lately = silence_queries.confided_of_late(quiet)
    return [*parts, silent.select_from(of_these.outerjoin(Report, lately))]


def _joined(*parts: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return select(*union_all(*parts).subquery().c)
