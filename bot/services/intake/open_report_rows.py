"""What is read of the open incidents of some villages: all of it, or of very many what is compared.

One statement, up to ``MOST_READ`` reports. Beyond, a second one reads of each village what is
compared there and no more: however many report in one village, or report one fire, what happens
beside it is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, func, select

from bot.domain.escalation import AlertStatus
from bot.models import Incident, Region, Report

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncSession

MOST_READ = 300  # reports of a batch's villages, the newest
MOST_COMPARED = 20  # incidents of one kind in one village, the newest
COMPARED = 6  # reports of one incident: the first of them, and the newest
OPEN = (AlertStatus.RECORDED, AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED, AlertStatus.EN_ROUTE)
_SAID = (
    Report.incident_id,
    Report.category,
    Report.written_at,
    Report.text,
    Report.lat,
    Report.lon,
    Report.ongoing,
    Report.emergency,
    Incident.category.label("incident_category"),
    Incident.similar_id,
    Incident.village_code,
    Region.name.label("village_name"),
)
_OPEN_THERE = (
    Incident.village_code.in_(bindparam("villages", expanding=True)),
    Incident.opened_at >= bindparam("since", type_=Incident.opened_at.type),
    Incident.status.in_(OPEN),
    Incident.category.not_in(bindparam("never", expanding=True)),
)
_NEWEST_FIRST = Report.created_at.desc(), Report.id.desc()
# Built once, not for every batch. The newest ids are found first, so that in a night in which
# thousands are open only these are read and sorted.
_NEWEST = (
    select(Incident.id)
    .where(*_OPEN_THERE)
    .order_by(Incident.opened_at.desc(), Incident.id.desc())
    .limit(MOST_READ)
    .cte("newest")
)
_RECENT = (
    select(*_SAID)
    .select_from(_NEWEST)
    .join(Incident, Incident.id == _NEWEST.c.id)
    .join(Report, Report.incident_id == Incident.id)
    .join(Incident.village)
    .order_by(*_NEWEST_FIRST)
    .limit(MOST_READ)
)


def _compared() -> Select[*tuple[Any, ...]]:
    """Return what reads of each village and kind the newest incidents, of each a few reports."""
    of_kind = func.row_number().over(
        partition_by=(Incident.village_code, Incident.category),
        order_by=(Incident.opened_at.desc(), Incident.id.desc()),
    )
    ranked = select(Incident.id, of_kind.label("nth")).where(*_OPEN_THERE).cte("ranked")
    there = select(ranked.c.id).where(ranked.c.nth <= MOST_COMPARED)
    of_it, first = Report.incident_id, (Report.created_at, Report.id)
    newest = func.row_number().over(partition_by=of_it, order_by=_NEWEST_FIRST)
    oldest = func.row_number().over(partition_by=of_it, order_by=first)
    each = select(Report.id, newest.label("newest"), oldest.label("oldest"))
    few = each.where(Report.incident_id.in_(there)).cte("few")
    return (
        select(*_SAID)
        .select_from(few)
        .join(Report, Report.id == few.c.id)
        .join(Report.incident)
        .join(Incident.village)
        .where((few.c.newest < COMPARED) | (few.c.oldest == 1))
        .order_by(*_NEWEST_FIRST)
    )


_COMPARED = _compared()


async def load(
    session: AsyncSession, villages: Collection[str], *, never: Collection[str], since: datetime
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the reports of what is open in some villages and began ``since``, the newest first.

    ``never``: of no incident of these kinds. No objects are made of the rows: hundreds are read,
    and a few looked at.
    """
    which = {"villages": list(villages), "never": list(never), "since": since}
    connection = await session.connection()
    found = (await connection.execute(_RECENT, which)).all()
    if len(found) < MOST_READ:
        return found
    return (await connection.execute(_COMPARED, which)).all()
