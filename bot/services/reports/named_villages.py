"""Another village that a draft's words name: its card offers it as the place, by one tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.access import ancestors
from bot.domain.named_village import named_villages
from bot.places import place_search

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Draft, Region

REGENCY = 2  # parts of its code
LOOKED_AT = 3  # names of one text


async def record(session: AsyncSession, draft: Draft) -> None:
    """Keep on a draft in which other village its words say that it happened, where that is plain.

    What its position says counts more. Nothing is taken without a tap.
    """
    if draft.located_code is not None or draft.lat is not None or draft.village_code is None:
        return
    village = await find(session, draft.text, near=draft.village_code)
    if village is not None and village.code != draft.village_code:
        draft.located, draft.located_code = village, village.code


async def find(session: AsyncSession, text: str, *, near: str | None) -> Region | None:
    """Return the one village that a text names in full, in the regency of the village ``near``.

    One that is called a village may lie elsewhere too, where only one bears the name.
    """
    for named in named_villages(text)[:LOOKED_AT]:
        within = [ancestors(near)[-REGENCY]] if near is not None else None
        if within is not None:
            found = await place_search.search(session, named.name, near=near, within=within)
            if found.sure and found.bearers == 1:
                return found.found[0].region
        if named.sure:
            found = await place_search.search(session, named.name, near=near)
            if found.sure and found.bearers == 1:
                return found.found[0].region
    return None
