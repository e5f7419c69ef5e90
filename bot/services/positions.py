"""Which villages a position may mean. Where it lies is looked up before a transaction begins."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.geography import Atlas, Found, Kind
from bot.services import places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Region

METRES_IN_KM = 1000
NAMED = 5  # villages without a boundary that a card names; more would be no help


async def at(lat: float, lon: float, accuracy_m: float | None = None) -> Found:
    """Return what lies at a position in degrees, accurate to ``accuracy_m`` metres.

    The first look-up in a province takes some tenths of a second: it is done in a thread. 0/0 is no
    place in the Atlantic here, but a telephone without a fix. Raises OSError or ValueError where
    the boundaries cannot be read.
    """
    if lat == lon == 0:
        return Found(Kind.INVALID)
    return await asyncio.to_thread(_find, lat, lon, accuracy_m)


def payload(found: Found, offered: int) -> dict[str, Any]:
    """Return what a promise to offer ``offered`` villages holds: codes, and never the position.

    ``where``: a :class:`Kind`; ``codes``: to choose from, the likeliest first, with villages
    that have no boundary where there is room; ``also``: more of these; ``km``: how far off the
    nearest is, where the position is in none; ``country``: where it is abroad (ISO 3166-1).
    """
    codes = [*(candidate.code for candidate in found.candidates), *found.unmapped]
    told: dict[str, Any] = {"where": found.kind, "codes": codes[:offered]}
    if also := codes[offered:]:
        told["also"] = also[:NAMED]
    if found.kind is Kind.OUTSIDE:
        told["km"] = max(1, round(found.candidates[0].distance_m / METRES_IN_KM))
    if found.country is not None:
        told["country"] = found.country
    return told


async def regions(session: AsyncSession, codes: Iterable[str]) -> list[Region]:
    """Return the villages of these codes as they are today, in their order."""
    found = await places.by_codes(session, codes)
    now = [
        [one] if one.retired_at is None else await places.today(session, one.code) for one in found
    ]
    return [region for heirs in now for region in heirs]


def _find(lat: float, lon: float, accuracy_m: float | None) -> Found:
    return _atlas().find(lat, lon, accuracy_m)


@lru_cache(maxsize=1)
def _atlas() -> Atlas:
    """Return the process's own: whichever database it works on, the boundaries are the same."""
    return Atlas()
