"""How much is open now where somebody's figures are of: the same that ``/tugas`` lists for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access
from bot.domain.escalation import AlertStatus
from bot.services.alerts.case_lists import Unfinished
from bot.services.digests import figure_access

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from bot.services.alerts.case_lookup import CaseReader
    from bot.services.digests.count_source import CountSource


async def of(
    source: CountSource,
    places: Collection[str],
    under: Collection[str],
    now: datetime,
    reads: Callable[[str, str], bool],
    reader: CaseReader | None,
) -> Unfinished:
    """Count as ``/tugas`` does: for whoever answers there what it lists, for others what they may.

    ``under``: the codes of all that counts in these places. ``reads``: of which village and
    category a reader is told.
    """
    if reader is not None and _answers_in(places, reader):
        return await source.unfinished(reader, places)
    counts = await source.open_counts(under, now)
    told = [one for one in counts if reads(one.village, one.category)]
    untaken = [one for one in told if one.status == AlertStatus.RECORDED]
    return Unfinished(
        open=sum(one.incidents for one in told if one.status != AlertStatus.RECORDED),
        unanswered=sum(one.incidents for one in told if one.status == AlertStatus.OPEN),
        waiting=sum(one.incidents for one in untaken),
        overdue=sum(one.late for one in untaken),
    )


async def of_village(source: CountSource, reader: CaseReader, village: str) -> Unfinished:
    """Count for a reader in a village of today into which no other one passed."""
    reads = figure_access.rule(reader.grants, reader.config)
    return await of(source, [village], [village], reader.now, reads, reader)


def _answers_in(places: Collection[str], reader: CaseReader) -> bool:
    """Tell whether a reader answers cases in all of these places: then ``/tugas`` lists them."""
    return all(access.may(reader.grants, access.RESPONDERS, place) for place in places)
