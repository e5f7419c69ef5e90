"""Whether two people speak of one incident: near in place, in time and in kind, all three.

Sure is only what agrees in all of them; what no word and no position contradicts is offered to
whoever answers it. In doubt reports stay apart: a second page costs less than a fire nobody saw.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from math import cos, hypot, radians
from typing import TYPE_CHECKING

from bot.domain.category import Severity
from bot.domain.landmarks import is_without_place, landmarks
from bot.domain.place_agreement import RECENT, VILLAGE, Agreement, agreement, any_same, places_in
from bot.domain.word_forms import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.domain.landmarks import Name

_DEGREE_M = 111_195.0
_OF_ONE_VILLAGE = frozenset({VILLAGE, "nomor", "rumah"})
# What tells of another moment than that at which it was written, or of a further incident.
_ELSEWHEN = re.compile(
    r"\b(kemarin\w*|kmrn|semalam|(?:tadi|td) (?:malam|malang|pagi|siang|sore|subuh)"
    r"|(?:hari|minggu|bulan|tahun|pekan) (?:yang |yg )?lalu|lusa|besok|bsk|nanti|ntar|akan"
    r"|rencana\w*"
    r"|(?:jam|pukul|pkl) ?\d{1,2}|sudah padam|sdh padam|sering"
    r"|(?:yang )?(?:kedua|ke ?2|berbeda|beda|lain(?:nya)?)|satu lagi|tambah satu"
    r"|(?:kebakaran|api|banjir|longsor|gempa|tawuran|tabrakan|kecelakaan) lagi"
    r"|bukan yang|yesterday|last night|another|again)\b"
)


class Likeness(StrEnum):
    """What a rule says of a new report and an incident that is open."""

    SAME = "same"  # sure: it joins
    SOLE = "sole"  # it joins where nothing else of its kind is open there
    MAYBE = "maybe"  # whoever answers it is asked
    DIFFERENT = "different"


@dataclass(frozen=True)
class Observation:
    """What one report says of what happened, where and when.

    ``at``: when it was written. ``position``: degrees. ``ongoing``: whether its writer says that it
    goes on. ``village_name``: in small letters, since a text may name its own village.
    """

    kind: str
    village: str
    at: datetime
    text: str
    position: tuple[float, float] | None = None
    ongoing: bool | None = None
    village_name: str = ""

    @cached_property
    def places(self) -> Mapping[str, set[Name]]:
        """Return what its words name below the village, by the kind of place."""
        return _places_below(self.text, self.village_name)

    @cached_property
    def is_without_place(self) -> bool:
        """Tell whether its words say nothing of where."""
        return is_without_place(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Return its words."""
        return frozenset(tokens(self.text))

    @cached_property
    def is_of_another_time(self) -> bool:
        """Tell whether its words or its writer say that it is not happening as they write."""
        plain = " ".join(tokens(self.text))
        return self.ongoing is False or _ELSEWHEN.search(plain) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRule:
    """How near is near.

    ``same_m``, ``near_m``: metres within which two positions are one place, or may be.
    ``within``: by kind, how long after another a report may be of the same; a kind without it is
    never sure. ``area_wide``: the same for kinds that meet a whole village, without any spot.
    ``without_place``: by kind, how soon after another a report of what goes on is of the same where
    one of them says nothing of where, and nothing else of the kind is open.
    ``aspects``: by kind, groups of words that tell what exactly it is. ``families``: kinds that
    people take for one another. ``never``: kinds of which nobody may learn by another report.
    """

    same_m: float
    near_m: float
    offer_within: timedelta
    within: Mapping[str, timedelta]
    area_wide: Mapping[str, timedelta] = field(default_factory=dict)
    without_place: Mapping[str, timedelta] = field(default_factory=dict)
    aspects: Mapping[str, Sequence[frozenset[str]]] = field(default_factory=dict)
    families: Sequence[frozenset[str]] = ()
    never: frozenset[str] = frozenset()

    @property
    def longest(self) -> timedelta:
        """Return after what time nothing joins, and nothing is offered."""
        return max(self.offer_within, *self.within.values(), timedelta())

    def is_open_to(self, kind: str) -> bool:
        """Tell whether reports of a kind may ever be put to others."""
        return kind not in self.never

    def may_be_one(self, kind: str, other: str) -> bool:
        """Tell whether reports of two kinds may be of one incident."""
        return kind == other or any({kind, other} <= family for family in self.families)

    def compare(self, new: Observation, earlier: Sequence[Observation]) -> Likeness:
        """Say whether a report is of the incident of which these are.

        Sure: it agrees with one of them in all, and with none of them is there a doubt.
        """
        if not self.is_open_to(new.kind):
            return Likeness.DIFFERENT
        agreed = [self._agreement(new, one) for one in earlier]
        best = max(agreed, default=Agreement.NO)
        doubt = min(agreed, default=Agreement.NO)
        if best >= Agreement.LIKELY and doubt >= Agreement.UNKNOWN:
            return Likeness.SAME if best is Agreement.YES else Likeness.SOLE
        return Likeness.MAYBE if best > Agreement.NO else Likeness.DIFFERENT

    def meets_beyond(self, new: Observation, earlier: Sequence[Observation]) -> bool:
        """Tell whether a report may be of an incident of another village, across the border.

        Never more than may: their positions are near, or where one has none, a landmark has the
        same name in both; a number or somebody's house has it anywhere.
        """
        return any(
            self._may_agree(new, one)
            and not (new.is_of_another_time or one.is_of_another_time)
            and self._touches(new, one)
            for one in earlier
        )

    def _touches(self, new: Observation, one: Observation) -> bool:
        metres = _metres(new, one)
        if metres is not None:
            return metres <= self.near_m
        first, second = landmarks(new.text), landmarks(one.text)
        shared = (first.keys() & second.keys()) - _OF_ONE_VILLAGE
        return any(any_same(first[label], second[label]) for label in shared)

    def _agreement(self, new: Observation, one: Observation) -> Agreement:
        """Return how far they agree in that of place, time and kind in which they agree least.

        A new report is compared to many that are of something else, so what costs least is looked
        at first: kinds and hours, then places, and all that is said only where that decides.
        """
        if not self._may_agree(new, one):
            return Agreement.NO
        place = self._place(new, one)
        if place <= Agreement.DOUBTFUL:
            return place  # in kind and time they agree so far at least
        return min(place, self._kind(new, one), self._time(new, one))

    def _may_agree(self, new: Observation, one: Observation) -> bool:
        """Tell whether their kinds and their times allow that they are one."""
        longest = max(self.offer_within, self.within.get(new.kind, timedelta()))
        soon = abs(new.at - one.at) <= longest
        return soon and self.is_open_to(one.kind) and self.may_be_one(new.kind, one.kind)

    def _kind(self, new: Observation, one: Observation) -> Agreement:
        if new.kind != one.kind:
            return Agreement.DOUBTFUL
        first, second = self._aspects(new), self._aspects(one)
        if new.kind not in self.within or (first and second and not first & second):
            return Agreement.DOUBTFUL
        return Agreement.YES

    def _aspects(self, said: Observation) -> set[int]:
        groups = enumerate(self.aspects.get(said.kind, ()))
        return {number for number, words in groups if not words.isdisjoint(said.words)}

    def _time(self, new: Observation, one: Observation) -> Agreement:
        if new.is_of_another_time or one.is_of_another_time:
            return Agreement.DOUBTFUL
        is_sure = abs(new.at - one.at) <= self.within.get(new.kind, timedelta())
        return Agreement.YES if is_sure else Agreement.DOUBTFUL

    def _place(self, new: Observation, one: Observation) -> Agreement:
        metres = _metres(new, one)
        if new.village != one.village:
            near = metres is not None and metres <= self.near_m
            return Agreement.DOUBTFUL if near else Agreement.NO
        words = agreement(new.places, one.places)
        if metres is not None and metres <= self.same_m:
            return Agreement.YES if words >= Agreement.UNKNOWN else Agreement.DOUBTFUL
        if metres is not None and metres > self.near_m:
            return Agreement.DOUBTFUL if words is Agreement.YES else Agreement.NO
        if words is Agreement.UNKNOWN and self._meets_all(new, one):
            return Agreement.YES
        if words is Agreement.UNKNOWN and metres is None and self._is_hardly_two(new, one):
            return Agreement.LIKELY
        return words

    def _meets_all(self, new: Observation, one: Observation) -> bool:
        """Tell whether it is of a kind that meets a village as a whole: one flood, one quake."""
        soon = abs(new.at - one.at) <= self.area_wide.get(new.kind, timedelta(-1))
        return soon and bool(self._aspects(new) & self._aspects(one))

    def _is_hardly_two(self, new: Observation, one: Observation) -> bool:
        """Tell whether both go on, minutes apart, and one of them says nothing of where."""
        soon = abs(new.at - one.at) <= self.without_place.get(new.kind, timedelta(-1))
        says_nothing = new.is_without_place or one.is_without_place
        return soon and bool(new.ongoing and one.ongoing) and says_nothing


def raised_severity(severities: Sequence[Severity], people: int, *, raised_from: int) -> Severity:
    """Return how bad it is by the worst report of it, and one step more where many report it."""
    worst = max(severities, key=lambda one: one.rank)
    levels = tuple(Severity)
    return levels[min(worst.rank + (people >= raised_from), len(levels) - 1)]


@lru_cache(RECENT)
def _places_below(text: str, village_name: str) -> Mapping[str, set[Name]]:
    """Return what a text names but its own village, by the kind of place.

    What is open is read anew by every batch, and compared to each report that comes.
    """
    named = {**places_in(text)}
    own = tuple(tokens(village_name))
    others = {name for name in named.pop(VILLAGE, set()) if not own or name[0] != own[0]}
    return named | ({VILLAGE: others} if others else {})


def _metres(new: Observation, one: Observation) -> float | None:
    """Return how far two positions are from one another; None: one of them has none."""
    if new.position is None or one.position is None:
        return None
    (lat, lon), (other_lat, other_lon) = new.position, one.position
    east = (lon - other_lon) * cos(radians(lat))
    return hypot(lat - other_lat, east) * _DEGREE_M
