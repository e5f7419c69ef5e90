"""How fast the bot may speak."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Rates:
    """What Telegram allows; 0 lifts a limit. See ``config/limits.toml``."""

    overall: int = 30  # messages in any second
    strangers: int = 20  # of these at most, to people of whom nothing is stored yet
    urgent_reserve: int = 10  # what an urgent message may borrow above it
    per_chat: float = 1.0  # messages a second to one chat, in the long run
    per_chat_burst: int = 3
    per_group: int = 20  # messages a minute to one group

    def __post_init__(self) -> None:
        """Refuse what is below nothing, or no number at all."""
        for field in fields(self):
            if not math.isfinite(getattr(self, field.name)):
                message = f"{field.name} is no number; write 0 to lift the limit"
                raise ValueError(message)
            if getattr(self, field.name) < 0:
                message = f"{field.name} cannot be negative; write 0 to lift the limit"
                raise ValueError(message)
