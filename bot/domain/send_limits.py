"""How many reports that call nobody one person sends within a time, and when the next may go.

It slows down and silences nobody: what may wake somebody, and what is confidential, always goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class SendLimits:
    """So many of one person ``within`` a time; fewer once its village has sent ``per_village``."""

    within: timedelta
    per_person: int
    per_village: int
    per_person_crowded: int

    def of_one(self, in_village: int) -> int:
        """Return how many one person may send in a village that has sent so many."""
        return self.per_person_crowded if in_village >= self.per_village else self.per_person


def next_at(sent: Sequence[datetime], most: int, within: timedelta) -> datetime | None:
    """Return when somebody who ``sent`` these (the newest first) may send the next; None: now."""
    return None if len(sent) < most else sent[most - 1] + within
