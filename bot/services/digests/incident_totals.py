"""How many incidents a period had, of which kind and where, against the one before."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeVar

from bot.domain.figures import UNLISTED, Change, Comparison, police_class
from bot.domain.outcomes import FALSE_ALARMS, FALSE_REPORT, MISTAKEN, NO_INCIDENT
from bot.domain.suppression import at_least
from bot.services.digests.period_figures import CLOSED, IncidentTotals
from bot.services.digests.place_queries import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bot.domain.category import Category
    from bot.services.digests.summary_queries import IncidentCount
    from bot.settings import Config

    # The codes under which something counts in each zone, and the period there.
    Spans = Sequence[tuple[str, Sequence[str], Comparison]]

Key = TypeVar("Key")
Other = TypeVar("Other")
MOST_FREQUENT = 5


def of_counts(
    everything: Sequence[IncidentCount],
    parts: Mapping[str, Place],
    config: Config,
    reads: Callable[[str, str], bool],
) -> IncidentTotals:
    """Add up what happened; of what ``reads`` does not allow only that there was some.

    ``parts``: by which it is counted, by code.
    """
    counts = [one for one in everything if reads(one.village, one.category)]
    hidden = sum(one.now for one in everything) - sum(one.now for one in counts)
    real = [one for one in counts if one.outcome not in FALSE_ALARMS]
    wrong = _by_outcome(counts)
    kinds = _added((one.category, one.now, one.before) for one in real)
    names = {one.village: one.name for one in real}
    villages = _added((one.village, one.now, one.before) for one in real)
    by_category = _moved(kinds, lambda kind: _shown(config.category(kind)))
    by_class = _moved(kinds, lambda kind: police_class(config.category(kind).police_class))
    return IncidentTotals(
        total=sum(kinds.values(), Change()),
        villages=[(Place(code, names[code]), one) for code, one in _ranked(villages, str)],
        parts=_by_part(villages, names, parts) if parts else [],
        categories=_ranked(by_category, str)[:MOST_FREQUENT],
        classes=sorted(by_class.items(), key=lambda entry: (entry[0] == UNLISTED, entry[0])),
        no_incident=wrong[NO_INCIDENT],
        mistaken=wrong[MISTAKEN],
        false_reports=wrong[FALSE_REPORT],
        confidential_at_least=at_least(hidden),
    )


def _by_outcome(counts: Sequence[IncidentCount]) -> Counter[str | None]:
    by_outcome: Counter[str | None] = Counter()
    for one in counts:
        by_outcome[one.outcome] += one.now
    return by_outcome


def _by_part(
    villages: Mapping[str, Change], names: Mapping[str, str], parts: Mapping[str, Place]
) -> list[tuple[Place, Change]]:
    """Add up by the part in which a village lies; what no part holds any more is one itself."""
    lengths = sorted({len(code) for code in parts}, reverse=True)  # a code begins with those above

    def part(village: str) -> str:
        for length in lengths:
            if village[:length] in parts:
                return village[:length]
        return village

    found = _moved(villages, part)
    return [
        (parts[code] if code in parts else Place(code, names[code]), found.get(code, Change()))
        for code in sorted(parts.keys() | found.keys())
    ]


def _added(counts: Iterable[tuple[Key, int, int]]) -> dict[Key, Change]:
    """Add up what is counted now and before, by its key."""
    now: dict[Key, int] = defaultdict(int)
    earlier: dict[Key, int] = defaultdict(int)
    for key, n, before in counts:
        now[key] += n
        earlier[key] += before
    return {key: Change(n, earlier[key]) for key, n in now.items()}


def _moved(found: Mapping[Other, Change], key: Callable[[Other], Key]) -> dict[Key, Change]:
    """Add up what was added up already, by another key."""
    return _added((key(one), change.now, change.before) for one, change in found.items())


def _ranked(found: Mapping[Key, Change], code: Callable[[Key], str]) -> list[tuple[Key, Change]]:
    """Return the most frequent first, of this week, then of the one before, then by their codes.

    A database groups in the order it likes: the fifth kind would be now one and now another.
    """
    return sorted(
        found.items(), key=lambda entry: (-entry[1].now, -entry[1].before, code(entry[0]))
    )


def _shown(category: Category) -> str:
    return CLOSED if category.is_confidential else category.code
