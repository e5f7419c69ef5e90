"""What a period was in each village of today: for whoever has their one post in one of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.access import Level, level_of, lies_within
from bot.domain.figures import Comparison

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime, timedelta

    from bot.domain.period import Period
    from bot.services.digests.shared_counts import SharedCounts

    # The category and the outcome of incidents, how many there were, and were before.
    Counted = tuple[str, str | None, int, int]
    Kinds = tuple[str, ...]
    Answered = tuple[str, timedelta]  # the category of an incident, and how long it waited


class VillagePeriod(NamedTuple):
    """All that is told of a village beside its name, its reader's role, and what is open now.

    ``counts``, ``answers``: whoever reads them. ``silent``: but for ``confided``, of which kinds
    something came. ``stands_open``: something is open now.
    """

    counts: tuple[Counted, ...] = ()
    silent: bool = False
    confided: Kinds = ()
    unguarded: bool = False
    answers: tuple[Answered, ...] = ()
    stands_open: bool = False


NOTHING = VillagePeriod()  # most villages in most weeks


class VillagePeriods:
    """What one period was in the villages of some counts.

    Of villages where something was lost or failed, or passed to another one, it says nothing; nor
    where the period has not begun.
    """

    def __init__(
        self, zones: Collection[str], villages: Mapping[str, VillagePeriod], apart: Collection[str]
    ) -> None:
        """Hold what was read. ``zones``: where it has begun; ``apart``: of which nothing is said.

        ``villages``: those where it is not :data:`NOTHING`.
        """
        self._zones = frozenset(zones)
        self._villages = villages
        self._apart = frozenset(apart)
        self._apart_above = frozenset(one for one in apart if level_of(one) is not Level.VILLAGE)

    def of(self, zone: str, code: str) -> VillagePeriod | None:
        """Return what it was in a village of a zone; None where nothing is said of it."""
        if code in self._apart or zone not in self._zones:
            return None
        if self._apart_above and lies_within(code, self._apart_above):
            return None
        return self._villages.get(code, NOTHING)


async def load(counts: SharedCounts, period: Period, now: datetime) -> VillagePeriods:
    """Read a period for all villages of some counts."""
    zones = [zone for zone in counts.zones if period.bounds(zone)[0] < now]
    compared = {zone: Comparison.of(period, zone, now) for zone in zones}
    await counts.foresee(compared)
    happened, answers, silent = await _told(counts, compared)
    unguarded = {place.code for place in await counts.unguarded(counts.codes)}
    still_open = {one.village for one in await counts.open_counts(counts.codes, now)}
    villages = {
        code: VillagePeriod(
            tuple(happened.get(code, ())),
            code in silent,
            silent.get(code, ()),
            code in unguarded,
            tuple(answers.get(code, ())),
            code in still_open,
        )
        for code in happened.keys() | answers.keys() | silent.keys() | unguarded | still_open
    }
    return VillagePeriods(zones, villages, await counts.unusual(compared.values()))


async def _told(
    counts: SharedCounts, compared: Mapping[str, Comparison]
) -> tuple[Mapping[str, list[Counted]], Mapping[str, list[Answered]], Mapping[str, Kinds]]:
    """Return by village what was counted and answered; of what fell silent, but for what."""
    happened: dict[str, list[Counted]] = defaultdict(list)
    answers: dict[str, list[Answered]] = defaultdict(list)
    silent: dict[str, Kinds] = {}
    for zone, of in compared.items():
        here = await counts.everywhere(zone)
        for count in await counts.incidents(zone, here, of):
            happened[count.village].append(count[1:5])
        for one in await counts.all_waits(zone, of.span):
            if one.answered is not None:
                answers[one.village].append((one.category, one.answered))
        fell_silent = await counts.silent(zone, here, of)
        silent |= {one.place.code: one.confided for one in fell_silent}
    return happened, answers, silent
