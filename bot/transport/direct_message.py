"""An answer to somebody of whom nothing is stored, while it is owed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.views.card import Card


@dataclass(slots=True, eq=False)
class DirectMessage:
    """A card that is owed; ``updates``: those that it answers. Times are monotonic seconds."""

    chat: int
    card: Card
    edits: int | None
    reply_to: int | None
    asks: bool
    since: float
    due: float
    attempts: int = 0
    is_noted: bool = True  # which message it became, where that is told
    updates: set[int] = field(default_factory=set)
