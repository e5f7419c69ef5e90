"""The one region that a command's words name, within one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locales import mark
from bot.places import place_search
from bot.places.data import DISTRICT, PROVINCE, REGENCY, VILLAGE
from bot.views.length import several
from bot.views.office import place_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handlers.turn import Turn

NAMED = 10  # regions in one sentence
LEVELS = (PROVINCE, REGENCY, DISTRICT, VILLAGE)

UNKNOWN = mark("Tidak ada wilayah dengan nama itu di wilayah Anda: {own}.")
SEVERAL = mark("Beberapa wilayah cocok. Tulis kodenya: {candidates}.")
MEANT = mark("Maksudnya {candidates}? Tulis kodenya, dengan titik.")


async def find(turn: Turn, said: str, own: Sequence[str]) -> str | None:
    """Return the code of the one region of that name in ``own``; where it is not one, say so."""
    finding = await place_search.search(turn.session, said, levels=LEVELS, within=own)
    if finding.sure and finding.bearers == 1:
        return finding.codes[0]
    if finding.found:
        candidates = ", ".join(
            f"{one.region.code} ({place_label(one.region)})" for one in finding.found
        )
        turn.tell(SEVERAL if len(finding.found) > 1 else MEANT, candidates=candidates)
    else:
        mine = [place_label(region) for region in await place_search.by_codes(turn.session, own)]
        turn.tell(UNKNOWN, own=several(mine, turn.say, NAMED))
    return None
