"""How many incidents a period had, of which kind and where, against the one before."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from bot.domain.figures import UNLISTED, Change, Comparison, police_class
from bot.domain.outcomes import FALSE_ALARMS, FALSE_REPORT, MISTAKEN, NO_INCIDENT
from bot.domain.suppression import at_least
from bot.services.digests.period_figures import CLOSED, IncidentTotals
from bot.services.digests.place_queries import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bot.domain.category import Category
    from bot.services.digests.figure_access import FigureRule
    from bot.services.digests.summary_queries import IncidentCount
    from bot.settings import Config

    # The codes under which something counts in each zone, and the period there.
    Spans = Sequence[tuple[str, Sequence[str], Comparison]]

Key = TypeVar("Key")
Other = TypeVar("Other")
_Sums: TypeAlias = dict[Key, list[int]]  # how many now, and before
MOST_FREQUENT = 5


def of_counts(
    everything: Sequence[IncidentCount],
    parts: Mapping[str, Place],
    config: Config,
    rule: FigureRule,
) -> IncidentTotals:
    """Add up what happened; of what ``rule`` hides only that there was some.

    ``parts``: by which it is counted, by code.
    """
    kinds, villages, names, wrong, hidden = _sorted_out(everything, rule)
    by_category = _moved(kinds, lambda kind: _shown(config.category(kind)))
    by_class = _moved(kinds, lambda kind: police_class(config.category(kind).police_class))
    return IncidentTotals(
        total=sum(kinds.values(), Change()),
        villages=villages,
        names=names,
        parts=_by_part(villages, names, parts) if parts else [],
        categories=_ranked(by_category, str)[:MOST_FREQUENT],
        classes=sorted(by_class.items(), key=lambda entry: (entry[0] == UNLISTED, entry[0])),
        no_incident=wrong[NO_INCIDENT],
        mistaken=wrong[MISTAKEN],
        false_reports=wrong[FALSE_REPORT],
        confidential_at_least=at_least(hidden),
    )


def ranked_villages(totals: IncidentTotals) -> list[tuple[Place, Change]]:
    """Return the villages that had an incident, the most frequent first."""
    ranked = _ranked(totals.villages, str)
    return [(Place(code, totals.names[code]), change) for code, change in ranked]


class _SortedOut(NamedTuple):
    """What really happened by kind and by village, and how much of the rest was what."""

    kinds: dict[str, Change]
    villages: dict[str, Change]
    names: dict[str, str]
    wrong: Counter[str]
    hidden: int


def _sorted_out(everything: Iterable[IncidentCount], rule: FigureRule) -> _SortedOut:
    """Look once at each: a coordinator has those of a whole province."""
    kinds: _Sums[str] = defaultdict(lambda: [0, 0])
    villages: _Sums[str] = defaultdict(lambda: [0, 0])
    names: dict[str, str] = {}
    wrong: Counter[str] = Counter()
    hidden = 0
    for village, category, outcome, now, before, name in everything:
        if not rule.counts(village, category):
            hidden += now if rule.is_hidden(village, category) else 0
        elif outcome in FALSE_ALARMS:
            wrong[outcome] += now
        else:
            names[village] = name
            for both in (kinds[category], villages[village]):
                both[0] += now
                both[1] += before
    return _SortedOut(_changes(kinds), _changes(villages), names, wrong, hidden)


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


def _moved(found: Mapping[Other, Change], key: Callable[[Other], Key]) -> dict[Key, Change]:
    """Add up what was added up already, by another key."""
    sums: _Sums[Key] = defaultdict(lambda: [0, 0])
    for one, change in found.items():
        both = sums[key(one)]
        both[0] += change.now
        both[1] += change.before
    return _changes(sums)


def _changes(sums: _Sums[Key]) -> dict[Key, Change]:
    return {key: Change(now, before) for key, (now, before) in sums.items()}


def _ranked(found: Mapping[Key, Change], code: Callable[[Key], str]) -> list[tuple[Key, Change]]:
    """Return the most frequent first, of this week, then of the one before, then by their codes.

    A database groups in the order it likes: the fifth kind would be now one and now another.
    """
    return sorted(
        found.items(), key=lambda entry: (-entry[1].now, -entry[1].before, code(entry[0]))
    )


def _shown(category: Category) -> str:
    return CLOSED if category.is_confidential else category.code
