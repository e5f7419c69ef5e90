"""How many incidents a period had, of which kind and where, against the one before."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from bot.domain.access import ancestors
from bot.domain.figures import UNLISTED, Change, Comparison, police_class
from bot.domain.outcomes import FALSE_REPORT, MISTAKEN, NO_INCIDENT
from bot.domain.suppression import at_least
from bot.services.digests.period_figures import CLOSED, IncidentTotals
from bot.services.digests.place_queries import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bot.domain.category import Category
    from bot.services.digests.count_source import CountSource
    from bot.services.digests.summary_queries import IncidentCount
    from bot.settings import Config

    # The codes under which something counts in each zone, and the period there.
    Spans = Sequence[tuple[str, Sequence[str], Comparison]]

Key = TypeVar("Key")
MOST_FREQUENT = 5


def _village(count: IncidentCount) -> Place:
    return Place(count.village, count.name)


def _part(count: IncidentCount, parts: Mapping[str, Place]) -> Place:
    """Return the part in which a village lies; what no part holds any more is one itself."""
    above = (parts[one] for one in ancestors(count.village) if one in parts)
    return next(above, _village(count))


async def happened(
    source: CountSource,
    spans: Spans,
    parts: Mapping[str, Place],
    config: Config,
    reads: Callable[[str, str], bool],
) -> IncidentTotals:
    """Count what happened; of what ``reads`` does not allow only that there was some.

    ``parts``: by which it is counted, by code.
    """
    everything = await _counts(source, spans)
    counts = [one for one in everything if reads(one.village, one.category)]
    hidden = _total(everything).now - _total(counts).now
    return _totals(counts, parts, config, hidden)


async def _counts(source: CountSource, spans: Spans) -> list[IncidentCount]:
    return [count for zone, here, of in spans for count in await source.incidents(zone, here, of)]


def _totals(
    counts: Sequence[IncidentCount], parts: Mapping[str, Place], config: Config, hidden: int
) -> IncidentTotals:
    real = [count for count in counts if not count.is_false_alarm]
    by_village = _by(real, _village)
    by_part = _by(real, lambda count: _part(count, parts)) if parts else {}
    by_category = _by(real, lambda count: _shown(_category(count, config)))
    by_class = _by(real, lambda count: police_class(_category(count, config).police_class))
    every_part = {place: Change() for place in parts.values()} | by_part
    return IncidentTotals(
        total=_total(real),
        villages=_ranked(by_village, lambda place: place.code),
        parts=sorted(every_part.items(), key=lambda entry: entry[0].code),
        categories=_ranked(by_category, str)[:MOST_FREQUENT],
        classes=sorted(by_class.items(), key=lambda entry: (entry[0] == UNLISTED, entry[0])),
        no_incident=_total(one for one in counts if one.outcome == NO_INCIDENT).now,
        mistaken=_total(one for one in counts if one.outcome == MISTAKEN).now,
        false_reports=_total(one for one in counts if one.outcome == FALSE_REPORT).now,
        confidential_at_least=at_least(hidden),
    )


def _by(counts: Iterable[IncidentCount], key: Callable[[IncidentCount], Key]) -> dict[Key, Change]:
    found: dict[Key, Change] = defaultdict(Change)
    for count in counts:
        found[key(count)] += count.change
    return found


def _total(counts: Iterable[IncidentCount]) -> Change:
    return sum((count.change for count in counts), Change())


def _ranked(found: Mapping[Key, Change], code: Callable[[Key], str]) -> list[tuple[Key, Change]]:
    """Return the most frequent first, of this week, then of the one before, then by their codes.

    A database groups in the order it likes: the fifth kind would be now one and now another.
    """
    return sorted(
        found.items(), key=lambda entry: (-entry[1].now, -entry[1].before, code(entry[0]))
    )


def _category(count: IncidentCount, config: Config) -> Category:
    return config.category(count.category)


def _shown(category: Category) -> str:
    return CLOSED if category.is_confidential else category.code
