"""Positions in degrees (WGS 84), the villages in which they lie, and how one is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Draft

if TYPE_CHECKING:
    from tests.world import World

# Makassar, Kecamatan Panakkukang. Karuwisi is where the people of most stories live.
SINRIJALA, SINRIJALA_CODE = (-5.139535, 119.43935), "73.71.09.1010"  # 200 m from Karuwisi
KARUWISI, KARUWISI_CODE = (-5.14, 119.436), "73.71.09.1001"
BETWEEN_TWO_OTHERS = (-5.134, 119.439)  # within 60 m of two villages, and not of Karuwisi
AT_SEA = (-5.2, 119.3)  # off Makassar, 7 km from the nearest island
SINGAPORE, ARCTIC, ANTARCTIC = (1.3, 103.8), (90.0, 0.0), (-90.0, 0.0)
# SINRIJALA as a camera writes it: Exif's numbers of the GPS attributes.
TAKEN_IN_SINRIJALA = {1: "S", 2: (5.0, 8.0, 22.326), 3: "E", 4: (119.0, 26.0, 21.66)}
HERE = "📌 Di Sinrijala"  # the button that takes it


async def drafted_village(world: World) -> str | None:
    """Return the code of the village that the only draft is of."""
    (draft,) = await world.all(Draft)
    code: str | None = draft.village_code
    return code
