"""The menu of commands that Telegram shows: for each person those of THE table that they may use.

What has no words in :mod:`bot.views.menu` (another spelling, the answer to an unknown command) is
not shown.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from bot.domain.access import Grant, Role
from bot.domain.command import name_in
from bot.handlers import TABLE
from bot.handlers.entry import Open
from bot.handlers.incoming import UpdateKind
from bot.locales import LANGUAGES, say_in
from bot.views.menu import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handlers.entry import Entry

_ANYWHERE = (
    "00"  # a role is all that a command asks for; where it holds is looked at when it is used
)


def commands(roles: Sequence[str] | None, language: str) -> list[dict[str, str]]:
    """Return the menu of somebody with these roles (None: a stranger), as Telegram takes it.

    What the role brings comes first.
    """
    grants = None if roles is None else [Grant(role, _ANYWHERE) for role in roles]
    say = say_in(language)
    return [
        {"command": name_in(language, entry.name), "description": say.plain(COMMANDS[entry.name])}
        for entry in SHOWN
        if entry.opens_to(grants)
    ]


def edition() -> str:
    """Return a mark of all menus there can be: another one where table or words have changed."""
    roles: list[list[str] | None] = [None, [], ["unit:any"], *([str(role)] for role in Role)]
    menus = [commands(held, language) for held in roles for language in LANGUAGES]
    return hashlib.sha256(json.dumps(menus).encode()).hexdigest()[:32]


def _rank(entry: Entry) -> int:
    """Return how close a command is to the person: by role, by being enrolled, by being there."""
    return (Open.ENROLLED, Open.ANYONE).index(entry.allow) if isinstance(entry.allow, Open) else -1


SHOWN = sorted(
    (entry for entry in TABLE if entry.kind is UpdateKind.COMMAND and entry.name in COMMANDS),
    key=_rank,
)
