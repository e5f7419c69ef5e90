"""Which villages a position may mean. Where it lies is looked up before a transaction begins."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import select

from bot import outbox
from bot.models import Delivery
from bot.places import place_search
from bot.places.geography import Atlas, Certainty, PositionMatch
from bot.services.reports import draft_card, draft_changes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Draft, Region

log = structlog.get_logger()

PATIENCE_S = 3.0  # the whole batch waits as long; forty provinces at once would take longer
METRES_IN_KM = 1000
OFFERED = 3  # the fourth button says that it is none of them
NAMED = 5  # villages without a boundary that a card names; more would be no help


async def at(lat: float, lon: float, accuracy_m: float | None = None) -> PositionMatch | None:
    """Return what lies at a position in degrees, accurate to ``accuracy_m`` metres.

    The first look-up in a province takes some tenths of a second: it is done in a thread. 0/0 is no
    place in the Atlantic here, but a telephone without a fix. None where it cannot be looked up, or
    not in time: the person is asked for a name, and nobody else's message waits for it.
    """
    if lat == lon == 0:
        return PositionMatch(Certainty.INVALID)
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await asyncio.to_thread(_find, lat, lon, accuracy_m)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the file, or with the degrees
        log.error("not_located", error=type(error).__name__)
        return None


def told(found: PositionMatch) -> dict[str, Any]:
    """Return what a promise to offer villages holds: codes, and never the position.

    ``where``: a :class:`Certainty`; ``codes``: to choose from, the likeliest first, with villages
    that have no boundary where there is room; ``also``: more of these; ``km``: how far off the
    nearest is, where the position is in none; ``country``: where it is abroad (ISO 3166-1).
    """
    codes = [*(candidate.code for candidate in found.candidates), *found.unmapped]
    said: dict[str, Any] = {"where": found.kind, "codes": codes[:OFFERED]}
    if also := codes[OFFERED:]:
        said["also"] = also[:NAMED]
    if found.kind is Certainty.OUTSIDE:
        said["km"] = max(1, round(found.candidates[0].distance_m / METRES_IN_KM))
    if found.country is not None:
        said["country"] = found.country
    return said


async def taken_at(
    session: AsyncSession, draft: Draft, found: PositionMatch, *, now: datetime
) -> None:
    """Offer the villages where a picture of a draft was taken, once, if nothing tells it yet.

    Only a question comes of it: the place that a camera wrote is nobody's word of where it
    happened, and is not kept. Where a draft is of another village, its card asks.
    """
    if draft.status != draft_changes.OPEN or draft.lat is not None or not found.candidates:
        return
    if draft.village_code is not None:
        await record_candidates(session, draft, found)
        await draft_card.redraw(session, draft, now=now)
        return
    offers = Delivery.kind == "located", Delivery.subject_id == draft.id
    if await session.scalar(select(Delivery.id).where(*offers).limit(1)) is None:
        about = {"purpose": "draft", "draft": draft.id, **told(found)}
        outbox.promise(session, "located", draft.member_id, now=now, subject=draft.id, **about)


def elsewhere(draft: Draft, found: PositionMatch) -> bool:
    """Tell whether a position is plainly in a village, and in another one than the draft's."""
    known = [candidate.code for candidate in found.candidates]
    surely = found.kind in {Certainty.INSIDE, Certainty.NEAR}
    return surely and draft.village_code not in {*known, *found.unmapped}


async def record_candidates(session: AsyncSession, draft: Draft, found: PositionMatch) -> None:
    """Keep on a draft in which other village its position lies, where that is plain."""
    alone = elsewhere(draft, found) and len(found.candidates) == 1
    codes = [found.candidates[0].code] if alone else []
    villages = await regions(session, codes)
    draft.located = villages[0] if len(villages) == 1 else None
    draft.located_code = draft.located.code if draft.located is not None else None


async def regions(session: AsyncSession, codes: Iterable[str]) -> list[Region]:
    """Return the villages of these codes as they are today, in their order."""
    found = await place_search.by_codes(session, codes)
    now = [
        [one] if one.retired_at is None else await place_search.today(session, one.code)
        for one in found
    ]
    return [region for heirs in now for region in heirs]


def _find(lat: float, lon: float, accuracy_m: float | None) -> PositionMatch:
    return _atlas().find(lat, lon, accuracy_m)


@lru_cache(maxsize=1)
def _atlas() -> Atlas:
    """Return the process's own: whichever database it works on, the boundaries are the same."""
    return Atlas()
