"""What the table of entries is made of."""

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
    """One way in.

    ``name``: a command, ``noun:verb`` of a button, the question that a message answers, or the kind
    of message. ``allow`` has no default: whoever adds a way in says for whom. ``guard`` looks at
    the thing itself: is it one's own, is it in one's region. ``otherwise``: the command that it
    means to whom it is not open.
    """

    way: UpdateKind
    name: str
    handler: Handler
    allow: Open | frozenset[str]
    guard: Guard | None = None
    otherwise: str = ""

    def opens_to(self, grants: Collection[Grant] | None) -> bool:
        """Tell whether somebody with these grants (None: a stranger) may come in here at all."""
        if self.allow is Open.ANYONE:
            return True
        if grants is None:
            return False
        return self.allow is Open.ENROLLED or access.may(grants, self.allow, None)

    async def admits(self, turn: Turn) -> bool:
        """Tell whether this person may do this, to this thing."""
        if not self.opens_to(None if turn.member is None else turn.grants):
            return False
        return self.guard is None or await self.guard(turn)
