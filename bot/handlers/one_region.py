"""The one region that a command's words name, within one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.places import place_search
from bot.places.data import DISTRICT, PROVINCE, REGENCY, VILLAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handlers.turn import Turn

LEVELS = (PROVINCE, REGENCY, DISTRICT, VILLAGE)


async def find(turn: Turn, said: str, own: Sequence[str], command: str) -> str | None:
    """Return the code of the one region of that name in ``own``.

    Where it is not one, those that may be meant are offered, and all of one's own, each by a button
    that does what ``command`` does.
    """
    finding = await place_search.search(turn.session, said, levels=LEVELS, within=own)
    if finding.sure and finding.bearers == 1:
        return finding.codes[0]
    turn.reply("place_offer", command=command, places=finding.codes)
    return None
