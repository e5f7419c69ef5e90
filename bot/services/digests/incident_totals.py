"""How many incidents a week had, of which kind and where, against the week before."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from bot.domain.figures import UNLISTED, Change, Comparison, police_class
from bot.domain.outcomes import MISTAKEN, NO_INCIDENT
from bot.domain.suppression import at_least
from bot.services.digests import place_queries, summary_queries
from bot.services.digests.place_queries import Place
from bot.services.digests.week_figures import CLOSED, IncidentTotals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.category import Category
    from bot.services.digests.summary_queries import IncidentCount
    from bot.settings import Config

    Weeks = Sequence[tuple[Sequence[str], Comparison]]  # regions of one zone, and the week there

Key = TypeVar("Key")
MOST_FREQUENT = 5


async def _counts(session: AsyncSession, weeks: Weeks) -> list[IncidentCount]:
    return [
        count
        for here, of in weeks
        for count in await summary_queries.incidents(session, here, of.span, of.before)
    ]


async def happened(
    session: AsyncSession,
    weeks: Weeks,
    villages: Mapping[str, Place],
    config: Config,
    reads: Callable[[str, str], bool],
) -> IncidentTotals:
    """Count what happened; of what ``reads`` does not allow only that there was some."""
    everything = await _counts(session, weeks)
    counts = [one for one in everything if reads(one.village, one.category)]
    over = await place_queries.former(session, {one.village for one in counts} - villages.keys())
    hidden = _total(everything).now - _total(counts).now
    return _totals(counts, {**villages, **over}, config, hidden)


def _totals(
    counts: Sequence[IncidentCount], villages: Mapping[str, Place], config: Config, hidden: int
) -> IncidentTotals:
    real = [count for count in counts if not count.is_false_alarm]
    by_village = _by(real, lambda count: villages.get(count.village, Place(count.village, "")))
    by_category = _by(real, lambda count: _shown(_category(count, config)))
    by_class = _by(real, lambda count: police_class(_category(count, config).police_class))
    return IncidentTotals(
        total=_total(real),
        villages=_ranked(by_village),
        categories=_ranked(by_category)[:MOST_FREQUENT],
        classes=sorted(by_class.items(), key=lambda entry: (entry[0] == UNLISTED, entry[0])),
        no_incident=_total(one for one in counts if one.outcome == NO_INCIDENT).now,
        mistaken=_total(one for one in counts if one.outcome == MISTAKEN).now,
        confidential_at_least=at_least(hidden),
    )


def _by(counts: Iterable[IncidentCount], key: Callable[[IncidentCount], Key]) -> dict[Key, Change]:
    found: dict[Key, Change] = defaultdict(Change)
    for count in counts:
        found[key(count)] += count.change
    return found


def _total(counts: Iterable[IncidentCount]) -> Change:
    return sum((count.change for count in counts), Change())


def _ranked(found: Mapping[Key, Change]) -> list[tuple[Key, Change]]:
    """Return the most frequent first, of this week and then of the one before."""
    return sorted(found.items(), key=lambda entry: (-entry[1].now, -entry[1].before))


def _category(count: IncidentCount, config: Config) -> Category:
    return config.category(count.category)


def _shown(category: Category) -> str:
    return CLOSED if category.is_confidential else category.code
