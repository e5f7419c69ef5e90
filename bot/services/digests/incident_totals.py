"""How many incidents a period had, of which kind and where, against the one before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
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


@dataclass(frozen=True, slots=True)
class Names:
    """What places are called: ``villages`` of today, and the ``parts`` by which is counted."""

    villages: Mapping[str, Place]
    parts: Mapping[str, Place]
    former: Mapping[str, Place] = field(default_factory=dict)

    def village(self, code: str) -> Place:
        """Return a village, of today or of an earlier decree."""
        return self.villages.get(code) or self.former.get(code) or Place(code, "")

    def part(self, code: str) -> Place:
        """Return the part in which a village lies; what no part holds any more is one itself."""
        above = (self.parts[one] for one in ancestors(code) if one in self.parts)
        return next(above, self.village(code))


async def happened(
    source: CountSource,
    spans: Spans,
    names: Names,
    config: Config,
    reads: Callable[[str, str], bool],
) -> IncidentTotals:
    """Count what happened; of what ``reads`` does not allow only that there was some."""
    everything = await _counts(source, spans)
    counts = [one for one in everything if reads(one.village, one.category)]
    unknown = {one.village for one in counts} - names.villages.keys()
    named = replace(names, former=await source.former(unknown))
    hidden = _total(everything).now - _total(counts).now
    return _totals(counts, named, config, hidden)


async def _counts(source: CountSource, spans: Spans) -> list[IncidentCount]:
    return [count for zone, here, of in spans for count in await source.incidents(zone, here, of)]


def _totals(
    counts: Sequence[IncidentCount], names: Names, config: Config, hidden: int
) -> IncidentTotals:
    real = [count for count in counts if not count.is_false_alarm]
    by_village = _by(real, lambda count: names.village(count.village))
    by_part = _by(real, lambda count: names.part(count.village)) if names.parts else {}
    by_category = _by(real, lambda count: _shown(_category(count, config)))
    by_class = _by(real, lambda count: police_class(_category(count, config).police_class))
    every_part = {place: Change() for place in names.parts.values()} | by_part
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
