"""How much is open now where somebody's figures are of: the same that ``/tugas`` lists for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access
from bot.domain.escalation import AlertStatus
from bot.services.alerts.case_lists import Unfinished
from bot.services.digests.figure_access import FigureRule

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from bot.services.alerts.case_lookup import CaseReader
    from bot.services.digests.count_source import CountSource
    from bot.services.digests.summary_queries import OpenCount


def told(counts: Collection[OpenCount], reads: Callable[[str, str], bool]) -> Unfinished:
    """Count for whoever answers nothing there what they may be told.

    ``reads``: of which village and category that is.
    """
    there = [one for one in counts if reads(one.village, one.category)]
    untaken = [one for one in there if one.status == AlertStatus.RECORDED]
    return Unfinished(
        open=sum(one.incidents for one in there if one.status != AlertStatus.RECORDED),
        unanswered=sum(one.incidents for one in there if one.status == AlertStatus.OPEN),
        waiting=sum(one.incidents for one in untaken),
        overdue=sum(one.late for one in untaken),
    )


async def of_village(source: CountSource, reader: CaseReader, village: str) -> Unfinished:
    """Count for a reader in a village of today into which no other one passed."""
    if answering([village], reader) is not None:
        return await source.unfinished(reader, [village])
    rule = FigureRule(reader.grants, reader.config)
    return told(await source.open_counts([village], reader.now), rule.counts)


def answering(places: Collection[str], reader: CaseReader | None) -> CaseReader | None:
    """Return a reader who answers in all of these places, as ``/tugas`` lists them; else None."""
    if reader is None:
        return None
    answers = all(access.may(reader.grants, access.RESPONDERS, place) for place in places)
    return reader if answers else None
