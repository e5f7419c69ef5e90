"""The log of everything the bot asked of Telegram."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

WAITING = "waiting"


@dataclass(slots=True, eq=False)
class Call:
    """One call. ``arrived``: monotonic seconds; ``at``: by Telegram's clock.

    ``outcome``: ``ok``, Telegram's description of why not, ``reset``, or ``waiting``.
    """

    method: str
    params: Mapping[str, Any]
    arrived: float
    at: datetime
    outcome: str = WAITING
