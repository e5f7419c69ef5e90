"""An entry of the table: which updates it takes, its handler, and who may use it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from bot.domain import access
from bot.handlers.turn import Turn

if TYPE_CHECKING:
    from bot.domain.access import Grant
    from bot.handlers.incoming import UpdateKind

Handler = Callable[[Turn], Awaitable[None]]
Guard = Callable[[Turn], Awaitable[bool]]


class Open(Enum):
    """Permissions that name no role."""

    ANYONE = auto()  # strangers too: consent, help, the notice
    ENROLLED = auto()  # whoever agreed to the notice


@dataclass(frozen=True, slots=True)
class Entry:
    """One command, button or kind of message, with its handler and its permission.

    ``name``: a command, ``noun:verb`` of a button, the question that a message answers, or the name
    of a message's content. ``allow`` has no default: whoever adds an entry says for whom.
    ``guard`` checks the object: is it one's own, is it in one's region. ``fallback``: the command
    that is run for those whom this one does not allow.
    """

    kind: UpdateKind
    name: str
    handler: Handler
    allow: Open | frozenset[str]
    guard: Guard | None = None
    fallback: str = ""

    def opens_to(self, grants: Collection[Grant] | None) -> bool:
        """Tell whether somebody with these grants (None: a stranger) may use this entry at all."""
        if self.allow is Open.ANYONE:
            return True
        if grants is None:
            return False
        return self.allow is Open.ENROLLED or access.may(grants, self.allow, None)

    async def admits(self, turn: Turn) -> bool:
        """Tell whether this person may use this entry on this object."""
        if not self.opens_to(None if turn.member is None else turn.grants):
            return False
        return self.guard is None or await self.guard(turn)
