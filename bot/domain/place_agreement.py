"""Whether two texts name one place: an RT, a street, a house, a landmark, another village."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.domain.landmarks import is_place_word, is_same_name, landmarks, may_be_same
from bot.domain.spot import spots
from bot.domain.word_forms import END, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.landmarks import Name

RECENT = 512  # texts: what is open is compared to every report that comes
VILLAGE = "kelurahan"
_RT, _RW = "RT", "RW"
# Many live at one of these, or it says something only beside a street.
_WEAK = frozenset({_RW, "nomor"})
# What is said around a place, in Indonesian and English, and tells nothing else.
_AROUND = """
    ada alamat bantu bapak bu cepat di halo ibu ini itu kami kita lapor lokasi lokasinya mau min pak
    permisi pas posisi saya segera sini tempat tempatnya tepatnya tolong
    am are at behind bridge by front help here house i in is location market mosque my near of on
    please road school street the there to we
"""
_SAID_AROUND = frozenset(_AROUND.split())


class Agreement(IntEnum):
    """How far two reports agree in one of place, time and kind."""

    NO = 0
    DOUBTFUL = 1  # something speaks against it
    UNKNOWN = 2  # nothing speaks for it
    LIKELY = 3  # a village hardly has two of the kind at once
    YES = 4


@lru_cache(RECENT)
def places_in(text: str) -> Mapping[str, set[Name]]:
    """Return what a text names below the village, by the kind of place."""
    # A spot's name is whole: "Dusun Krajan" is not "Dusun Krajan Barat".
    named = {label: {(*place.lower().split()[1:], "")} for label, place in spots(text).items()}
    return named | landmarks(text)


def only_says_where(text: str) -> bool:
    """Tell whether a text names a place and says nothing else: "saya di RT 05 dekat masjid"."""
    names = places_in(text).values()
    named = {part for each in names for name in each for word in name for part in tokens(word)}
    told = (word for word in tokens(text) if not (word.isdecimal() or word in named))
    return bool(named) and all(
        word == END or word in _SAID_AROUND or is_place_word(word) for word in told
    )


def places_differ(text: str, other: str) -> bool:
    """Tell whether two texts of one person name places that are not one."""
    first, second = places_in(text), places_in(other)
    shared = first.keys() & second.keys()  # what only one names may be more of the other
    alike = agreement({one: first[one] for one in shared}, {one: second[one] for one in shared})
    return alike <= Agreement.DOUBTFUL


def agreement(first: Mapping[str, set[Name]], second: Mapping[str, set[Name]]) -> Agreement:
    """Say whether the places that two texts name are one."""
    shared = first.keys() & second.keys()
    agree = {label for label in shared if any_same(first[label], second[label])}
    unlike = shared - agree
    agree -= {_RT} if _RW in unlike else set()  # each RW has an RT 03 of its own
    if (VILLAGE in first) != (VILLAGE in second):
        return Agreement.DOUBTFUL if agree or not unlike else Agreement.NO
    if unlike:
        doubtful = agree - _WEAK or any(
            _may_be_same(first[label], second[label]) for label in unlike
        )
        return Agreement.DOUBTFUL if doubtful else Agreement.NO
    return Agreement.YES if agree - _WEAK else Agreement.UNKNOWN


def any_same(first: set[Name], second: set[Name]) -> bool:
    """Tell whether two sets of names have one in common, however it is written."""
    if not first.isdisjoint(second):  # mostly they are written alike
        return True
    return any(is_same_name(one, other) for one in first for other in second)


def _may_be_same(first: set[Name], second: set[Name]) -> bool:
    return any(may_be_same(one, other) for one in first for other in second)
