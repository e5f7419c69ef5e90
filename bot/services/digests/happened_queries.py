"""What happened in some regions and how long it waited: one statement, where two are two trips."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Integer, cast, null, select, union_all

from bot.models.base import UtcDateTime
from bot.places import region_statements
from bot.services.digests import summary_queries, time_queries
from bot.services.digests.summary_queries import IncidentCount

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.figures import Span
    from bot.places.region_statements import Inside
    from bot.services.digests.time_queries import Waited

_NO_TIME = tuple(cast(null(), UtcDateTime).label(name) for name in ("opened", "answered", "closed"))
_NO_COUNT = cast(null(), Integer), cast(null(), Integer), null()


class Happened(NamedTuple):
    """What :func:`summary_queries.incidents` and :func:`time_queries.waits` return."""

    counts: Sequence[IncidentCount]
    waits: Sequence[Waited]


async def happened(
    session: AsyncSession, regions: Collection[str], span: Span, before: Span
) -> Happened:
    """Count the incidents of two spans, and read how long those of the first waited."""
    counts, waits = [], []
    ends = summary_queries.ends(span, before)
    rows = await region_statements.execute(session, _written, regions, **ends)
    for village, category, outcome, now, earlier, name, opened, answered, closed in rows:
        said = village, category, outcome
        if opened is None:
            counts.append(IncidentCount(*said, now, earlier, name))
        else:
            waits.append(time_queries.waited(*said, opened, answered, closed))
    return Happened(counts, waits)


def _written(
    here: Inside,
) -> Select[str, str, str | None, int, int, str, datetime | None, datetime | None, datetime | None]:
    """Return a row for each count, and one without a count for each incident that waited."""
    counts = summary_queries.counted(here).add_columns(*_NO_TIME)
    waited = time_queries.waited_incidents(here)
    said, times = waited.selected_columns[:3], waited.selected_columns[3:]
    everything = union_all(counts, waited.with_only_columns(*said, *_NO_COUNT, *times))
    return select(*everything.subquery().c)
