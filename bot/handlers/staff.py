"""``/petugas [place]``: who serves where, what is under way there, which codes were given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access, page_mention
from bot.domain.access import INVITING
from bot.handlers import one_region
from bot.places.region_filters import regions_held

if TYPE_CHECKING:
    from bot.handlers.turn import Turn


async def shown(turn: Turn) -> None:
    """Show the officers of one's own region, or of a place in it that is named."""
    said, page = page_mention.split(turn.incoming.text)
    own = regions_held(turn.grants, INVITING)
    if not said:
        turn.reply("staff", page=page)
    elif (place := await one_region.find(turn, said, own, "petugas")) is not None:
        turn.reply("staff", page=page, place=place)


async def people(turn: Turn) -> None:
    """Show the officers, in place."""
    turn.reply("staff", edit=True, page=_page(turn), place=_place(turn))


async def alerts(turn: Turn) -> None:
    """Show the alerts under way, in place."""
    turn.reply("open_alerts", edit=True, page=_page(turn), place=_place(turn))


async def codes(turn: Turn) -> None:
    """List the codes of one's own region as a new message; its pages turn in place."""
    turn.reply("codes_given", edit=bool(turn.args), page=_page(turn))


async def oversees(turn: Turn) -> bool:
    """Admit who gives posts at the place that the button names, or anywhere at all."""
    return access.may(turn.grants, INVITING, _place(turn))


def _page(turn: Turn) -> int:
    return int(turn.args[0]) if turn.args else 0


def _place(turn: Turn) -> str | None:
    return turn.args[1] if turn.args[1:] else None
