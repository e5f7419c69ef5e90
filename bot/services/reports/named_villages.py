"""Another place that a draft's words name: its card offers it as the place, by one tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.access import ancestors, covers
from bot.domain.listed_landmarks import listed_in
from bot.domain.named_village import (
    named_alone,
    named_districts,
    named_in_small_letters,
    named_inside,
    named_villages,
)
from bot.domain.place_names import normalise
from bot.places import place_search
from bot.places.data import DISTRICT, PROVINCE, VILLAGE
from bot.places.data import REGENCY as REGENCIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Draft, Region
    from bot.settings import Config

REGENCY = 2  # parts of its code
LOOKED_AT = 3  # names of one text
READINGS = 6  # of its words as a village and what it lies in


async def record(session: AsyncSession, draft: Draft, config: Config) -> None:
    """Keep on a draft in which other place its words say that it happened, where that is plain.

    What its position says counts more. Nothing is taken without a tap.
    """
    if draft.located_code is not None or draft.lat is not None or draft.village_code is None:
        return
    place = await find(session, draft.text, near=draft.village_code, config=config)
    if place is not None and not covers(place.code, draft.village_code):
        draft.located, draft.located_code = place, place.code


async def renew(session: AsyncSession, draft: Draft, before: str, config: Config) -> None:
    """Keep which place the words of a draft name once they have changed; ``before``: as they were.

    What its position or a picture tells stays.
    """
    located = draft.located
    was_named = located is not None and is_named(located, before, config)
    if located is not None and was_named and not is_named(located, draft.text, config):
        draft.located = draft.located_code = None
    await record(session, draft, config)


def is_named(place: Region, text: str, config: Config) -> bool:
    """Tell whether words name a place, or a listed landmark that lies there."""
    landmark = listed_in(text, config.landmarks, region=place.code)
    return landmark is not None or normalise(place.name) in normalise(text)


async def find(
    session: AsyncSession, text: str, *, near: str | None, config: Config
) -> Region | None:
    """Return the village that a text names, or that of a listed landmark, or else the district.

    Each in full, alone of its name in the regency of the village ``near``. One that is called a
    village or a district may lie elsewhere too, where only one bears the name. Of somebody whose
    village is not known (``near`` None): named with what it lies in, or alone of its name in the
    nation, with a capital.
    """
    named = named_villages(text, beside=near is None)[:LOOKED_AT]
    village = await _first(session, [(one.name, one.sure) for one in named], near, VILLAGE)
    if village is None and near is None:
        village = await _of_stranger(session, text)
    elif village is None:
        small = [(name, False) for name in named_in_small_letters(text)[:LOOKED_AT]]
        village = await _first(session, small, near, VILLAGE)
    if village is not None:
        return village
    regency = ancestors(near)[-REGENCY] if near is not None else None
    landmark = listed_in(text, config.landmarks, region=regency)
    if landmark is not None and (lies := await place_search.today(session, landmark.village)):
        return lies[0] if len(lies) == 1 and lies[0].level == VILLAGE else None
    called = [(name, True) for name in named_districts(text)[:LOOKED_AT]]
    written = [(one.name, False) for one in named if not one.sure]
    return await _first(session, [*called, *written], near, DISTRICT)


async def _of_stranger(session: AsyncSession, text: str) -> Region | None:
    """Return the village that a text names with what it lies in, or that nothing else is named as.

    "Palembang" is a village of another city, and is not meant.
    """
    for name in named_inside(text)[:READINGS]:
        found = await place_search.search(session, name, levels=(VILLAGE,))
        if found.sure and found.bearers == 1:
            return found.found[0].region
    for name in named_alone(text)[:LOOKED_AT]:
        found = await place_search.search(session, name, levels=(VILLAGE,))
        above = await place_search.search(session, name, levels=(PROVINCE, REGENCIES))
        if found.sure and found.bearers == 1 and not above.sure:
            return found.found[0].region
    return None


async def _first(
    session: AsyncSession, names: Iterable[tuple[str, bool]], near: str | None, level: int
) -> Region | None:
    """Return the first region of a level that one of these names means; True: it is called one."""
    for name, sure in names:
        within = [ancestors(near)[-REGENCY]] if near is not None else None
        scopes = ([within] if within is not None else []) + ([None] if sure else [])
        for scope in scopes:
            found = await place_search.search(
                session, name, near=near, levels=(level,), within=scope
            )
            if found.sure and found.bearers == 1:
                return found.found[0].region
    return None
