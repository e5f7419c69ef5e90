"""Buttons of a summary's card: its pictures, and its documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain import access
from bot.domain.access import PLANNERS
from bot.domain.period import Period
from bot.views import summary_files, summary_pictures

if TYPE_CHECKING:
    from bot.handlers.turn import Turn

NEW = "new"  # a picture as a message of its own; the others take the place of the one that is shown
_CODE = re.compile(r"(\d\d)(\d\d)?(\d\d)?(\d{4})?", re.ASCII)
_WHAT = {"documents": (), "document": tuple(summary_files.FORMS), "picture": summary_pictures.KINDS}


async def plans(turn: Turn) -> bool:
    """Admit whoever plans for the place that the button names, or for anywhere at all."""
    try:
        place, _ = _where(turn)
    except ValueError:
        return False
    return access.may(turn.grants, PLANNERS, place)


async def picture(turn: Turn) -> None:
    """Show a picture, in place of the one that stands on the card."""
    place, period = _where(turn)
    edit, what = NEW not in turn.args[3:], turn.args[2]
    turn.reply("summary_picture", edit=edit, place=place, period=period, what=what)


async def documents(turn: Turn) -> None:
    """Offer the forms of a document."""
    place, period = _where(turn)
    turn.reply("summary_forms", place=place, period=period, what="")


async def document(turn: Turn) -> None:
    """Bring a document."""
    place, period = _where(turn)
    turn.reply("summary_document", place=place, period=period, what=turn.args[2])


def _where(turn: Turn) -> tuple[str | None, str | None]:
    """Return the place and period of a button. Raises ValueError where it names none, or no file.

    Its data is signed: what is wrong here is of a version of the bot that wrote it otherwise.
    """
    place, period, *what = turn.args
    known = _WHAT[turn.verb]
    found = _CODE.fullmatch(place)
    has_file = not known or (what and what[0] in known)
    if not has_file or (found is None and place != summary_files.NO_VALUE):
        raise ValueError(turn.args)
    if period != summary_files.NO_VALUE:
        Period.parse(period)
    code = ".".join(filter(None, found.groups())) if found is not None else None
    return code, None if period == summary_files.NO_VALUE else period
